//! The controllers that answer to what changes: the simulated ones, garbage collection, namespaces.

mod accounts;
mod garbage;
mod namespaces;
mod workloads;

use std::time::Duration;

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::Workloads;
use crate::predict::simulation::{Node, Timings};

/// How often controllers look at one change and its consequences; a chain of owners is never so long.
const MOST_ROUNDS: usize = 64;

/// The controllers of a cluster.
#[derive(Debug, Default)]
pub(crate) struct Controllers {
    workloads: Option<Workloads>,
    /// The version up to which the simulation has seen all objects.
    simulated: u64,
    /// The version up to which the other controllers have looked at all objects.
    tidied: u64,
}

impl Controllers {
    /// Controllers that simulate workloads on these nodes.
    pub(crate) fn simulating(nodes: Vec<Node>, timings: Timings, api: &mut ApiServer) -> Self {
        let workloads = Workloads::new(nodes, timings, api);
        Self { workloads: Some(workloads), simulated: api.store.version(), tidied: 0 }
    }

    /// Looks at what has changed until nothing changes any more.
    pub(crate) fn react(&mut self, api: &mut ApiServer) {
        for _ in 0..MOST_ROUNDS {
            if api.store.version() != self.simulated {
                self.simulate(api);
            }
            let version = api.store.version();
            if version == self.tidied {
                return;
            }
            self.tidied = version;
            accounts::react(api);
            garbage::collect(api);
            namespaces::finish(api);
        }
    }

    /// Lets time pass: what happens meanwhile happens at its time.
    pub(crate) fn advance(&mut self, by: Duration, api: &mut ApiServer) {
        let Some(end) = self.workloads.as_ref().map(|workloads| workloads.now() + by) else { return };
        loop {
            self.react(api);
            let Some(workloads) = &mut self.workloads else { return };
            let next = workloads.next_time().filter(|next| *next <= end);
            workloads.set_now(next.unwrap_or(end).max(workloads.now()), api);
            self.simulate(api);
            if next.is_none() {
                return;
            }
        }
    }

    /// The simulation takes in what others wrote. What it writes itself is no news to it, but is to
    /// the other controllers.
    fn simulate(&mut self, api: &mut ApiServer) {
        if let Some(workloads) = &mut self.workloads {
            workloads.react(api, self.simulated);
        }
        self.simulated = api.store.version();
    }
}
