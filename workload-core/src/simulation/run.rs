//! What came of a simulation.

use std::time::Duration;

use super::actions::Step;
use super::log::{Record, Subject, What};
use super::object::Kind;
use super::world::World;

/// A finished simulation, to be asked what happened.
#[derive(Debug)]
pub struct Run {
    world: World,
    steps: Vec<Step>,
    end: Duration,
}

/// One thing that happened.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    run: &'a Run,
    record: &'a Record,
}

impl Run {
    pub(super) fn new(world: World, steps: Vec<Step>, end: Duration) -> Self {
        Self { world, steps, end }
    }

    /// Everything that happened, in order.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        self.world.log.iter().map(|record| Event { run: self, record })
    }

    /// The time up to which the simulation ran.
    #[must_use]
    pub fn end(&self) -> Duration {
        self.end
    }
}

impl<'a> Event<'a> {
    /// When, since the start.
    #[must_use]
    pub fn at(&self) -> Duration {
        Duration::from_millis(self.record.at)
    }

    /// What happened.
    #[must_use]
    pub fn what(&self) -> &'a What {
        &self.record.what
    }

    /// The kind of what it happened to.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.record.subject {
            Subject::Object(id) => self.run.world.object(id).kind,
            Subject::Pod(_) => Kind::Pod,
            Subject::Node(_) => Kind::Node,
            Subject::Claim(_) => Kind::PersistentVolumeClaim,
            Subject::Action(_) => Kind::Action,
        }
    }

    /// The name of what it happened to; of an action, its place in the order of giving.
    #[must_use]
    pub fn name(&self) -> String {
        let world = &self.run.world;
        match self.record.subject {
            Subject::Object(id) => world.object(id).name.to_string(),
            Subject::Pod(id) => world.pod(id).name.to_string(),
            Subject::Node(id) => world.nodes.get(id).name.clone(),
            Subject::Claim(id) => world.claims.get(id).name.to_string(),
            Subject::Action(at) => at.to_string(),
        }
    }

    /// Of a Pod: its workload, and the number of its template among those of the workload.
    #[must_use]
    pub fn of_workload(&self) -> Option<(Kind, String, u32)> {
        let Subject::Pod(id) = self.record.subject else { return None };
        let workload = self.run.world.object(self.run.world.workload_of(id));
        Some((workload.kind, workload.name.to_string(), self.run.world.pod(id).revision))
    }

    /// Of a ReplicaSet: the first image of its template.
    #[must_use]
    pub fn image(&self) -> Option<&'a str> {
        let Subject::Object(id) = self.record.subject else { return None };
        self.run.world.object(id).controller.as_ref()?.template().map(|template| template.image())
    }

    /// Of a Pod that was scheduled: the node it was given to.
    #[must_use]
    pub fn node(&self) -> Option<&'a str> {
        match self.record.what {
            What::Scheduled { node } => Some(&self.run.world.nodes.all()[node].name),
            _ => None,
        }
    }
}
