//! One thing that happened, with the names of what it happened to.

use std::time::Duration;

use crate::predict::simulation::action::Action;
use crate::predict::simulation::controllers::replica_set::ReplicaSet;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::{EventKind, Record, Subject};
use crate::predict::simulation::step::Step;
use crate::predict::simulation::world::World;

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    world: &'a World,
    steps: &'a [Step],
    record: &'a Record,
}

impl<'a> Event<'a> {
    pub(super) fn new(world: &'a World, steps: &'a [Step], record: &'a Record) -> Self {
        Self { world, steps, record }
    }

    /// When, since the start.
    #[must_use]
    pub fn at(&self) -> Duration {
        Duration::from_millis(self.record.at)
    }

    /// What happened.
    #[must_use]
    pub fn what(&self) -> &'a EventKind {
        &self.record.what
    }

    /// The kind of what it happened to.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.record.subject {
            Subject::Object(id) => self.world.object(id).kind,
            Subject::Pod(_) => Kind::Pod,
            Subject::Node(_) => Kind::Node,
            Subject::Claim(_) => Kind::PersistentVolumeClaim,
            Subject::Action(_) => Kind::Action,
        }
    }

    /// The name of what it happened to; of an action, its place in the order of giving.
    #[must_use]
    pub fn name(&self) -> String {
        match self.record.subject {
            Subject::Object(id) => self.world.object(id).name.to_string(),
            Subject::Pod(id) => self.world.pod(id).name.to_string(),
            Subject::Node(id) => self.world.nodes.get(id).name.clone(),
            Subject::Claim(id) => self.world.claims.get(id).name.to_string(),
            Subject::Action(at) => at.to_string(),
        }
    }

    /// Of an action: what was done.
    #[must_use]
    pub fn action(&self) -> Option<&'a Action> {
        match self.record.subject {
            Subject::Action(at) => self.steps.get(at).map(|step| &step.action),
            _ => None,
        }
    }

    /// Of a Pod: its workload, and the number of its template among those of the workload.
    #[must_use]
    pub fn of_workload(&self) -> Option<(Kind, &'a str, u32)> {
        let Subject::Pod(id) = self.record.subject else { return None };
        let workload = self.world.object(self.world.workload_of(id));
        Some((workload.kind, &workload.name, self.world.pod(id).revision))
    }

    /// Of a ReplicaSet: the first image of its template.
    #[must_use]
    pub fn image(&self) -> Option<&'a str> {
        let Subject::Object(id) = self.record.subject else { return None };
        self.world.object(id).controller.as_ref()?.template().map(|template| template.image())
    }

    /// Of a ReplicaSet: the number of its template among those of its workload.
    #[must_use]
    pub fn revision(&self) -> Option<u32> {
        let Subject::Object(id) = self.record.subject else { return None };
        self.world.controller_of(id).map(|set: &ReplicaSet| set.revision)
    }

    /// The node it was about: the one a Pod was given to, or that holds the volume a Pod waits for.
    #[must_use]
    pub fn node(&self) -> Option<&'a str> {
        match self.record.what {
            EventKind::Placed { node }
            | EventKind::WaitsForVolume { node, .. }
            | EventKind::Nominated { node }
            | EventKind::VolumeAttached { node }
            | EventKind::VolumeDetaching { node }
            | EventKind::VolumeDetached { node } => Some(&self.world.nodes.all()[node].name),
            _ => None,
        }
    }

    /// The claim whose volume a Pod waits for.
    #[must_use]
    pub fn claim(&self) -> Option<&'a str> {
        match self.record.what {
            EventKind::WaitsForVolume { claim, .. } => Some(&self.world.claims.list[claim].name),
            _ => None,
        }
    }
}
