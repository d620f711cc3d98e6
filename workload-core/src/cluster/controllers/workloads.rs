//! The simulated controllers: what is written to the API goes into the simulation, and what becomes of
//! it there is written to the API.

mod claims;
mod conditions;
mod events;
mod feed;
mod kinds;
mod mirror;
mod names;
mod nodes;
mod objects;
mod owner;
mod pod_status;
mod pods;
mod replica_sets;
mod status;

use std::time::Duration;

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::mirror::Mirror;
use crate::predict::simulation::{Node, Simulation, Timings};

/// The simulation, and how far it is shown.
#[derive(Debug)]
pub(crate) struct Workloads {
    simulation: Simulation,
    now: Duration,
    mirror: Mirror,
}

impl Workloads {
    /// A cluster of these nodes, whose objects are made.
    pub(crate) fn new(nodes: Vec<Node>, timings: Timings, api: &mut ApiServer) -> Self {
        for node in &nodes {
            nodes::create(node, api);
        }
        // Nodes of one name are one node of the API already.
        let mut simulation = Simulation::new(nodes).unwrap_or_default();
        simulation.timings(timings);
        Self { simulation, now: Duration::ZERO, mirror: Mirror::default() }
    }

    /// The time since the cluster began.
    pub(crate) fn now(&self) -> Duration {
        self.now
    }

    /// When something happens next.
    pub(crate) fn next_time(&self) -> Option<Duration> {
        self.simulation.next_time()
    }

    /// Sets the time.
    pub(crate) fn set_now(&mut self, now: Duration, api: &mut ApiServer) {
        self.now = now;
        let start = self.simulation.start();
        let time = jiff::SignedDuration::try_from(now).ok().and_then(|now| start.checked_add(now).ok());
        if let Some(time) = time {
            let second = jiff::Timestamp::from_second(time.as_second()).unwrap_or(time);
            api.set_time(&second.to_string());
        }
    }

    /// Takes in what was written after a version, lets the controllers answer, and shows what they did.
    pub(crate) fn react(&mut self, api: &mut ApiServer, seen: u64) {
        let fed = feed::feed(&mut self.simulation, api, seen, &self.mirror.names);
        self.simulation.advance_to(self.now);
        self.mirror.show(&self.simulation, api);
        for key in fed {
            status::observe(api, &key);
        }
    }
}
