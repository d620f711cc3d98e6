//! The old and the new objects, as the API server would store them.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde_json::Value;

use super::defaulting::as_stored;
use super::retention::{is_live, with_retained};
use crate::k8s::ObjectRef;

type Objects = BTreeMap<ObjectRef, Entry>;

/// One object of a set.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Its identity.
    pub object: ObjectRef,
    /// As given; a new object with what the cluster retains of the old one.
    pub given: Value,
    /// As stored: with defaults, and without what the server itself writes.
    pub stored: Value,
    /// As it would be stored if the cluster retained nothing of the old object; none when it
    /// retains nothing, or nothing that a manifest mentioned.
    pub unretained: Option<Value>,
}

impl Entry {
    fn new(object: ObjectRef, given: Value, unretained: Option<Value>) -> Self {
        let stored = as_stored(&given, &object);
        Self { object, given, stored, unretained }
    }
}

/// The old objects and the new ones.
#[derive(Clone, Debug)]
pub(super) struct ObjectSets {
    pub old: Objects,
    pub new: Objects,
    /// The new objects by the names that stand in their specs.
    naming: OnceLock<HashMap<String, Vec<ObjectRef>>>,
}

impl ObjectSets {
    pub(super) fn new(old: &[Value], new: &[Value]) -> Self {
        let old = objects(old, |object, given| Entry::new(object, given, None));
        let entry = |object: ObjectRef, given: Value| match old.get(&object) {
            None => Entry::new(object, given, None),
            Some(before) => {
                let mut retained = given.clone();
                with_retained(&object, &before.given, &mut retained);
                let is_told = retained != given && !is_live(&before.given);
                let unretained = is_told.then(|| as_stored(&given, &object));
                Entry::new(object, retained, unretained)
            }
        };
        let new = objects(new, entry);
        Self { old, new, naming: OnceLock::new() }
    }

    /// The new objects of a kind.
    pub(super) fn after<'w>(&'w self, kind: &'w str) -> impl Iterator<Item = &'w Entry> {
        self.new.values().filter(move |entry| entry.object.kind == kind)
    }

    /// The new objects in whose spec `name` stands as the name of something, in order.
    pub(super) fn naming(&self, name: &str) -> impl Iterator<Item = &Entry> {
        let naming = self.naming.get_or_init(|| by_names(&self.new));
        naming.get(name).into_iter().flatten().filter_map(|object| self.new.get(object))
    }

    /// Any object of a kind and name, the new one first.
    pub(super) fn named(&self, kind: &str, name: &str) -> Option<&Value> {
        let is_meant = |entry: &&Entry| entry.object.kind == kind && entry.object.name == name;
        self.new.values().chain(self.old.values()).find(is_meant).map(|entry| &entry.stored)
    }
}

/// The objects by the names that stand in their specs.
fn by_names(objects: &Objects) -> HashMap<String, Vec<ObjectRef>> {
    let mut naming: HashMap<String, Vec<ObjectRef>> = HashMap::new();
    for entry in objects.values() {
        let mut names = Vec::new();
        let mut rest: Vec<&Value> = entry.stored.get("spec").into_iter().collect();
        while let Some(value) = rest.pop() {
            match value {
                Value::Object(fields) => {
                    let own = ["name", "secretName"].into_iter().filter_map(|key| fields.get(key)?.as_str());
                    names.extend(own);
                    rest.extend(fields.values());
                }
                Value::Array(items) => rest.extend(items),
                _ => {}
            }
        }
        names.sort_unstable();
        names.dedup();
        for name in names {
            naming.entry(name.to_owned()).or_default().push(entry.object.clone());
        }
    }
    naming
}

/// The objects by identity; of two with the same identity, the last one, as with `kubectl apply`.
fn objects(given: &[Value], entry: impl Fn(ObjectRef, Value) -> Entry) -> Objects {
    let flat = given.iter().flat_map(|object| match object.get("items") {
        Some(Value::Array(items)) if is_list(object) => items.iter().collect::<Vec<_>>(),
        _ => vec![object],
    });
    let keyed = |given: &Value| {
        let object = ObjectRef::from_json(given)?;
        Some((object.clone(), entry(object, given.clone())))
    };
    flat.filter_map(keyed).collect()
}

fn is_list(object: &Value) -> bool {
    object.get("kind").and_then(Value::as_str).is_some_and(|kind| kind.ends_with("List"))
}
