//! The built-in resources that are served.

use crate::cluster::resource::Resource;
use crate::k8s::is_namespaced;

/// API version, kind, plural, short names, categories and subresources, as `kubectl api-resources` lists them of Kubernetes 1.36.
const RESOURCES: &[[&str; 6]] = &[
    ["v1", "ConfigMap", "configmaps", "cm", "", ""],
    ["v1", "Endpoints", "endpoints", "ep", "", ""],
    ["v1", "Event", "events", "ev", "", ""],
    ["v1", "LimitRange", "limitranges", "limits", "", ""],
    ["v1", "Namespace", "namespaces", "ns", "", "status finalize"],
    ["v1", "Node", "nodes", "no", "", "status"],
    ["v1", "PersistentVolumeClaim", "persistentvolumeclaims", "pvc", "", "status"],
    ["v1", "PersistentVolume", "persistentvolumes", "pv", "", "status"],
    ["v1", "Pod", "pods", "po", "all", "status eviction log ephemeralcontainers resize binding"],
    ["v1", "PodTemplate", "podtemplates", "", "", ""],
    ["v1", "ReplicationController", "replicationcontrollers", "rc", "all", "status scale"],
    ["v1", "ResourceQuota", "resourcequotas", "quota", "", "status"],
    ["v1", "Secret", "secrets", "", "", ""],
    ["v1", "ServiceAccount", "serviceaccounts", "sa", "", ""],
    ["v1", "Service", "services", "svc", "all", "status"],
    ["apps/v1", "ControllerRevision", "controllerrevisions", "", "", ""],
    ["apps/v1", "DaemonSet", "daemonsets", "ds", "all", "status"],
    ["apps/v1", "Deployment", "deployments", "deploy", "all", "status scale"],
    ["apps/v1", "ReplicaSet", "replicasets", "rs", "all", "status scale"],
    ["apps/v1", "StatefulSet", "statefulsets", "sts", "all", "status scale"],
    ["batch/v1", "CronJob", "cronjobs", "cj", "all", "status"],
    ["batch/v1", "Job", "jobs", "", "all", "status"],
    ["autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", "all", "status"],
    ["autoscaling/v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa", "all", "status"],
    ["policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb", "", "status"],
    ["networking.k8s.io/v1", "IngressClass", "ingressclasses", "", "", ""],
    ["networking.k8s.io/v1", "Ingress", "ingresses", "ing", "", "status"],
    ["networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", "netpol", "", ""],
    ["rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", "", "", ""],
    ["rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", "", "", ""],
    ["rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", "", "", ""],
    ["rbac.authorization.k8s.io/v1", "Role", "roles", "", "", ""],
    ["storage.k8s.io/v1", "StorageClass", "storageclasses", "sc", "", ""],
    ["scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", "pc", "", ""],
    ["coordination.k8s.io/v1", "Lease", "leases", "", "", ""],
    ["discovery.k8s.io/v1", "EndpointSlice", "endpointslices", "", "", ""],
    [
        "admissionregistration.k8s.io/v1",
        "ValidatingWebhookConfiguration",
        "validatingwebhookconfigurations",
        "",
        "api-extensions",
        "",
    ],
    [
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration",
        "mutatingwebhookconfigurations",
        "",
        "api-extensions",
        "",
    ],
    [
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "customresourcedefinitions",
        "crd crds",
        "api-extensions",
        "status",
    ],
];

/// All of them.
pub(crate) fn builtin_resources() -> impl Iterator<Item = Resource> {
    RESOURCES.iter().map(|row| {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect();
        let [api_version, kind, plural, short_names, categories, subresources] = row;
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        Resource {
            group: group.to_owned(),
            version: version.to_owned(),
            kind: (*kind).to_owned(),
            plural: (*plural).to_owned(),
            singular: kind.to_lowercase(),
            is_namespaced: is_namespaced(group, kind),
            short_names: words(short_names),
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
