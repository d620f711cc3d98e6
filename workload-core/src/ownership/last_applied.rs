//! The annotation of client-side apply, which the applier `kubectl` takes over.

use serde_json::{Value, json};

use crate::ownership::endpoint::Endpoint;
use crate::ownership::field_set::FieldSet;
use crate::ownership::typed::{check, compare, field_set};

/// The annotation that client-side apply keeps its last configuration in.
pub const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
/// How many bytes the annotations of an object may have.
const MAX_ANNOTATIONS: usize = 256 * 1024;

/// The fields that client-side apply set last and that are still as it set them; `kubectl` may
/// take them without conflict.
pub(crate) fn allowed_conflicts(endpoint: &Endpoint<'_>, live: &Value) -> Option<FieldSet> {
    let text = live["metadata"]["annotations"][LAST_APPLIED].as_str().filter(|text| !text.is_empty())?;
    let last: Value = serde_json::from_str(text).ok()?;
    let ty = endpoint.versions.object_type(endpoint.api_version)?;
    let is_sound = last["apiVersion"] == endpoint.api_version
        && last["kind"].as_str().is_some_and(|kind| !kind.is_empty())
        && check(live, ty, false).is_empty()
        && check(&last, ty, false).is_empty();
    if !is_sound {
        return None;
    }
    let compared = compare(&last, live, ty);
    let differing = compared.modified.union(&compared.added).union(&compared.removed);
    Some(field_set(&last, ty).difference(&differing))
}

/// Writes the configuration into the annotation of an object that has one.
pub(crate) fn set_last_applied(object: &mut Value, config: &Value) {
    let Some(annotations) = object.pointer_mut("/metadata/annotations").and_then(Value::as_object_mut) else {
        return;
    };
    if annotations.get(LAST_APPLIED).and_then(Value::as_str).is_none_or(str::is_empty) {
        return;
    }
    let mut config = config.clone();
    if let Some(given) = config.pointer_mut("/metadata/annotations").and_then(Value::as_object_mut) {
        given.remove(LAST_APPLIED);
    }
    let text = config.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
    annotations.insert(LAST_APPLIED.to_owned(), json!(text + "\n"));
    let sizes = annotations.iter().map(|(key, value)| key.len() + value.as_str().map_or(0, str::len));
    if sizes.sum::<usize>() > MAX_ANNOTATIONS {
        annotations.remove(LAST_APPLIED);
    }
}
