//! The cluster as tests hold it.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::cluster::access::Denied;
use crate::cluster::api_server::ApiServer;
use crate::cluster::clock::Clock;
use crate::cluster::controllers::Controllers;
use crate::cluster::faults::{Fault, Faults};
use crate::cluster::http::{Error, HttpService, Listener};
use crate::cluster::request::{Reply, Request};
use crate::cluster::state::{Shared, State};
use crate::cluster::status::Status;
use crate::predict::simulation::{Node, Timings};

/// A cluster in the process; clones are the same cluster.
#[derive(Clone, Debug)]
pub struct Cluster(Arc<Shared>);

impl Default for Cluster {
    fn default() -> Self {
        Self::new()
    }
}

impl Cluster {
    /// A cluster of three nodes, `node-1` to `node-3`, whose controllers are at work; time passes as
    /// [`advance`](Self::advance) or [`run`](Self::run) let it.
    #[must_use]
    pub fn new() -> Self {
        Self::with_nodes((1..=3).map(|number| Node::new(format!("node-{number}"))), Timings::default())
    }

    /// A cluster of these nodes, whose Pods take these times.
    #[must_use]
    pub fn with_nodes(nodes: impl IntoIterator<Item = Node>, timings: Timings) -> Self {
        let mut state = State::default();
        state.controllers = Controllers::simulating(nodes.into_iter().collect(), timings, &mut state.api);
        Self::of(state)
    }

    /// An API server with garbage collection alone: no nodes, and nobody makes Pods.
    #[must_use]
    pub fn without_workloads() -> Self {
        Self::of(State::default())
    }

    fn of(state: State) -> Self {
        let shared = Shared::new(state);
        shared.with(|_| ());
        Self(Arc::new(shared))
    }

    /// Lets virtual time pass.
    pub fn advance(&self, time: Duration) {
        self.0.with(|state| state.controllers.advance(time, &mut state.api));
    }

    /// Lets virtual time pass by itself, so many times as fast as real time, within the Tokio runtime
    /// of the caller, until the clock is dropped.
    #[must_use]
    pub fn run(&self, speed: u32) -> Clock {
        Clock::start(Arc::clone(&self.0), speed)
    }

    /// The cluster as a service for `kube::Client::new(cluster.service(), "default")`.
    #[must_use]
    pub fn service(&self) -> HttpService {
        HttpService::new(Arc::clone(&self.0))
    }

    /// Listens on a free loopback port, within the Tokio runtime of the caller, until the listener is
    /// dropped.
    ///
    /// # Errors
    /// When no port can be had.
    pub async fn listen(&self) -> Result<Listener, Error> {
        Listener::bind(Arc::clone(&self.0)).await
    }

    /// Answers a request without HTTP.
    ///
    /// # Errors
    /// The `Status` that refuses it.
    pub fn handle(&self, request: &Request) -> Result<Reply, Status> {
        self.0.with(|state| state.api.handle(request))
    }

    /// An object in the version that it is stored in.
    #[must_use]
    pub fn object(&self, api_version: &str, kind: &str, namespace: &str, name: &str) -> Option<Value> {
        self.0.with(|state| state.api.object(api_version, kind, namespace, name).cloned())
    }

    /// All objects of a kind, by namespace and name.
    #[must_use]
    pub fn objects(&self, api_version: &str, kind: &str) -> Vec<Value> {
        self.0.with(|state| state.api.objects(api_version, kind).cloned().collect())
    }

    /// Lets something go wrong.
    pub fn inject(&self, fault: Fault) {
        self.0.with(|state| state.faults.add(fault));
    }

    /// Denies something to whoever talks to the cluster over HTTP: the requests are answered by 403, and a
    /// `SelfSubjectAccessReview` says so beforehand.
    pub fn deny(&self, denied: Denied) {
        self.0.with(|state| state.denied.push(denied));
    }

    /// Takes back what was to go wrong and has not yet.
    pub fn heal(&self) {
        self.0.with(|state| state.faults = Faults::default());
    }

    /// Forgets all changes so far: a watch or a list that goes on from before is answered by 410.
    pub fn compact(&self) {
        self.0.with(|state| state.api.store.compact());
    }

    /// The HTTP requests so far, such as `GET /api/v1/pods?limit=500`, those that were cut included.
    #[must_use]
    pub fn requests(&self) -> Vec<String> {
        self.0.with(|state| state.requests.clone())
    }

    /// Sets what a Pod has logged.
    pub fn set_log(&self, namespace: &str, pod: &str, log: &str) {
        let key = (namespace.to_owned(), pod.to_owned());
        self.0.with(|state| state.logs.insert(key, log.to_owned()));
    }

    /// Works with the API server itself, without its HTTP.
    pub fn with_api_server<T>(&self, work: impl FnOnce(&mut ApiServer) -> T) -> T {
        self.0.with(|state| work(&mut state.api))
    }
}
