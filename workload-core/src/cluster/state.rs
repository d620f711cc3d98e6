//! The state of a cluster, and what everybody who is connected to it shares.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::cluster::access::Denied;
use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::Controllers;
use crate::cluster::faults::Faults;

/// What a cluster is at one moment.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) api: ApiServer,
    pub(crate) controllers: Controllers,
    pub(crate) faults: Faults,
    /// What its user may not do.
    pub(crate) denied: Vec<Denied>,
    /// Every HTTP request so far: its method, and its path with the query.
    pub(crate) requests: Vec<String>,
    /// The logs of Pods, by namespace and name.
    pub(crate) logs: BTreeMap<(String, String), String>,
}

impl State {
    /// Lets the controllers answer to what has changed.
    pub(crate) fn react(&mut self) {
        self.controllers.react(&mut self.api);
    }
}

/// A cluster's state, and the word that it has changed.
#[derive(Debug)]
pub(crate) struct Shared {
    state: Mutex<State>,
    version: watch::Sender<u64>,
}

impl Shared {
    /// The state, to be shared.
    pub(crate) fn new(state: State) -> Self {
        let version = watch::Sender::new(state.api.store.version());
        Self { state: Mutex::new(state), version }
    }

    /// Works with the state; controllers and watches learn of what has changed.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let result = work(&mut state);
        state.react();
        let version = state.api.store.version();
        drop(state);
        self.version.send_if_modified(|known| std::mem::replace(known, version) != version);
        result
    }

    /// Hears of changes from now on.
    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.version.subscribe()
    }
}
