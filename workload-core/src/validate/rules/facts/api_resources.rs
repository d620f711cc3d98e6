//! The resources of Kubernetes' own API groups, as the rules of roles name them.

/// Resources by group. Those of several groups stand in each.
const RESOURCES: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "pods",
            "services",
            "configmaps",
            "secrets",
            "endpoints",
            "events",
            "namespaces",
            "nodes",
            "persistentvolumeclaims",
            "persistentvolumes",
            "serviceaccounts",
            "replicationcontrollers",
            "resourcequotas",
            "limitranges",
            "podtemplates",
        ],
    ),
    ("events.k8s.io", &["events"]),
    ("apps", &["deployments", "statefulsets", "daemonsets", "replicasets", "controllerrevisions"]),
    ("batch", &["jobs", "cronjobs"]),
    ("networking.k8s.io", &["ingresses", "networkpolicies", "ingressclasses"]),
    ("rbac.authorization.k8s.io", &["roles", "rolebindings", "clusterroles", "clusterrolebindings"]),
    ("autoscaling", &["horizontalpodautoscalers"]),
    ("policy", &["poddisruptionbudgets"]),
    ("storage.k8s.io", &["storageclasses", "volumeattachments", "csidrivers", "csinodes"]),
    ("coordination.k8s.io", &["leases"]),
    ("discovery.k8s.io", &["endpointslices"]),
    ("scheduling.k8s.io", &["priorityclasses"]),
    ("admissionregistration.k8s.io", &["validatingwebhookconfigurations", "mutatingwebhookconfigurations"]),
    ("apiextensions.k8s.io", &["customresourcedefinitions"]),
    ("apiregistration.k8s.io", &["apiservices"]),
    ("certificates.k8s.io", &["certificatesigningrequests"]),
    // Nothing is served there any longer.
    ("extensions", &[]),
];

/// Resources that lie in no namespace. A Role does give rights on the one Namespace that it is in.
pub(crate) const CLUSTER: &[&str] = &[
    "nodes",
    "persistentvolumes",
    "ingressclasses",
    "clusterroles",
    "clusterrolebindings",
    "storageclasses",
    "volumeattachments",
    "csidrivers",
    "csinodes",
    "priorityclasses",
    "validatingwebhookconfigurations",
    "mutatingwebhookconfigurations",
    "customresourcedefinitions",
    "apiservices",
    "certificatesigningrequests",
];

/// Whether all resources of a group are known here.
pub(crate) fn is_own_group(group: &str) -> bool {
    RESOURCES.iter().any(|(own, _)| *own == group)
}

/// The groups that a resource is in; none for one that is not known.
pub(crate) fn group_of(resource: &str) -> Option<Vec<&'static str>> {
    let groups = RESOURCES.iter().filter(|(_, names)| names.contains(&resource)).map(|(group, _)| *group);
    Some(groups.collect::<Vec<_>>()).filter(|groups| !groups.is_empty())
}

/// The resource that is meant by the name of its kind, or by its singular.
pub(crate) fn plural_of(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let is_it = |plural: &&str| {
        **plural == name
            || plural.strip_suffix('s') == Some(&name)
            || plural.strip_suffix("es") == Some(&name)
            || plural.strip_suffix("ies").is_some_and(|stem| name.strip_suffix('y') == Some(stem))
    };
    RESOURCES.iter().flat_map(|(_, names)| names.iter()).find(|plural| is_it(plural)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resources_have_groups_and_plurals() {
        assert_eq!(group_of("deployments"), Some(vec!["apps"]));
        assert_eq!(group_of("events"), Some(vec!["", "events.k8s.io"]));
        assert_eq!(group_of("widgets"), None);
        for (name, plural) in [
            ("pod", Some("pods")),
            ("Deployment", Some("deployments")),
            ("ingress", Some("ingresses")),
            ("networkpolicy", Some("networkpolicies")),
            ("Secrets", Some("secrets")),
            ("widget", None),
            ("*", None),
        ] {
            assert_eq!(plural_of(name), plural, "{name}");
        }
    }
}
