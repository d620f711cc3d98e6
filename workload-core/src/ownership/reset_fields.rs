//! The fields that a write through an endpoint never owns, since the API server resets them.

use crate::ownership::field_set::FieldSet;
use crate::ownership::path::{Path, PathElement};
use crate::ownership::updater::ResetFields;

/// Built-in kinds whose status is written through `/status` alone.
const WITH_STATUS: &[&str] = &[
    "CronJob",
    "CustomResourceDefinition",
    "DaemonSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "Ingress",
    "Job",
    "Namespace",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Pod",
    "PodDisruptionBudget",
    "ReplicaSet",
    "ReplicationController",
    "ResourceQuota",
    "Service",
    "StatefulSet",
];

/// The reset fields of a built-in kind, or of a subresource of it, in all its API versions.
pub fn builtin_reset_fields(kind: &str, subresource: &str, api_versions: &[&str]) -> ResetFields {
    let paths: &[&str] = match (subresource, kind) {
        _ if !WITH_STATUS.contains(&kind) => &[],
        ("", _) => &["status"],
        ("status", "Deployment") => &["spec", "metadata.labels"],
        ("status", "Pod") => &["spec", "metadata.deletionTimestamp", "metadata.ownerReferences"],
        ("status", "CustomResourceDefinition") => &["metadata", "spec"],
        ("status", _) => &["spec"],
        _ => &[],
    };
    reset(paths, api_versions)
}

/// The reset fields of a custom kind that has a `/status`, or of that subresource.
pub fn custom_reset_fields(subresource: &str, api_versions: &[&str]) -> ResetFields {
    let paths: &[&str] = match subresource {
        "" => &["status"],
        "status" => &["metadata", "spec"],
        _ => &[],
    };
    reset(paths, api_versions)
}

fn reset(paths: &[&str], api_versions: &[&str]) -> ResetFields {
    let path = |text: &&str| Path(text.split('.').map(PathElement::field).collect());
    let set = FieldSet::from_paths(paths.iter().map(path));
    if set.is_empty() {
        return ResetFields::new();
    }
    api_versions.iter().map(|version| ((*version).to_owned(), set.clone())).collect()
}
