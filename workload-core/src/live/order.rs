//! In which order objects are applied: what others need comes first.

use serde::Serialize;

use crate::k8s::ObjectRef;

/// A wave of objects that are applied side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Wave {
    /// Namespaces, definitions of kinds, and classes.
    Foundations,
    /// Rights, accounts, configuration and claims.
    Configuration,
    /// Services.
    Services,
    /// What runs, and custom resources.
    Workloads,
    /// Autoscalers, budgets and ways in.
    Around,
    /// Webhooks, which would see what comes before them.
    Webhooks,
}

impl Wave {
    /// All waves, the first first.
    pub const ALL: [Self; 6] = [
        Self::Foundations,
        Self::Configuration,
        Self::Services,
        Self::Workloads,
        Self::Around,
        Self::Webhooks,
    ];
}

const FOUNDATIONS: [&str; 9] = [
    "Namespace",
    "CustomResourceDefinition",
    "StorageClass",
    "VolumeAttributesClass",
    "PriorityClass",
    "RuntimeClass",
    "IngressClass",
    "DeviceClass",
    "CSIDriver",
];
const CONFIGURATION: [&str; 13] = [
    "ResourceQuota",
    "LimitRange",
    "NetworkPolicy",
    "ServiceAccount",
    "ClusterRole",
    "ClusterRoleBinding",
    "Role",
    "RoleBinding",
    "Secret",
    "ConfigMap",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "ResourceClaimTemplate",
];
const AROUND: [&str; 3] = ["HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress"];
const WEBHOOKS: [&str; 6] = [
    "ValidatingWebhookConfiguration",
    "MutatingWebhookConfiguration",
    "ValidatingAdmissionPolicy",
    "ValidatingAdmissionPolicyBinding",
    "MutatingAdmissionPolicy",
    "MutatingAdmissionPolicyBinding",
];

/// The wave of an object.
#[must_use]
pub fn wave(object: &ObjectRef) -> Wave {
    let group = object.group();
    let is_own = !group.contains('.') || group.ends_with(".k8s.io");
    let is_in = |kinds: &[&str]| is_own && kinds.contains(&object.kind.as_str());
    let is_class = group == "gateway.networking.k8s.io" && object.kind == "GatewayClass";
    match () {
        () if is_in(&FOUNDATIONS) || is_class => Wave::Foundations,
        () if is_in(&CONFIGURATION) => Wave::Configuration,
        () if group.is_empty() && object.kind == "Service" => Wave::Services,
        () if is_in(&AROUND) => Wave::Around,
        () if is_in(&WEBHOOKS) || object.kind == "APIService" => Wave::Webhooks,
        () => Wave::Workloads,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_others_need_comes_first() {
        let of = |api: &str, kind: &str| {
            let object = json!({"apiVersion": api, "kind": kind, "metadata": {"name": "a"}});
            wave(&ObjectRef::from_json(&object).unwrap())
        };
        let waves = [
            of("v1", "Namespace"),
            of("v1", "Secret"),
            of("v1", "Service"),
            of("apps/v1", "Deployment"),
            of("policy/v1", "PodDisruptionBudget"),
            of("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"),
        ];
        assert_eq!(waves, Wave::ALL);
        assert_eq!(of("serving.knative.dev/v1", "Service"), Wave::Workloads);
        assert_eq!(of("example.com/v1", "Namespace"), Wave::Workloads);
    }
}
