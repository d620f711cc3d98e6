//! Whether a claim has its volume already.

use serde_json::Value;

use super::super::super::object_diff::{ObjectDiff, items, text};
use super::super::super::object_sets::Entry;
use super::super::super::pod_specs::spec_pointer;

/// How it stands with a claim before the update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Its status says so.
    Yes,
    /// It has no status, and something among the old objects uses it.
    Probably,
    /// Its status says that it is not, or nothing would bind it.
    No,
}

/// Whether the old claim is bound.
pub(super) fn bound(diff: &ObjectDiff) -> Bound {
    match text(diff.given_old, "/status/phase") {
        "Bound" => Bound::Yes,
        "" if diff.sets.old.values().any(|entry| binds(diff, entry)) => Bound::Probably,
        _ => Bound::No,
    }
}

/// A Pod that mounts the claim, a StatefulSet that made it, a volume or a class for it.
fn binds(diff: &ObjectDiff, entry: &Entry) -> bool {
    let (object, stored) = (&entry.object, &entry.stored);
    match object.kind.as_str() {
        "PersistentVolume" => text(stored, "/spec/claimRef/name") == diff.name(),
        "StorageClass" => {
            object.name == text(diff.old, "/spec/storageClassName")
                && text(stored, "/volumeBindingMode") == "Immediate"
        }
        _ => {
            object.shares_namespace(diff.object)
                && mounts(diff.name(), (object.group(), &object.kind), stored)
        }
    }
}

fn mounts(claim: &str, kind: (&str, &str), object: &Value) -> bool {
    let Some(spec) = spec_pointer(kind) else { return false };
    let volumes = items(object, &format!("{spec}/volumes"));
    let is_claim = |volume: &Value| text(volume, "/persistentVolumeClaim/claimName") == claim;
    let is_own = |template: &Value| {
        claim.starts_with(&format!(
            "{}-{}-",
            text(template, "/metadata/name"),
            text(object, "/metadata/name")
        ))
    };
    volumes.iter().any(is_claim) || items(object, "/spec/volumeClaimTemplates").iter().any(is_own)
}
