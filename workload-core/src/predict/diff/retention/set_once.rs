//! What is settled when the object is made, whatever later manifests say.

use serde_json::{Map, Value};

pub(super) fn retain(kind: (&str, &str), old: &Value, new: &mut Value) {
    match kind {
        ("", "Namespace") => finalizers(old, new),
        ("", "ReplicationController") => selector(old, new),
        _ => {}
    }
}

/// The finalizers of a Namespace's spec belong to the server: an update leaves them as they are.
fn finalizers(old: &Value, new: &mut Value) {
    let Some(new) = new.as_object_mut() else { return };
    let kept = old.pointer("/spec/finalizers").filter(|finalizers| !finalizers.is_null());
    let spec = new.entry("spec").or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(spec) = spec else { return };
    match kept {
        Some(finalizers) => spec.insert("finalizers".to_owned(), finalizers.clone()),
        None => spec.remove("finalizers"),
    };
}

/// Without a selector a `ReplicationController` takes that of its first template.
fn selector(old: &Value, new: &mut Value) {
    let given =
        |object: &Value| object.pointer("/spec/selector").filter(|selector| !selector.is_null()).cloned();
    let first = given(old).or_else(|| old.pointer("/spec/template/metadata/labels").cloned());
    if given(new).is_some() {
        return;
    }
    if let (Some(first), Some(Value::Object(spec))) = (first, new.get_mut("spec")) {
        spec.insert("selector".to_owned(), first);
    }
}
