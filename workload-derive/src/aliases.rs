//! Kubernetes' own names for what a key says, so that whoever knows them is understood.

/// Kubernetes' names, with the keys that they stand for.
const NAMES: &[(&str, &str)] = &[
    ("activeDeadlineSeconds", "deadline"),
    ("affinity", "affinity"),
    ("allowPrivilegeEscalation", "allow_privilege_escalation"),
    ("automountServiceAccountToken", "automount_token"),
    ("concurrencyPolicy", "concurrency"),
    ("dnsConfig", "dns"),
    ("enableServiceLinks", "service_links"),
    ("failedJobsHistoryLimit", "history"),
    ("failureThreshold", "failures"),
    ("hostAliases", "host_alias"),
    ("hostIPC", "host_ipc"),
    ("hostPID", "host_pid"),
    ("httpGet", "http"),
    ("initContainers", "init"),
    ("initialDelaySeconds", "delay"),
    ("livenessProbe", "live"),
    ("minReadySeconds", "min_ready"),
    ("nodeName", "node_name"),
    ("periodSeconds", "period"),
    ("persistentVolumeClaimRetentionPolicy", "claim_retention"),
    ("priorityClassName", "priority_class"),
    ("progressDeadlineSeconds", "progress_deadline"),
    ("readOnlyRootFilesystem", "read_only_root"),
    ("readinessProbe", "ready"),
    ("restartPolicy", "restart"),
    ("revisionHistoryLimit", "revision_history"),
    ("runtimeClassName", "runtime_class"),
    ("schedulerName", "scheduler"),
    ("securityContext", "security"),
    ("serviceAccountName", "service_account"),
    ("setHostnameAsFQDN", "hostname_as_fqdn"),
    ("shareProcessNamespace", "share_processes"),
    ("startingDeadlineSeconds", "starting_deadline"),
    ("startupProbe", "startup"),
    ("successThreshold", "success"),
    ("successfulJobsHistoryLimit", "history"),
    ("tcpSocket", "tcp"),
    ("terminationGracePeriodSeconds", "grace_period"),
    ("timeoutSeconds", "timeout"),
    ("tolerations", "tolerate"),
    ("topologySpreadConstraints", "spread"),
    ("ttlSecondsAfterFinished", "ttl"),
    ("volumeMounts", "mount"),
];

/// Keys whose values Kubernetes writes in capitals; elsewhere a name in capitals is a `const`.
const CAPITALS: &[&str] = &["protocol", "scheme"];

/// The key that is meant by `name`, when that is one of Kubernetes' own in camel case.
pub(crate) fn key(name: &str) -> Option<String> {
    if !name.starts_with(|first: char| first.is_ascii_lowercase()) || !name.contains(char::is_uppercase) {
        return None;
    }
    let known = NAMES.iter().find(|(theirs, _)| *theirs == name);
    Some(known.map_or_else(|| snake(name), |(_, ours)| (*ours).to_owned()))
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
    use super::{is_in_capitals, key};

    #[test]
    fn kubernetes_names_are_keys() {
        assert_eq!(key("readinessProbe").as_deref(), Some("ready"));
        assert_eq!(key("imagePullPolicy").as_deref(), Some("image_pull_policy"));
        assert_eq!(key("image"), None);
        assert_eq!(key("LOG"), None);
    }

    #[test]
    fn words_in_capitals_are_values_of_their_key_only() {
        assert!(is_in_capitals("protocol") && !is_in_capitals("number"));
    }
}
