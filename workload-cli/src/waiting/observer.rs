//! The live objects of a set and what it owns, kept up to date by watches.

use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;

use futures::stream::{SelectAll, select_all};
use futures::{Stream, StreamExt as _};
use serde_json::Value;
use workload_core::readiness::Tree;

use super::collections::collections;
use crate::cluster::{
    Address, Change, Collection, Connection, Desired, DesiredSet, Failure, Request, Resource, placed_set,
    watch,
};
use crate::error::Result;
use crate::terminal;

type Changes = Pin<Box<dyn Stream<Item = (usize, std::result::Result<Change, Failure>)>>>;

/// A set of objects that is watched.
pub(crate) struct Observer {
    /// The wanted objects, and where they were written.
    pub(crate) desired: Vec<Desired>,
    placed: Vec<(Value, Address, Resource)>,
    collections: Vec<Collection>,
    stores: Vec<BTreeMap<String, Value>>,
    unlisted: BTreeSet<usize>,
    storage_classes: Vec<Value>,
    changes: SelectAll<Changes>,
}

/// By what an object of a collection is found: its namespace is that of the collection, or one of many.
fn key(object: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    format!("{}/{}", text(&object["metadata"]["namespace"]), text(&object["metadata"]["name"]))
}

impl Observer {
    /// Begins to watch; the first [`next`](Self::next) ends when everything has been listed.
    pub(crate) async fn new(
        connection: &Connection,
        desired: Vec<Desired>,
        placed: Vec<(Value, Address, Resource)>,
    ) -> Result<Self> {
        let collections = collections(&placed);
        let streams = collections.iter().enumerate().map(|(number, collection)| {
            let changes = watch(connection, collection.clone());
            let changes: Changes = Box::pin(changes.map(move |change| (number, change)));
            changes
        });
        let changes = select_all(streams.collect::<Vec<_>>());
        let has_claims = placed.iter().any(|(_, _, resource)| resource.kind == "PersistentVolumeClaim");
        let storage_classes = if has_claims { storage_classes(connection).await? } else { Vec::new() };
        Ok(Self {
            desired,
            stores: collections.iter().map(|_| BTreeMap::new()).collect(),
            unlisted: (0..collections.len()).collect(),
            placed,
            collections,
            storage_classes,
            changes,
        })
    }

    /// Waits until something has changed, and the first time until everything is known.
    pub(crate) async fn next(&mut self) -> Result<()> {
        loop {
            let Some((number, change)) = self.changes.next().await else {
                return std::future::pending().await;
            };
            self.take(number, change)?;
            if self.unlisted.is_empty() {
                return Ok(());
            }
        }
    }

    fn take(&mut self, number: usize, change: std::result::Result<Change, Failure>) -> Result<()> {
        let store = &mut self.stores[number];
        match change {
            Ok(Change::All(objects)) => {
                *store = objects.into_iter().map(|object| (key(&object), object)).collect();
            }
            Ok(Change::Put(object)) => {
                store.insert(key(&object), object);
            }
            Ok(Change::Gone(object)) => {
                store.remove(&key(&object));
            }
            Err(failure) => self.without(number, &failure)?,
        }
        self.unlisted.remove(&number);
        Ok(())
    }

    /// Goes on without what may not be read, unless it is the set itself.
    fn without(&self, number: usize, failure: &Failure) -> Result<()> {
        let collection = &self.collections[number];
        let is_own = self.placed.iter().any(|(_, address, _)| address.collection == collection.path);
        if failure.is(404) {
            // The kind is not served yet: there is none of it.
            return Ok(());
        }
        if is_own || !failure.is(403) {
            return Err(failure.to_error(&format!("watch {}", collection.path)));
        }
        terminal::warning(&format!("{failure}: the report on the objects is incomplete"));
        Ok(())
    }

    /// The live object of each wanted one.
    pub(crate) fn live(&self) -> impl Iterator<Item = (&Value, Option<&Value>)> {
        self.placed.iter().map(|(object, address, _)| {
            let number = self.collections.iter().position(|one| one.path == address.collection);
            (object, number.and_then(|number| self.stores[number].get(&key(object))))
        })
    }

    /// The set as it is now.
    pub(crate) fn tree(&self) -> Tree {
        let all = self.stores.iter().flat_map(BTreeMap::values);
        let (events, others): (Vec<&Value>, Vec<&Value>) = all.partition(|object| object["kind"] == "Event");
        Tree::new(self.live(), &others, &self.storage_classes, events)
    }
}

async fn storage_classes(connection: &Connection) -> Result<Vec<Value>> {
    match connection.send(&Request::get("/apis/storage.k8s.io/v1/storageclasses")).await {
        Ok(answer) => Ok(answer.body["items"].as_array().cloned().unwrap_or_default()),
        Err(failure) if failure.is(403) => Ok(Vec::new()),
        Err(failure) => Err(failure.to_error("list the storage classes")),
    }
}

/// Begins to watch a set of manifests.
pub(crate) async fn observed(connection: &Connection, set: DesiredSet) -> Result<Observer> {
    let placed = placed_set(connection, &set).await?;
    Observer::new(connection, set.objects, placed).await
}
