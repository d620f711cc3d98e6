//! Resources by the names that quotas and limits know.

use crate::k8s::values::check_qualified;
use crate::syntax::text::Message;

/// Objects that a quota counts.
pub(super) const COUNTED: [&str; 9] = [
    "pods",
    "resourcequotas",
    "services",
    "replicationcontrollers",
    "secrets",
    "configmaps",
    "persistentvolumeclaims",
    "services.nodeports",
    "services.loadbalancers",
];

/// Amounts that a quota limits.
const MEASURED: [&str; 10] = [
    "cpu",
    "memory",
    "ephemeral-storage",
    "requests.cpu",
    "requests.memory",
    "requests.ephemeral-storage",
    "requests.storage",
    "limits.cpu",
    "limits.memory",
    "limits.ephemeral-storage",
];

/// Whether a quota knows a resource of that name without a domain.
pub(super) fn is_standard_for_quota(name: &str) -> bool {
    COUNTED.contains(&name)
        || MEASURED.contains(&name)
        || name.starts_with("hugepages-")
        || name.starts_with("requests.hugepages-")
}

/// Whether Kubernetes knows a resource of that name without a domain.
fn is_standard(name: &str) -> bool {
    is_standard_for_quota(name) || name == "storage"
}

/// Checks the name of a resource of any kind of object.
pub(super) fn check(name: &str) -> Result<(), Message> {
    check_with(name, is_standard)
}

/// Checks the name of a resource that a quota limits.
pub(super) fn check_for_quota(name: &str) -> Result<(), Message> {
    check_with(name, is_standard_for_quota)
}

fn check_with(name: &str, is_known: fn(&str) -> bool) -> Result<(), Message> {
    check_qualified(name, "the name of a resource")?;
    if name.contains('/') || is_known(name) {
        return Ok(());
    }
    Err(Message::new()
        .push_quoted(name)
        .push(" is not a resource here: Kubernetes knows none of that name, and it has no domain"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_a_domain_are_known() {
        for (name, any, quota) in [
            ("pods", true, true),
            ("storage", true, false),
            ("hugepages-x", true, true),
            ("count/pods", true, true),
            ("limits.storage", false, false),
            ("gpu", false, false),
            ("a b", false, false),
        ] {
            assert_eq!((check(name).is_ok(), check_for_quota(name).is_ok()), (any, quota), "{name}");
        }
    }
}
