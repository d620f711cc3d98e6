//! The defaults of kinds that a cluster is set up with.

use serde_json::{Map, Value, json};

use super::tools::{Object, default, default_pointer, each, inside, is_empty, says, within};

pub(super) fn namespace(object: &mut Object) {
    within(object, "status", |status| default(status, "phase", "Active"));
    let name = object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    if !name.is_empty() {
        within(object, "metadata", |metadata| {
            within(metadata, "labels", |labels| {
                labels.insert("kubernetes.io/metadata.name".to_owned(), json!(name));
            });
        });
    }
}

pub(super) fn limit_range(object: &mut Object) {
    inside(object, "spec", |spec| each(spec, "limits", limit));
}

/// What a container gets when it asks for nothing: its default limit, which is the maximum, and its
/// default request, which is the default limit or the minimum.
fn limit(limit: &mut Object) {
    if !says(limit, "type", "Container") {
        return;
    }
    let map =
        |limit: &Object, key: &str| limit.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
    for (into, from) in [("default", "max"), ("defaultRequest", "default"), ("defaultRequest", "min")] {
        let given: Map<String, Value> = map(limit, from);
        within(limit, into, |values| {
            for (name, value) in given {
                values.entry(name).or_insert(value);
            }
        });
    }
}

pub(super) fn storage_class(object: &mut Object) {
    default_pointer(object, "reclaimPolicy", "Delete");
    default_pointer(object, "volumeBindingMode", "Immediate");
}

pub(super) fn priority_class(object: &mut Object) {
    default_pointer(object, "preemptionPolicy", "PreemptLowerPriority");
}

pub(super) fn binding(object: &mut Object) {
    const GROUP: &str = "rbac.authorization.k8s.io";
    within(object, "roleRef", |role| default(role, "apiGroup", GROUP));
    each(object, "subjects", |subject| {
        if says(subject, "kind", "User") || says(subject, "kind", "Group") {
            default(subject, "apiGroup", GROUP);
        }
    });
}

pub(super) fn definition(object: &mut Object) {
    within(object, "spec", |spec| {
        within(spec, "conversion", |conversion| default(conversion, "strategy", "None"));
        within(spec, "names", |names| {
            let kind = names.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
            default(names, "singular", kind.to_lowercase());
            default(names, "listKind", format!("{kind}List"));
        });
    });
    within(object, "status", |status| {
        if is_empty(status, "storedVersions") {
            status.insert("storedVersions".to_owned(), Value::Null);
        }
    });
}
