//! The tables of all kinds.

use serde_json::{Map, Value};

use super::{autoscaling, jobs, network, pod, policy, storage, table, workloads};

/// The kinds with defaults: API group, kind, table.
const KINDS: &[(&str, &str, table::Type)] = &[
    ("", "Pod", pod::POD),
    ("", "PodTemplate", workloads::POD_TEMPLATE),
    ("", "ReplicationController", workloads::REPLICATION_CONTROLLER),
    ("apps", "Deployment", workloads::DEPLOYMENT),
    ("apps", "StatefulSet", workloads::STATEFUL_SET),
    ("apps", "DaemonSet", workloads::DAEMON_SET),
    ("apps", "ReplicaSet", workloads::REPLICA_SET),
    ("batch", "Job", jobs::JOB),
    ("batch", "CronJob", jobs::CRON_JOB),
    ("autoscaling", "HorizontalPodAutoscaler", autoscaling::AUTOSCALER),
    ("", "Service", network::SERVICE),
    ("", "Endpoints", network::ENDPOINTS),
    ("discovery.k8s.io", "EndpointSlice", network::ENDPOINT_SLICE),
    ("networking.k8s.io", "IngressClass", network::INGRESS_CLASS),
    ("networking.k8s.io", "NetworkPolicy", network::NETWORK_POLICY),
    ("", "PersistentVolumeClaim", storage::CLAIM),
    ("", "PersistentVolume", storage::PERSISTENT_VOLUME),
    ("storage.k8s.io", "StorageClass", storage::STORAGE_CLASS),
    ("storage.k8s.io", "CSIDriver", storage::CSI_DRIVER),
    ("resource.k8s.io", "ResourceClaim", storage::RESOURCE_CLAIM),
    ("resource.k8s.io", "ResourceClaimTemplate", storage::RESOURCE_CLAIM_TEMPLATE),
    ("", "Secret", &[table::Entry::Field("type", table::Literal::Text("Opaque"))]),
    ("", "Namespace", policy::NAMESPACE),
    ("", "LimitRange", policy::LIMIT_RANGE),
    ("scheduling.k8s.io", "PriorityClass", policy::PRIORITY_CLASS),
    ("rbac.authorization.k8s.io", "RoleBinding", policy::ROLE_BINDING),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding", policy::ROLE_BINDING),
    ("admissionregistration.k8s.io", "MutatingWebhookConfiguration", policy::MUTATING_WEBHOOKS),
    ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration", policy::VALIDATING_WEBHOOKS),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicy", policy::ADMISSION_POLICY),
    ("admissionregistration.k8s.io", "ValidatingAdmissionPolicyBinding", policy::ADMISSION_POLICY_BINDING),
    ("apiextensions.k8s.io", "CustomResourceDefinition", policy::RESOURCE_DEFINITION),
    ("apiregistration.k8s.io", "APIService", policy::API_SERVICE),
    ("flowcontrol.apiserver.k8s.io", "FlowSchema", policy::FLOW_SCHEMA),
    ("flowcontrol.apiserver.k8s.io", "PriorityLevelConfiguration", policy::PRIORITY_LEVEL),
];

/// Fills in the defaults of an object's kind, of the version of its API that is stored.
pub(crate) fn fill_in(group: &str, kind: &str, object: &mut Map<String, Value>) {
    let is_meant = |row: &&(&str, &str, table::Type)| row.0 == group && row.1 == kind;
    if let Some((_, _, table)) = KINDS.iter().find(is_meant) {
        table::fill_in(object, table);
    }
}

/// Fills in the defaults of an autoscaler of `autoscaling/v1`, which has no metrics.
#[cfg(feature = "ownership")]
pub(crate) fn fill_in_first_autoscaler(object: &mut Map<String, Value>) {
    table::fill_in(object, autoscaling::FIRST_AUTOSCALER);
}

