//! Kubernetes' own names for what a key says, so that whoever knows them is understood.

/// Kubernetes' names, with the keys that they stand for.
pub(crate) const NAMES: &[(&str, &str)] = &[
    ("activeDeadlineSeconds", "deadline"),
    ("affinity", "affinity"),
    ("allowPrivilegeEscalation", "allow_privilege_escalation"),
    ("appArmorProfile", "app_armor"),
    ("automountServiceAccountToken", "automount_token"),
    ("concurrencyPolicy", "concurrency"),
    ("containerPort", "number"),
    ("dnsConfig", "dns"),
    ("enableServiceLinks", "service_links"),
    ("failedJobsHistoryLimit", "history"),
    ("failureThreshold", "failures"),
    ("hostAliases", "host_alias"),
    ("hostIPC", "host_ipc"),
    ("hostPID", "host_pid"),
    ("hostPort", "host"),
    ("httpGet", "http"),
    ("ingressClassName", "class"),
    ("initContainers", "init"),
    ("initialDelaySeconds", "delay"),
    ("livenessProbe", "live"),
    ("maxReplicas", "max"),
    ("minReadySeconds", "min_ready"),
    ("minReplicas", "min"),
    ("mountPath", "path"),
    ("mountPropagation", "propagation"),
    ("nodeName", "node_name"),
    ("nodePort", "node"),
    ("periodSeconds", "period"),
    ("persistentVolumeClaimRetentionPolicy", "claim_retention"),
    ("podAffinity", "affinity"),
    ("podAntiAffinity", "anti_affinity"),
    ("priorityClassName", "priority_class"),
    ("progressDeadlineSeconds", "progress_deadline"),
    ("publishNotReadyAddresses", "publish_not_ready"),
    ("readinessGates", "readiness_gate"),
    ("readinessProbe", "ready"),
    ("readOnlyRootFilesystem", "read_only_root"),
    ("resourceClaims", "resource_claim"),
    ("restartPolicy", "restart"),
    ("revisionHistoryLimit", "revision_history"),
    ("runtimeClassName", "runtime_class"),
    ("schedulerName", "scheduler"),
    ("seccompProfile", "seccomp"),
    ("securityContext", "security"),
    ("selectPolicy", "select"),
    ("seLinuxOptions", "selinux"),
    ("serviceAccountName", "service_account"),
    ("setHostnameAsFQDN", "hostname_as_fqdn"),
    ("shareProcessNamespace", "share_processes"),
    ("stabilizationWindowSeconds", "stabilization"),
    ("startingDeadlineSeconds", "starting_deadline"),
    ("startupProbe", "startup"),
    ("successfulJobsHistoryLimit", "history"),
    ("successThreshold", "success"),
    ("supplementalGroups", "supplemental_group"),
    ("targetPort", "target"),
    ("tcpSocket", "tcp"),
    ("terminationGracePeriodSeconds", "grace_period"),
    ("timeoutSeconds", "timeout"),
    ("tolerations", "tolerate"),
    ("tolerationSeconds", "seconds"),
    ("topologyKey", "key"),
    ("topologySpreadConstraints", "spread"),
    ("ttlSecondsAfterFinished", "ttl"),
    ("volumeMounts", "mount"),
    ("whenUnsatisfiable", "otherwise"),
    ("windowsOptions", "windows"),
];

/// Kubernetes' names of where a value comes from, with the functions that they stand for.
const FUNCTIONS: &[(&str, &str)] = &[
    ("configMapKeyRef", "config"),
    ("fieldRef", "field"),
    ("resourceFieldRef", "resource"),
    ("secretKeyRef", "secret"),
];

/// The function that is meant by one of Kubernetes' names, as it is written there or as Rust would write it.
pub(crate) fn function(name: &str) -> Option<&'static str> {
    FUNCTIONS.iter().find(|(theirs, _)| *theirs == name || snake(theirs) == name).map(|(_, ours)| *ours)
}

/// Keys whose values Kubernetes writes in capitals; elsewhere a name in capitals is a `const`.
const CAPITALS: &[&str] = &["protocol", "scheme"];

/// What rust-analyzer puts where the cursor is, to see what could stand there. A word that holds it stays as it is
/// typed: otherwise rust-analyzer would not find it again.
const CURSOR: &str = "raCompletionMarker";

/// The key that is meant by `name`, when that is one of Kubernetes' own, or one written as Rust would.
pub(crate) fn key(name: &str) -> Option<String> {
    if let Some((_, ours)) = NAMES.iter().find(|(theirs, _)| *theirs == name || snake(theirs) == name) {
        return (*ours != name).then(|| (*ours).to_owned());
    }
    let camel =
        name.starts_with(|first: char| first.is_ascii_lowercase()) && name.contains(char::is_uppercase);
    (camel && !name.contains(CURSOR)).then(|| snake(name))
}

/// Whether a word in capitals is a value of `key`, and no `const`.
pub(crate) fn is_in_capitals(key: &str) -> bool {
    CAPITALS.contains(&key)
}

/// `imagePullPolicy` as `image_pull_policy`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::{function, is_in_capitals, key};

    #[test]
    fn kubernetes_names_are_keys() {
        assert_eq!(key("readinessProbe").as_deref(), Some("ready"));
        assert_eq!(key("imagePullPolicy").as_deref(), Some("image_pull_policy"));
        assert_eq!(key("tolerations").as_deref(), Some("tolerate"));
        assert_eq!(key("image"), None);
        assert_eq!(key("initial_delay_seconds").as_deref(), Some("delay"));
        assert_eq!(key("node_name"), None);
        assert_eq!((function("secretKeyRef"), function("field_ref")), (Some("secret"), Some("field")));
        assert_eq!(key("LOG"), None);
        assert_eq!(key("repraCompletionMarker"), None);
    }

    #[test]
    fn words_in_capitals_are_values_of_their_key_only() {
        assert!(is_in_capitals("protocol") && !is_in_capitals("number"));
    }
}
