//! Names: the simulation writes `web/r2-3` where a real cluster draws letters.

use std::collections::BTreeMap;

use crate::cluster::ids::{letters, mix};
use crate::predict::simulation::Kind;
use crate::predict::simulation::live::LiveName;

/// The names that objects have in the API, where they differ from those of the simulation.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: BTreeMap<LiveName, String>,
    /// The Pods by namespace and name in the API.
    pods: BTreeMap<(String, String), LiveName>,
    count: u64,
}

impl Names {
    /// The name in the API of an object that has one.
    pub(super) fn get(&self, live: &LiveName) -> String {
        self.given.get(live).cloned().unwrap_or_else(|| live.name.clone())
    }

    /// Gives a new object its name: what its owner is called there, and some letters.
    pub(super) fn give(&mut self, live: &LiveName, owner: Option<&LiveName>) -> String {
        if !live.name.contains('/') {
            return live.name.clone();
        }
        self.count += 1;
        let base = owner.map_or_else(|| "pod".to_owned(), |owner| self.get(owner));
        let length = if live.kind == Kind::ReplicaSet { 10 } else { 5 };
        let name = format!("{base}-{}", letters(mix(self.count), length));
        self.given.insert(live.clone(), name.clone());
        if live.kind == Kind::Pod {
            self.pods.insert((live.namespace.clone(), name.clone()), live.clone());
        }
        name
    }

    /// The Pod of the simulation that has a name in the API.
    pub(super) fn pod(&self, namespace: &str, name: &str) -> LiveName {
        let key = (namespace.to_owned(), name.to_owned());
        self.pods.get(&key).cloned().unwrap_or_else(|| LiveName {
            kind: Kind::Pod,
            namespace: namespace.to_owned(),
            name: name.to_owned(),
        })
    }

    /// A Pod is gone.
    pub(super) fn forget(&mut self, live: &LiveName) {
        if let Some(name) = self.given.remove(live) {
            self.pods.remove(&(live.namespace.clone(), name));
        }
    }

    /// The object of the simulation that has a name in the API.
    pub(super) fn object(&self, kind: Kind, namespace: &str, name: &str) -> LiveName {
        let is_it = |live: &&LiveName| live.kind == kind && live.namespace == namespace;
        let given = self.given.iter().find(|(live, given)| is_it(live) && *given == name);
        given.map_or_else(
            || LiveName { kind, namespace: namespace.to_owned(), name: name.to_owned() },
            |(live, _)| live.clone(),
        )
    }
}
