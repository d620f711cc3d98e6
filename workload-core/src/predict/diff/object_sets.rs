//! Both sets of objects, as the server would store them.

use std::collections::BTreeMap;

use serde_json::Value;

use super::defaulting::as_stored;
use super::object_ref::ObjectRef;

/// One object of a set.
pub(super) type Entry = (ObjectRef, Value);
type Key = (String, String, String, String);

/// The old objects and the new ones.
#[derive(Clone, Debug)]
pub(super) struct ObjectSets {
    pub old: BTreeMap<Key, Entry>,
    pub new: BTreeMap<Key, Entry>,
}

impl ObjectSets {
    pub(super) fn new(old: &[Value], new: &[Value]) -> Self {
        Self { old: set(old), new: set(new) }
    }

    /// The objects of a kind that will be there.
    pub(super) fn after<'w>(&'w self, kind: &'w str) -> impl Iterator<Item = &'w Entry> {
        self.new.values().filter(move |(object, _)| object.kind == kind)
    }

    /// Any object of a kind and name, the new one first.
    pub(super) fn named(&self, kind: &str, name: &str) -> Option<&Value> {
        let is_meant = |(object, _): &&Entry| object.kind == kind && object.name == name;
        self.new.values().chain(self.old.values()).find(is_meant).map(|(_, object)| object)
    }
}

/// The objects by identity; of two with the same, the last one, as with `kubectl apply`.
fn set(objects: &[Value]) -> BTreeMap<Key, Entry> {
    let flat = objects.iter().flat_map(|object| match object.get("items") {
        Some(Value::Array(items)) if is_list(object) => items.iter().collect::<Vec<_>>(),
        _ => vec![object],
    });
    let entry = |object: &Value| {
        let identity = ObjectRef::of(object)?;
        let stored = as_stored(object, &identity);
        Some((identity.key(), (identity, stored)))
    };
    flat.filter_map(entry).collect()
}

fn is_list(object: &Value) -> bool {
    object.get("kind").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("List"))
}
