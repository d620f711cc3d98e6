//! From the simulation to the API.

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::names::Names;
use crate::cluster::controllers::workloads::{claims, objects, pods, replica_sets};
use crate::predict::simulation::live::LiveEvent;
use crate::predict::simulation::{Kind, Simulation};

/// How far the simulation is shown, and under which names.
#[derive(Debug, Default)]
pub(super) struct Mirror {
    pub(super) names: Names,
    seen: usize,
}

impl Mirror {
    /// Shows what has happened since.
    pub(super) fn show(&mut self, simulation: &Simulation, api: &mut ApiServer) {
        let (events, seen) = simulation.events_after(self.seen);
        self.seen = seen;
        for event in &events {
            self.event(event, simulation, api);
        }
    }

    fn event(&mut self, event: &LiveEvent, simulation: &Simulation, api: &mut ApiServer) {
        match event.subject.kind {
            Kind::Pod => pods::show(event, &mut self.names, simulation, api),
            Kind::ReplicaSet => replica_sets::show(event, &mut self.names, simulation, api),
            Kind::PersistentVolumeClaim => claims::show(event, api),
            _ => objects::show(event, &mut self.names, simulation, api),
        }
    }
}
