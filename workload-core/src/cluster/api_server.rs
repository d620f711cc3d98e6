//! The API server without a network and without controllers: requests in, objects or refusals out.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::cluster::ids::Ids;
use crate::cluster::registry::{Registry, Served};
use crate::cluster::request::{Request, Verb};
use crate::cluster::status::Status;
use crate::cluster::store::{Key, Store};

/// The time before anybody sets one.
const START: &str = "2026-01-01T00:00:00Z";

/// The namespaces that every cluster has.
const NAMESPACES: &[&str] = &["default", "kube-node-lease", "kube-public", "kube-system"];

/// An API server: it stores objects as the real one does, and nobody else is at work.
#[derive(Clone, Debug)]
pub struct ApiServer {
    pub(crate) registry: Registry,
    pub(crate) store: Store,
    pub(crate) ids: Ids,
    /// The current second, as RFC 3339 in UTC.
    pub(crate) now: String,
}

impl Default for ApiServer {
    fn default() -> Self {
        Self::with_ids(Ids::default())
    }
}

impl ApiServer {
    /// An API server with the namespaces that every cluster has.
    pub fn new() -> Self {
        Self::default()
    }

    /// An API server whose identifiers and generated names are made of numbers by these functions.
    pub fn naming(uid: fn(u64) -> String, suffix: fn(u64) -> String) -> Self {
        Self::with_ids(Ids::new(uid, suffix))
    }

    fn with_ids(ids: Ids) -> Self {
        let registry = Registry::default();
        let mut server = Self { registry, store: Store::default(), ids, now: START.to_owned() };
        for name in NAMESPACES {
            server.add_namespace(name);
        }
        server
    }

    /// Adds a namespace that no request has made.
    pub fn add_namespace(&mut self, name: &str) {
        let key = Key { resource: "namespaces".to_owned(), namespace: String::new(), name: name.to_owned() };
        let object = json!({
            "apiVersion": "v1", "kind": "Namespace",
            "metadata": {
                "name": name,
                "uid": format!("00000000-0000-4000-8000-{:012x}", self.store.version() + 1),
                "creationTimestamp": self.now,
                "labels": {"kubernetes.io/metadata.name": name},
            },
            "spec": {"finalizers": ["kubernetes"]},
            "status": {"phase": "Active"},
        });
        self.store.put(key, object);
    }

    /// Serves the kind of a `CustomResourceDefinition` that no request has made.
    pub fn define(&mut self, definition: &Value) {
        self.registry.define(definition);
    }

    /// Sets the time, as RFC 3339 in UTC to the second.
    pub fn set_time(&mut self, now: &str) {
        now.clone_into(&mut self.now);
    }

    /// An object in the version that it is stored in.
    pub fn object(&self, api_version: &str, kind: &str, namespace: &str, name: &str) -> Option<&Value> {
        let served = self.registry.of_kind(api_version, kind)?;
        self.store.get(&key(served, namespace, name))
    }

    /// All objects of a kind in the version that they are stored in, by namespace and name.
    pub fn objects(&self, api_version: &str, kind: &str) -> impl Iterator<Item = &Value> {
        let resource = self.registry.of_kind(api_version, kind).map(|served| served.resource.qualified());
        let stored = self.store.all().filter(move |(key, _)| Some(&key.resource) == resource.as_ref());
        stored.map(|(_, object)| object)
    }

    /// Answers a request.
    ///
    /// # Errors
    /// The `Status` that refuses it.
    pub fn handle(&mut self, request: &Request) -> Result<crate::cluster::request::Reply, Status> {
        let served = self.registry.of_kind(&request.api_version, &request.kind).cloned();
        let served = served.ok_or_else(Status::no_resource)?;
        let answer = match request.verb {
            Verb::Get => self.read(request, &served),
            Verb::Delete => self.delete(request, &served),
            Verb::Create => self.create(request, &served),
            _ => self.change(request, &served),
        };
        let resource = &served.resource;
        answer.map_err(|status| {
            let details = status.details.as_ref();
            let name = details.map_or(&request.name, |details| &details.name).clone();
            status.about(&resource.group, &resource.kind, &resource.plural, &name)
        })
    }
}

/// Where an object of a resource is kept.
pub(crate) fn key(served: &Arc<Served>, namespace: &str, name: &str) -> Key {
    let namespace = if served.resource.is_namespaced { namespace } else { "" };
    Key { resource: served.resource.qualified(), namespace: namespace.to_owned(), name: name.to_owned() }
}
