//! What is stored: objects by resource, namespace and name, and what happened to them.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value, json};

use crate::cluster::json::{name, namespace};

/// How many changes are remembered for watches; an older resource version is answered by 410.
const REMEMBERED: usize = 10_000;

/// Where an object is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The resource with its group, such as `deployments.apps`.
    pub(crate) resource: String,
    /// The namespace; empty for what is in none.
    pub(crate) namespace: String,
    /// The name.
    pub(crate) name: String,
}

impl Key {
    /// The key of an object of a resource.
    pub(crate) fn of(resource: &str, object: &Value) -> Self {
        Self {
            resource: resource.to_owned(),
            namespace: namespace(object).to_owned(),
            name: name(object).to_owned(),
        }
    }
}

/// What a change did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChangeKind {
    /// The object is new.
    Added,
    /// It was there before.
    Modified,
    /// It is gone.
    Deleted,
}

/// One change of one object.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The resource version of the change.
    pub(crate) version: u64,
    /// What it did.
    pub(crate) kind: ChangeKind,
    /// Where the object is kept.
    pub(crate) key: Key,
    /// The object after the change; of a deletion the last state.
    pub(crate) object: Value,
    /// The object before it.
    pub(crate) before: Option<Value>,
}

/// The objects and the latest changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    objects: BTreeMap<Key, Value>,
    changes: VecDeque<Change>,
    version: u64,
    /// The latest version that is forgotten.
    compacted: u64,
}

impl Store {
    /// The version of the latest change.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// An object.
    pub(crate) fn get(&self, key: &Key) -> Option<&Value> {
        self.objects.get(key)
    }

    /// All objects.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Key, &Value)> {
        self.objects.iter()
    }

    /// The objects of a resource, in one namespace or in all.
    pub(crate) fn list<'a>(
        &'a self,
        resource: &'a str,
        namespace: &'a str,
    ) -> impl Iterator<Item = (&'a Key, &'a Value)> {
        let start =
            Key { resource: resource.to_owned(), namespace: namespace.to_owned(), name: String::new() };
        self.objects
            .range(start..)
            .take_while(move |(key, _)| key.resource == resource)
            .filter(move |(key, _)| namespace.is_empty() || key.namespace == namespace)
    }

    /// Stores an object in a new version; gives it with the version.
    pub(crate) fn put(&mut self, key: Key, mut object: Value) -> Value {
        self.version += 1;
        object["metadata"]["resourceVersion"] = json!(self.version.to_string());
        let before = self.objects.insert(key.clone(), object.clone());
        let kind = if before.is_some() { ChangeKind::Modified } else { ChangeKind::Added };
        self.remember(Change { version: self.version, kind, key, object: object.clone(), before });
        object
    }

    /// Takes an object out; `last` is its last state.
    pub(crate) fn remove(&mut self, key: &Key, last: &Value) {
        let Some(before) = self.objects.remove(key) else { return };
        self.version += 1;
        let mut object = last.clone();
        object["metadata"]["resourceVersion"] = json!(self.version.to_string());
        let (kind, before) = (ChangeKind::Deleted, Some(before));
        self.remember(Change { version: self.version, kind, key: key.clone(), object, before });
    }

    fn remember(&mut self, change: Change) {
        self.changes.push_back(change);
        while self.changes.len() > REMEMBERED {
            self.compacted = self.changes.pop_front().map_or(self.compacted, |change| change.version);
        }
    }

    /// Forgets the changes so far: watches from before are answered by 410.
    pub(crate) fn compact(&mut self) {
        self.changes.clear();
        self.compacted = self.version;
    }

    /// The changes after a version; none when some of them are forgotten.
    pub(crate) fn changes_after(&self, version: u64) -> Option<impl Iterator<Item = &Change>> {
        if version < self.compacted {
            return None;
        }
        let start = self.changes.partition_point(|change| change.version <= version);
        Some(self.changes.range(start..))
    }

    /// The namespace of a name, if there is one.
    pub(crate) fn namespace(&self, name: &str) -> Option<&Value> {
        let key = Key { resource: "namespaces".to_owned(), namespace: String::new(), name: name.to_owned() };
        self.objects.get(&key)
    }
}
