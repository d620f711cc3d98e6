//! The built-in resources that are served.

use crate::cluster::resource::Resource;
use crate::k8s::group_and_version;
use crate::k8s::is_namespaced;
use crate::k8s::short_names::short_names_of;

/// API version, kind, plural, categories and subresources, as `kubectl api-resources` lists them of Kubernetes 1.36.
const RESOURCES: &[[&str; 5]] = &[
    ["v1", "ConfigMap", "configmaps", "", ""],
    ["v1", "Endpoints", "endpoints", "", ""],
    ["v1", "Event", "events", "", ""],
    ["v1", "LimitRange", "limitranges", "", ""],
    ["v1", "Namespace", "namespaces", "", "status finalize"],
    ["v1", "Node", "nodes", "", "status"],
    ["v1", "PersistentVolumeClaim", "persistentvolumeclaims", "", "status"],
    ["v1", "PersistentVolume", "persistentvolumes", "", "status"],
    ["v1", "Pod", "pods", "all", "status eviction log ephemeralcontainers resize binding"],
    ["v1", "PodTemplate", "podtemplates", "", ""],
    ["v1", "ReplicationController", "replicationcontrollers", "all", "status scale"],
    ["v1", "ResourceQuota", "resourcequotas", "", "status"],
    ["v1", "Secret", "secrets", "", ""],
    ["v1", "ServiceAccount", "serviceaccounts", "", ""],
    ["v1", "Service", "services", "all", "status"],
    ["apps/v1", "ControllerRevision", "controllerrevisions", "", ""],
    ["apps/v1", "DaemonSet", "daemonsets", "all", "status"],
    ["apps/v1", "Deployment", "deployments", "all", "status scale"],
    ["apps/v1", "ReplicaSet", "replicasets", "all", "status scale"],
    ["apps/v1", "StatefulSet", "statefulsets", "all", "status scale"],
    ["batch/v1", "CronJob", "cronjobs", "all", "status"],
    ["batch/v1", "Job", "jobs", "all", "status"],
    ["autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "all", "status"],
    ["autoscaling/v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "all", "status"],
    ["policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", "", "status"],
    ["networking.k8s.io/v1", "IngressClass", "ingressclasses", "", ""],
    ["networking.k8s.io/v1", "Ingress", "ingresses", "", "status"],
    ["networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "", ""],
    ["rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", "", ""],
    ["rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", "", ""],
    ["rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", "", ""],
    ["rbac.authorization.k8s.io/v1", "Role", "roles", "", ""],
    ["storage.k8s.io/v1", "StorageClass", "storageclasses", "", ""],
    ["scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", "", ""],
    ["coordination.k8s.io/v1", "Lease", "leases", "", ""],
    ["discovery.k8s.io/v1", "EndpointSlice", "endpointslices", "", ""],
    [
        "admissionregistration.k8s.io/v1",
        "ValidatingWebhookConfiguration",
        "validatingwebhookconfigurations",
        "api-extensions",
        "",
    ],
    [
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
        "api-extensions",
        "",
    ],
    [
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        "api-extensions",
        "status",
    ],
];

/// All of them.
pub(crate) fn builtin_resources() -> impl Iterator<Item = Resource> {
    RESOURCES.iter().map(|row| {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let [api_version, kind, plural, categories, subresources] = row;
        let (group, version) = group_and_version(api_version);
        Resource {
            group: group.to_owned(),
            version: version.to_owned(),
            kind: (*kind).to_owned(),
            plural: (*plural).to_owned(),
            singular: kind.to_lowercase(),
            is_namespaced: is_namespaced(group, kind),
            short_names: short_names_of(kind).map(str::to_owned).collect(),
            categories: words(categories),
            subresources: words(subresources),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ownership::BuiltinKind;

    #[test]
    fn the_fields_of_all_but_two_kinds_are_known() {
        let is_opaque = |one: &Resource| BuiltinKind::new(&one.api_version(), &one.kind).is_none();
        let opaque: Vec<_> = builtin_resources().filter(is_opaque).map(|one| one.kind).collect();
        assert_eq!(opaque, ["Event", "ControllerRevision"]);
    }
}
