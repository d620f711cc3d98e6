//! Fields that the server drops unread, since their feature gate is off by default up to 1.36.

use serde_json::{Map, Value};

use super::super::pod_specs::{each_pod_spec, spec_pointer};

/// By kind: group, kind, the object that has the field, and the field.
const GATED: &[(&str, &str, &str, &str)] = &[
    ("", "Node", "spec", "configSource"),
    ("coordination.k8s.io", "Lease", "spec", "strategy"),
    ("coordination.k8s.io", "Lease", "spec", "preferredHolder"),
    ("storage.k8s.io", "CSIDriver", "spec", "preventPodSchedulingIfMissing"),
];

/// Leaves out what is dropped, and keeps a Pod's own `resources`, where empty is not absent.
pub(super) fn without_gated(kind: (&str, &str), given: &Value, object: &mut Map<String, Value>) {
    for (_, _, above, field) in GATED.iter().filter(|row| (row.0, row.1) == kind) {
        if let Some(Value::Object(above)) = object.get_mut(*above) {
            above.remove(*field);
        }
    }
    let resources = spec_pointer(kind).and_then(|spec| given.pointer(&format!("{spec}/resources")));
    let is_empty = resources.and_then(Value::as_object).is_some_and(Map::is_empty);
    each_pod_spec(kind, object, &mut |spec| {
        spec.remove("schedulingGroup");
        if is_empty {
            spec.insert("resources".to_owned(), Value::Object(Map::new()));
        }
    });
}
