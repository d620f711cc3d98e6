//! Metadata that the cluster retains: what controllers and the server wrote there.

use serde_json::{Map, Value};

/// Annotations that controllers write, by the beginning of their keys.
const CONTROLLER_ANNOTATIONS: [&str; 10] = [
    "autoscaling.alpha.kubernetes.io/",
    "batch.kubernetes.io/",
    "control-plane.alpha.kubernetes.io/",
    "deployment.kubernetes.io/",
    "deprecated.daemonset.template.generation",
    "endpoints.kubernetes.io/",
    "node.alpha.kubernetes.io/",
    "pv.kubernetes.io/",
    "volume.beta.kubernetes.io/storage-provisioner",
    "volume.kubernetes.io/",
];
/// The label that every Namespace has.
const NAMESPACE_NAME: &str = "kubernetes.io/metadata.name";
/// How finalizers of Kubernetes itself begin.
const KUBERNETES_FINALIZER: &str = "kubernetes.io/";

/// Fills in the labels, annotations, finalizers and owners of others.
pub(super) fn retain(old: &Value, new: &mut Value, live: bool) {
    let Some(old) = old.get("metadata").and_then(Value::as_object) else { return };
    let Some(new) = new.get_mut("metadata").and_then(Value::as_object_mut) else { return };
    entries(old, new, "labels", |key| key == NAMESPACE_NAME);
    if !live {
        return;
    }
    entries(old, new, "annotations", |key| {
        CONTROLLER_ANNOTATIONS.iter().any(|beginning| key.starts_with(beginning))
    });
    finalizers(old, new);
    if let Some(owners) = old.get("ownerReferences") {
        new.entry("ownerReferences").or_insert_with(|| owners.clone());
    }
}

fn entries(
    old: &Map<String, Value>,
    new: &mut Map<String, Value>,
    field: &str,
    is_retained: impl Fn(&str) -> bool,
) {
    let old = old.get(field).and_then(Value::as_object).into_iter().flatten();
    let retained: Vec<_> = old.filter(|(key, _)| is_retained(key)).collect();
    if retained.is_empty() {
        return;
    }
    let Some(map) = map_at(new, field) else { return };
    for (key, value) in retained {
        map.entry(key).or_insert_with(|| value.clone());
    }
}

/// The map in a field, made where the field is absent or null; nothing where the field holds no map.
fn map_at<'a>(object: &'a mut Map<String, Value>, field: &str) -> Option<&'a mut Map<String, Value>> {
    let slot = object.entry(field).or_insert(Value::Null);
    if slot.is_null() {
        *slot = Value::Object(Map::new());
    }
    slot.as_object_mut()
}

/// Those of Kubernetes stay in their order, before those of the manifest.
fn finalizers(old: &Map<String, Value>, new: &mut Map<String, Value>) {
    let old = old.get("finalizers").and_then(Value::as_array).into_iter().flatten();
    let is_own = |one: &&Value| one.as_str().is_some_and(|text| text.starts_with(KUBERNETES_FINALIZER));
    let mut retained: Vec<_> = old.filter(is_own).cloned().collect();
    let given = new.get("finalizers").and_then(Value::as_array).cloned().unwrap_or_default();
    retained.retain(|one| !given.contains(one));
    if !retained.is_empty() {
        retained.extend(given);
        new.insert("finalizers".to_owned(), Value::Array(retained));
    }
}
