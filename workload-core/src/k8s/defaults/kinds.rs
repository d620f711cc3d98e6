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

/// Fills in the defaults of an object's kind.
pub(crate) fn fill_in(group: &str, kind: &str, object: &mut Map<String, Value>) {
    let is_meant = |row: &&(&str, &str, table::Type)| row.0 == group && row.1 == kind;
    if let Some((_, _, table)) = KINDS.iter().find(is_meant) {
        table::fill_in(object, table);
    }
}
