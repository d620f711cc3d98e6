//! Which kinds the API server serves under which API version, and which it served once.

use crate::syntax::text::nearest;

/// What the server has under an API version and a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// A kind of its own, or one that somebody may have added: not refused for its name.
    Yes,
    /// Served until `until`; `successor` is where the kind lives now.
    Removed {
        /// The first version of Kubernetes without it.
        until: &'static str,
        /// The API version that took its place, if any.
        successor: Option<&'static str>,
    },
    /// The group is Kubernetes' own and has no such version; the kind is served under this one.
    NoVersion(Option<&'static str>),
    /// The version is served and has no such kind; a near one, if any, with its API version.
    NoKind(Option<(&'static str, &'static str)>),
}

/// The groups whose kinds nobody can add to, version by version.
const CLOSED: &[(&str, &[&str])] = &[
    (
        "v1",
        &[
            "Binding",
            "ComponentStatus",
            "ConfigMap",
            "Endpoints",
            "Event",
            "LimitRange",
            "Namespace",
            "Node",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "Pod",
            "PodTemplate",
            "ReplicationController",
            "ResourceQuota",
            "Secret",
            "Service",
            "ServiceAccount",
            "List",
            "Status",
        ],
    ),
    ("apps/v1", &["ControllerRevision", "DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"]),
    ("batch/v1", &["CronJob", "Job"]),
    ("autoscaling/v1", &["HorizontalPodAutoscaler", "Scale"]),
    ("autoscaling/v2", &["HorizontalPodAutoscaler"]),
    ("policy/v1", &["Eviction", "PodDisruptionBudget"]),
    (
        "admissionregistration.k8s.io/v1",
        &[
            "MutatingAdmissionPolicy",
            "MutatingAdmissionPolicyBinding",
            "MutatingWebhookConfiguration",
            "ValidatingAdmissionPolicy",
            "ValidatingAdmissionPolicyBinding",
            "ValidatingWebhookConfiguration",
        ],
    ),
    ("apiextensions.k8s.io/v1", &["ConversionReview", "CustomResourceDefinition"]),
    ("apiregistration.k8s.io/v1", &["APIService"]),
    ("authentication.k8s.io/v1", &["SelfSubjectReview", "TokenRequest", "TokenReview"]),
    (
        "authorization.k8s.io/v1",
        &[
            "LocalSubjectAccessReview",
            "SelfSubjectAccessReview",
            "SelfSubjectRulesReview",
            "SubjectAccessReview",
        ],
    ),
    ("certificates.k8s.io/v1", &["CertificateSigningRequest", "ClusterTrustBundle", "PodCertificateRequest"]),
    ("coordination.k8s.io/v1", &["Lease", "LeaseCandidate"]),
    ("discovery.k8s.io/v1", &["EndpointSlice"]),
    ("events.k8s.io/v1", &["Event"]),
    ("flowcontrol.apiserver.k8s.io/v1", &["FlowSchema", "PriorityLevelConfiguration"]),
    ("networking.k8s.io/v1", &["IPAddress", "Ingress", "IngressClass", "NetworkPolicy", "ServiceCIDR"]),
    ("node.k8s.io/v1", &["RuntimeClass"]),
    ("rbac.authorization.k8s.io/v1", &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"]),
    ("scheduling.k8s.io/v1", &["PriorityClass"]),
    (
        "storage.k8s.io/v1",
        &[
            "CSIDriver",
            "CSINode",
            "CSIStorageCapacity",
            "StorageClass",
            "VolumeAttachment",
            "VolumeAttributesClass",
        ],
    ),
];

/// Groups whose first versions had the same kinds as `v1` has, and are gone.
const STABLE: &[&str] = &[
    "apiextensions.k8s.io",
    "apiregistration.k8s.io",
    "discovery.k8s.io",
    "node.k8s.io",
    "rbac.authorization.k8s.io",
];

/// Files that look like objects and are read by programs on this side of the server.
const CLIENT_SIDE: &[(&str, &str)] = &[("v1", "Config"), ("v1", "Policy")];

/// What was served once: the API version, its kinds, the first version of Kubernetes without
/// it, and where the kinds live now (Kubernetes' deprecated API migration guide).
const REMOVED: &[(&str, &[&str], &str, Option<&str>)] = &[
    ("extensions/v1beta1", &["Deployment", "DaemonSet", "ReplicaSet"], "1.16", Some("apps/v1")),
    ("extensions/v1beta1", &["NetworkPolicy"], "1.16", Some("networking.k8s.io/v1")),
    ("extensions/v1beta1", &["PodSecurityPolicy"], "1.16", None),
    ("extensions/v1beta1", &["Ingress"], "1.22", Some("networking.k8s.io/v1")),
    ("apps/v1beta1", &["Deployment", "StatefulSet", "ControllerRevision", "Scale"], "1.16", Some("apps/v1")),
    (
        "apps/v1beta2",
        &["Deployment", "DaemonSet", "ReplicaSet", "StatefulSet", "ControllerRevision", "Scale"],
        "1.16",
        Some("apps/v1"),
    ),
    ("batch/v1beta1", &["CronJob"], "1.25", Some("batch/v1")),
    ("batch/v2alpha1", &["CronJob"], "1.21", Some("batch/v1")),
    ("autoscaling/v2beta1", &["HorizontalPodAutoscaler"], "1.25", Some("autoscaling/v2")),
    ("autoscaling/v2beta2", &["HorizontalPodAutoscaler"], "1.26", Some("autoscaling/v2")),
    ("policy/v1beta1", &["PodDisruptionBudget"], "1.25", Some("policy/v1")),
    ("policy/v1beta1", &["PodSecurityPolicy"], "1.25", None),
    ("networking.k8s.io/v1beta1", &["Ingress", "IngressClass"], "1.22", Some("networking.k8s.io/v1")),
    (
        "rbac.authorization.k8s.io/v1beta1",
        &["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
        "1.22",
        Some("rbac.authorization.k8s.io/v1"),
    ),
    (
        "storage.k8s.io/v1beta1",
        &["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"],
        "1.22",
        Some("storage.k8s.io/v1"),
    ),
    ("apiextensions.k8s.io/v1beta1", &["CustomResourceDefinition"], "1.22", Some("apiextensions.k8s.io/v1")),
    ("apiregistration.k8s.io/v1beta1", &["APIService"], "1.22", Some("apiregistration.k8s.io/v1")),
    (
        "admissionregistration.k8s.io/v1beta1",
        &["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
        "1.22",
        Some("admissionregistration.k8s.io/v1"),
    ),
    ("scheduling.k8s.io/v1beta1", &["PriorityClass"], "1.22", Some("scheduling.k8s.io/v1")),
    ("coordination.k8s.io/v1beta1", &["Lease"], "1.22", Some("coordination.k8s.io/v1")),
    ("certificates.k8s.io/v1beta1", &["CertificateSigningRequest"], "1.22", Some("certificates.k8s.io/v1")),
    ("discovery.k8s.io/v1beta1", &["EndpointSlice"], "1.25", Some("discovery.k8s.io/v1")),
    ("events.k8s.io/v1beta1", &["Event"], "1.25", Some("events.k8s.io/v1")),
    ("node.k8s.io/v1beta1", &["RuntimeClass"], "1.25", Some("node.k8s.io/v1")),
];

/// What the server has under `api_version` and `kind`.
#[must_use]
pub fn served(api_version: &str, kind: &str) -> Served {
    if CLIENT_SIDE.contains(&(api_version, kind)) {
        return Served::Yes;
    }
    if let Some((_, kinds)) = CLOSED.iter().find(|(version, _)| *version == api_version) {
        let item = kind.strip_suffix("List").unwrap_or(kind);
        if kinds.contains(&kind) || kinds.contains(&item) {
            return Served::Yes;
        }
        return match home(kind) {
            Some(home) => Served::NoVersion(Some(home)),
            None => Served::NoKind(near(api_version, kind)),
        };
    }
    let removed =
        REMOVED.iter().find(|(version, kinds, ..)| *version == api_version && kinds.contains(&kind));
    if let Some((_, _, until, successor)) = removed {
        return Served::Removed { until, successor: *successor };
    }
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    if ["", "apps", "batch", "autoscaling", "policy", "extensions"].contains(&group) {
        return Served::NoVersion(home(kind));
    }
    // The group of a custom resource is a domain: `core/v1` and `app/v1` are slips of the pen.
    match home(kind).filter(|_| !group.contains('.')) {
        Some(home) => Served::NoVersion(Some(home)),
        None => served_in(group, api_version, kind),
    }
}

/// The same for an API version of none of the tables: one of a group with a domain.
fn served_in(group: &str, api_version: &str, kind: &str) -> Served {
    let version = api_version.split_once('/').map_or("", |(_, version)| version);
    let own = CLOSED.iter().find(|(closed, _)| closed.strip_suffix("/v1") == Some(group));
    // A group that only looks like Kubernetes' own: a blank, a letter in the wrong case.
    let is_similar = || {
        group.trim() != group
            && CLOSED.iter().any(|(closed, _)| closed.strip_suffix("/v1") == Some(group.trim()))
    };
    match own {
        None if is_similar() => Served::NoVersion(home(kind)),
        Some((_, kinds)) if kinds.contains(&kind) && (STABLE.contains(&group) || !may_exist(version)) => {
            Served::NoVersion(home(kind))
        }
        _ => Served::Yes,
    }
}

/// Whether Kubernetes has, or may yet have, versions of that name.
fn may_exist(version: &str) -> bool {
    let rest = version.strip_prefix("v1").or_else(|| version.strip_prefix("v2")).unwrap_or(" ");
    let number = rest.strip_prefix("alpha").or_else(|| rest.strip_prefix("beta")).unwrap_or(rest);
    rest.is_empty()
        || (number != rest && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The kind that is meant by a misspelt one, of this API version rather than of another.
fn near(api_version: &str, kind: &str) -> Option<(&'static str, &'static str)> {
    let (own, others): (Vec<_>, Vec<_>) = CLOSED.iter().partition(|(version, _)| *version == api_version);
    let groups = own.iter().chain(others.iter().rev());
    groups.into_iter().find_map(|(version, kinds)| Some((nearest(kind, kinds)?, *version)))
}

/// The newest API version of a closed group that serves `kind`.
#[must_use]
pub fn home(kind: &str) -> Option<&'static str> {
    CLOSED.iter().rev().find(|(_, kinds)| kinds.contains(&kind)).map(|(version, _)| *version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_served_is_told_from_what_is_not() {
        assert_eq!(served("apps/v1", "Deployment"), Served::Yes);
        assert_eq!(served("apps/v1", "DeploymentList"), Served::Yes);
        assert_eq!(served("apps/v1", "Deploymnet"), Served::NoKind(Some(("Deployment", "apps/v1"))));
        assert_eq!(served("v1", "StatefullSet"), Served::NoKind(Some(("StatefulSet", "apps/v1"))));
        assert_eq!(served("v1", "Sevice"), Served::NoKind(Some(("Service", "v1"))));
        assert_eq!(served("v1", "Deployment"), Served::NoVersion(Some("apps/v1")));
        assert_eq!(served("apps/v2", "Deployment"), Served::NoVersion(Some("apps/v1")));
        assert_eq!(served("v2", "Pod"), Served::NoVersion(Some("v1")));
        assert_eq!(served("core/v1", "ConfigMap"), Served::NoVersion(Some("v1")));
        assert_eq!(served("app/v1", "Deployment"), Served::NoVersion(Some("apps/v1")));
        assert_eq!(served("skaffold/v4beta6", "Config"), Served::Yes);
        assert_eq!(served("example.com/v1", "Redis"), Served::Yes);
        assert_eq!(served("storage.k8s.io/v1", "Foo"), Served::NoKind(None));
        assert_eq!(served("storage.k8s.io/v1beta1", "VolumeAttributesClass"), Served::Yes);
        let rbac = Served::NoVersion(Some("rbac.authorization.k8s.io/v1"));
        assert_eq!(served("rbac.authorization.k8s.io/v1alpha1", "Role"), rbac);
        let scheduling = Served::NoVersion(Some("scheduling.k8s.io/v1"));
        assert_eq!(served("scheduling.k8s.io/v11", "PriorityClass"), scheduling);
        assert_eq!(served(" node.k8s.io/v1", "RuntimeClass"), Served::NoVersion(Some("node.k8s.io/v1")));
        assert_eq!(served("gateway.networking.k8s.io/v1", "Gateway"), Served::Yes);
        assert_eq!(served("resource.k8s.io/v1alpha9", "ResourceClaim"), Served::Yes);
        assert_eq!(
            served("batch/v1beta1", "CronJob"),
            Served::Removed { until: "1.25", successor: Some("batch/v1") }
        );
    }
}
