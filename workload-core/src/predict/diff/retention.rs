//! What the cluster retains of an object when an update leaves it out.
//!
//! The server and its controllers write into the objects that they are given: a Service gets an
//! address, a claim a volume, a Pod a node. A manifest that does not mention those fields does
//! not take them away.

mod job;
mod live;
mod metadata;
mod service;
mod set_once;

pub(super) use job::JOB_LABELS;
pub(super) use live::is_live;
use serde_json::{Map, Value};

use super::pod_specs::spec_pointer;
use crate::k8s::ObjectRef;

/// The fields that others than the author of a manifest write, by kind.
const WRITTEN_BY_OTHERS: &[(&str, &str, &[&str])] = &[
    ("", "Node", &["spec.podCIDR", "spec.podCIDRs"]),
    (
        "",
        "PersistentVolume",
        &[
            "spec.claimRef",
            "spec.claimRef.apiVersion",
            "spec.claimRef.kind",
            "spec.claimRef.resourceVersion",
            "spec.claimRef.uid",
        ],
    ),
    ("", "PersistentVolumeClaim", &["spec.volumeName", "spec.storageClassName"]),
    ("", "Pod", &["spec.nodeName", "spec.priority", "spec.preemptionPolicy", "spec.serviceAccountName"]),
    ("", "ServiceAccount", &["secrets"]),
    ("batch", "Job", &["spec.selector"]),
];

/// Fills in what the cluster retains of the old object, as it was given.
pub(super) fn with_retained(object: &ObjectRef, old: &Value, new: &mut Value) {
    if old == new {
        return;
    }
    let live = is_live(old);
    metadata::retain(old, new, live);
    if object.group().is_empty() && object.kind == "Service" {
        service::retain(old, new);
    }
    if object.group() == "batch" && object.kind == "Job" {
        job::retain(old, new);
    }
    set_once::retain((object.group(), &object.kind), old, new);
    account(object, old, new);
    if live {
        for path in written_by_others(object) {
            retain(old, new, path);
        }
    }
}

/// `serviceAccount`, the old name of `serviceAccountName`, stays behind and fills it in again.
fn account(object: &ObjectRef, old_object: &Value, new: &mut Value) {
    let Some(pointer) = spec_pointer((object.group(), &object.kind)) else { return };
    let given =
        |spec: &Value, key: &str| spec.get(key).and_then(Value::as_str).is_some_and(|name| !name.is_empty());
    let (Some(old), Some(new)) = (old_object.pointer(&pointer), new.pointer_mut(&pointer)) else { return };
    let wrote_both = given(old, "serviceAccount") && !is_live(old_object);
    if given(old, "serviceAccountName")
        && !wrote_both
        && !given(new, "serviceAccountName")
        && !given(new, "serviceAccount")
    {
        new["serviceAccountName"] = old["serviceAccountName"].clone();
    }
}

/// Whether the cluster fills in the field of this kind, so that no manifest has to have it.
pub(super) fn is_generated(object: &ObjectRef, path: &str) -> bool {
    written_by_others(object).contains(&path)
}

fn written_by_others(object: &ObjectRef) -> &'static [&'static str] {
    let is_meant = |row: &&(&str, &str, &[&str])| row.0 == object.group() && row.1 == object.kind;
    WRITTEN_BY_OTHERS.iter().find(is_meant).map_or(&[], |(_, _, paths)| *paths)
}

/// Copies the field at `path` unless the new object has one, or has nothing above it.
fn retain(old: &Value, new: &mut Value, path: &str) {
    let (above, key) = path.rsplit_once('.').unwrap_or(("", path));
    let pointer = if above.is_empty() { String::new() } else { format!("/{}", above.replace('.', "/")) };
    let Some(value) = old.pointer(&pointer).and_then(|above| above.get(key)).filter(|value| !value.is_null())
    else {
        return;
    };
    if let Some(Value::Object(above)) = new.pointer_mut(&pointer) {
        let is_free = above.get(key).is_none_or(Value::is_null);
        if is_free {
            above.insert(key.to_owned(), value.clone());
        }
    } else if above == "spec" {
        let spec = Map::from_iter([(key.to_owned(), value.clone())]);
        if let Some(object) = new.as_object_mut() {
            object.insert("spec".to_owned(), Value::Object(spec));
        }
    }
}
