//! Objects that are being deleted.

use serde_json::Value;

use super::conditions::{items, said};
use super::progress::Readiness;

/// Finalizers of Kubernetes itself, and who takes them away.
const KNOWN: [(&str, &str); 5] = [
    ("foregroundDeletion", "garbage collector, once all that it owns is gone"),
    ("orphan", "garbage collector"),
    ("kubernetes.io/pvc-protection", "claim protection, once no Pod uses it"),
    ("kubernetes.io/pv-protection", "volume protection, once no claim is bound to it"),
    ("service.kubernetes.io/load-balancer-cleanup", "service controller, once the load balancer is gone"),
];

/// Conditions of a Namespace that say what holds it.
const HOLDS_NAMESPACE: [&str; 5] = [
    "NamespaceDeletionDiscoveryFailure",
    "NamespaceDeletionGroupVersionParsingFailure",
    "NamespaceDeletionContentFailure",
    "NamespaceContentRemaining",
    "NamespaceFinalizersRemaining",
];

/// How far the deletion of an object is; none when it is not being deleted.
pub(super) fn deletion(object: &Value) -> Option<Readiness> {
    object["metadata"]["deletionTimestamp"].as_str()?;
    let finalizers = items(object, "/metadata/finalizers").iter().filter_map(Value::as_str);
    let held: Vec<String> = finalizers.map(held).collect();
    let mut missing = vec![if held.is_empty() {
        "is being deleted".to_owned()
    } else {
        format!("is being deleted, held by {}", held.join("; by "))
    }];
    if object["kind"] == "Namespace" {
        let conditions = items(object, "/status/conditions").iter();
        let holding = conditions.filter(|one| one["status"] == "True");
        missing
            .extend(holding.filter(|one| HOLDS_NAMESPACE.iter().any(|name| one["type"] == *name)).map(said));
    }
    Some(Readiness::InProgress(missing))
}

fn held(finalizer: &str) -> String {
    match KNOWN.iter().find(|(name, _)| *name == finalizer) {
        Some((_, who)) => format!("finalizer {finalizer} ({who})"),
        None => format!("finalizer {finalizer}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_deletion_names_the_finalizers_that_hold_it() {
        let metadata = json!({
            "deletionTimestamp": "2026-01-01T00:00:00Z",
            "finalizers": ["kubernetes.io/pvc-protection", "example.com/backup"],
        });
        let object = json!({"kind": "PersistentVolumeClaim", "metadata": metadata});
        let found = deletion(&object).unwrap();
        assert_eq!(
            found.notes(),
            [
                "is being deleted, held by finalizer kubernetes.io/pvc-protection (claim protection, once no Pod uses it); by finalizer example.com/backup"
            ]
        );
        assert_eq!(deletion(&json!({"metadata": {"finalizers": ["a"]}})), None);
    }

    #[test]
    fn a_namespace_says_what_is_left_in_it() {
        let object = json!({
            "kind": "Namespace", "metadata": {"deletionTimestamp": "2026-01-01T00:00:00Z"},
            "status": {"conditions": [
                {"type": "NamespaceContentRemaining", "status": "True", "reason": "SomeResourcesRemain", "message": "pods. has 1 resource instances"},
                {"type": "NamespaceDeletionContentFailure", "status": "False", "reason": "ContentDeleted"},
            ]},
        });
        let found = deletion(&object).unwrap();
        assert_eq!(found.notes()[1..], ["SomeResourcesRemain: pods. has 1 resource instances"]);
    }
}
