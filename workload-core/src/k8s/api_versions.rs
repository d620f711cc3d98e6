//! Which kinds the API server serves under which API version, and which it served once.

use super::api_group::{api_group, group_and_version};
use super::facts::kinds::{KINDS, KindFact};
use super::version::Version;
use crate::syntax::text::nearest;

/// What some version of the server has under an API version and a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// A kind of its own, or one that somebody may have added: not refused for its name.
    Yes,
    /// Served until `until`; `successor` is where the kind lives now.
    Removed {
        /// The first version of Kubernetes without it.
        until: Version,
        /// The API version that took its place, if any.
        successor: Option<&'static str>,
    },
    /// The group is Kubernetes' own and has no such version; the kind is served under this one.
    NoVersion(Option<&'static str>),
    /// The version is served and has no such kind; a near one, if any, with its API version.
    NoKind(Option<(&'static str, &'static str)>),
}

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

/// The lines of API versions whose kinds nobody can add to.
fn closed() -> impl DoubleEndedIterator<Item = &'static KindFact> {
    KINDS.iter().filter(|fact| fact.removed.is_none())
}

/// The API versions that some version of the server has, each with its kinds that lists of objects may hold.
pub fn served_kinds() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    closed().map(|fact| (fact.api_version, fact.kinds))
}

/// What the server has under `api_version` and `kind`, in some version of it.
#[must_use]
pub fn served(api_version: &str, kind: &str) -> Served {
    if CLIENT_SIDE.contains(&(api_version, kind)) {
        return Served::Yes;
    }
    if let Some(fact) = KindFact::find(api_version, kind) {
        return match fact.removed {
            None => Served::Yes,
            Some(until) => Served::Removed { until, successor: fact.successor },
        };
    }
    if closed().any(|fact| fact.api_version == api_version) {
        let item = kind.strip_suffix("List").unwrap_or(kind);
        if KindFact::find(api_version, item).is_some() {
            return Served::Yes;
        }
        return match home(kind) {
            Some(home) => Served::NoVersion(Some(home)),
            None => Served::NoKind(near(api_version, kind)),
        };
    }
    let group = api_group(api_version);
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
    let (_, version) = group_and_version(api_version);
    let is_v1_of = |fact: &KindFact, group: &str| fact.api_version.strip_suffix("/v1") == Some(group);
    // A group that only looks like Kubernetes' own: a blank, a letter in the wrong case.
    let is_similar = group.trim() != group && closed().any(|fact| is_v1_of(fact, group.trim()));
    let mut own = closed().filter(|fact| is_v1_of(fact, group));
    let has_kind = own.any(|fact| fact.kinds.contains(&kind));
    if is_similar || has_kind && (STABLE.contains(&group) || !may_exist(version)) {
        return Served::NoVersion(home(kind));
    }
    Served::Yes
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
    let (own, others): (Vec<_>, Vec<_>) = closed().partition(|fact| fact.api_version == api_version);
    let facts = own.iter().chain(others.iter().rev());
    facts.into_iter().find_map(|fact| Some((nearest(kind, fact.kinds)?, fact.api_version)))
}

/// The newest API version of a closed group that serves `kind`.
#[must_use]
pub fn home(kind: &str) -> Option<&'static str> {
    closed().rev().find(|fact| fact.kinds.contains(&kind)).map(|fact| fact.api_version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::k8s::Version;

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
        let removed = Served::Removed { until: Version::minor(37), successor: Some("storage.k8s.io/v1") };
        assert_eq!(served("storage.k8s.io/v1beta1", "VolumeAttributesClass"), removed);
        assert_eq!(served("storage.k8s.io/v1beta2", "VolumeAttributesClass"), Served::Yes);
        let rbac = Served::NoVersion(Some("rbac.authorization.k8s.io/v1"));
        assert_eq!(served("rbac.authorization.k8s.io/v1alpha1", "Role"), rbac);
        let scheduling = Served::NoVersion(Some("scheduling.k8s.io/v1"));
        assert_eq!(served("scheduling.k8s.io/v11", "PriorityClass"), scheduling);
        assert_eq!(served(" node.k8s.io/v1", "RuntimeClass"), Served::NoVersion(Some("node.k8s.io/v1")));
        assert_eq!(served("gateway.networking.k8s.io/v1", "Gateway"), Served::Yes);
        assert_eq!(served("resource.k8s.io/v1alpha9", "ResourceClaim"), Served::Yes);
        assert_eq!(
            served("batch/v1beta1", "CronJob"),
            Served::Removed { until: Version::minor(25), successor: Some("batch/v1") }
        );
    }
}