/// Fills in what the admission plugins add that are on by default.
#[cfg(feature = "plan")]
pub(crate) fn admit(group: &str, kind: &str, object: &mut Map<String, Value>) {
    match (group, kind) {
        ("", "Pod") => table::fill_in(object, pod::ADMITTED_POD),
        ("", "Namespace") => table::fill_in(object, policy::CREATED_NAMESPACE),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The object with its defaults.
    fn filled(group: &str, kind: &str, yaml: &str) -> Value {
        let mut object: Map<String, Value> = serde_yaml::from_str(yaml).unwrap();
        fill_in(group, kind, &mut object);
        Value::Object(object)
    }

    #[track_caller]
    fn has(object: &Value, pointer: &str, wanted: &str) {
        let wanted: Value = serde_yaml::from_str(wanted).unwrap();
        assert_eq!(object.pointer(pointer).unwrap_or(&Value::Null), &wanted, "{pointer} of {object:#}");
    }

    #[test]
    fn the_job_of_a_cron_job_gets_its_own_defaults_later() {
        let object = filled("batch", "CronJob", "{spec: {jobTemplate: {spec: {template: {spec: {}}}}}}");
        has(&object, "/spec/jobTemplate/spec/completions", "null");
        has(&object, "/spec/jobTemplate/spec/backoffLimit", "null");
        has(&object, "/spec/jobTemplate/spec/template/spec/restartPolicy", "Always");
        has(&object, "/spec/successfulJobsHistoryLimit", "3");
    }

    #[test]
    fn a_claim_template_is_a_whole_object_and_a_template_in_a_volume_is_none() {
        let object = filled("apps", "StatefulSet", "{spec: {volumeClaimTemplates: [{spec: {}}]}}");
        has(
            &object,
            "/spec/volumeClaimTemplates/0",
            "{apiVersion: v1, kind: PersistentVolumeClaim, spec: {volumeMode: Filesystem}, status: {phase: Pending}}",
        );
        let object =
            filled("", "Pod", "{spec: {volumes: [{name: a, ephemeral: {volumeClaimTemplate: {spec: {}}}}]}}");
        has(&object, "/spec/volumes/0/ephemeral/volumeClaimTemplate", "{spec: {volumeMode: Filesystem}}");
    }

    #[test]
    fn an_empty_target_port_is_the_port() {
        for target in ["null", "0", "''"] {
            let yaml = format!("{{spec: {{ports: [{{port: 80, targetPort: {target}}}]}}}}");
            has(&filled("", "Service", &yaml), "/spec/ports/0/targetPort", "80");
        }
    }

    #[test]
    fn settings_of_an_affinity_go_with_it() {
        let settings = "sessionAffinityConfig: {clientIP: {timeoutSeconds: 5}}";
        let object = filled("", "Service", &format!("{{spec: {{{settings}}}}}"));
        has(&object, "/spec/sessionAffinityConfig", "null");
        let object = filled("", "Service", &format!("{{spec: {{sessionAffinity: ClientIP, {settings}}}}}"));
        has(&object, "/spec/sessionAffinityConfig/clientIP/timeoutSeconds", "5");
    }

    #[test]
    fn an_empty_list_of_policy_types_counts_as_absent() {
        let object = filled("networking.k8s.io", "NetworkPolicy", "{spec: {policyTypes: [], egress: [{}]}}");
        has(&object, "/spec/policyTypes", "[Ingress, Egress]");
    }

    #[test]
    fn a_service_with_external_addresses_has_a_traffic_policy_for_them() {
        let object = filled("", "Service", "{spec: {externalIPs: [192.0.2.1]}}");
        has(&object, "/spec/externalTrafficPolicy", "Cluster");
        has(&filled("", "Service", "{spec: {}}"), "/spec/externalTrafficPolicy", "null");
    }

    #[test]
    fn the_first_autoscaler_has_no_metrics() {
        let object = filled("autoscaling", "HorizontalPodAutoscaler", "{spec: {metrics: []}}");
        has(&object, "/spec/metrics/0/resource/target/averageUtilization", "80");
        #[cfg(feature = "ownership")]
        {
            let mut object: Map<String, Value> = serde_yaml::from_str("{spec: {}}").unwrap();
            fill_in_first_autoscaler(&mut object);
            assert_eq!(serde_json::to_string(&object).unwrap(), r#"{"spec":{"minReplicas":1}}"#);
        }
    }

    #[test]
    fn a_namespace_is_active_and_labelled_with_its_name() {
        let yaml = "{metadata: {name: shop, labels: {kubernetes.io/metadata.name: other}}}";
        let object = filled("", "Namespace", yaml);
        has(&object, "/status/phase", "Active");
        has(&object, "/metadata/labels", "{kubernetes.io/metadata.name: shop}");
    }

    #[test]
    fn the_pull_policy_follows_the_tag_also_beside_a_digest() {
        for (image, policy) in [
            ("a", "Always"),
            ("registry:5000/a", "Always"),
            ("a:latest@sha256:0", "Always"),
            ("a:1", "IfNotPresent"),
            ("a@sha256:0", "IfNotPresent"),
        ] {
            let object =
                filled("", "Pod", &format!("{{spec: {{containers: [{{name: a, image: '{image}'}}]}}}}"));
            has(&object, "/spec/containers/0/imagePullPolicy", policy);
        }
    }

    #[test]
    fn admission_adds_to_a_pod_what_its_template_does_not_have() {
        let object = filled("", "Pod", "{spec: {}}");
        has(&object, "/spec/priority", "null");
        has(&object, "/spec/tolerations", "null");
        has(&object, "/spec/enableServiceLinks", "true");
        #[cfg(feature = "plan")]
        {
            let mut object: Map<String, Value> = serde_yaml::from_str("{spec: {}}").unwrap();
            admit("", "Pod", &mut object);
            has(&Value::Object(object), "/spec/tolerations/1/tolerationSeconds", "300");
        }
    }
}
