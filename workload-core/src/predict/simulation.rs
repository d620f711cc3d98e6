//! What Kubernetes would do: an offline simulation of its controllers, event by event.
//!
//! Objects, nodes and actions go in; the controllers' own arithmetic is followed in virtual time,
//! and a [`Run`] comes out: what happened when, to which Pod, and what is stuck.
//!
//! Everything happens in one queue ([`queue`](self)), ordered by time and, at one time, by the
//! order of asking. Time passes only where something takes time: a Pod's start and end, a
//! deadline, a retry. Controllers answer at once, and the same input gives the same run, to the
//! byte: where the real cluster draws lots, the order is fixed and stated.
//!
//! # Adding a controller
//!
//! 1. A file (or folder) in `simulation/controllers/` with a struct that holds the spec it needs
//!    and its status, a function `read` that makes it from a typed object, and an implementation of
//!    the trait `Controller` in `simulation/world.rs`: `reconcile`, `apply`, and what else the kind
//!    can do (template, scale, pause, suspend, undo).
//! 2. A line in the list `READERS` of `simulation/controllers.rs`.
//! 3. A turn looks at `world.object(id)` (`pods`, `counts`, `owned`) and steps forward with
//!    `world.create_pod`, `world.delete_pod`, `world.create` and `world.delete` (objects),
//!    `world.record` (timeline) and `world.say` (events). It is woken by every change of its Pods
//!    and of the objects it owns, by actions on it, and by `world.wake_at(time, id)`.
//! 4. During its own turn a controller is out of the world; others find it there by
//!    `world.controller_of(id)`.
//!
//! Names with a random part in a real cluster are written `web/r2-3` here: the third Pod of
//! Deployment `web` with its second template. A slash cannot be in a real name, so none is
//! mistaken for one.

mod action;
mod actions;
mod agent;
mod bare;
mod cause;
mod chance;
mod circles;
mod claims;
mod conditions;
mod controllers;
mod engine;
mod evictions;
mod host_ports;
mod ids;
mod kind;
#[cfg(feature = "cluster-in-process")]
pub(crate) mod live;
mod log;
mod neighbours;
mod node;
mod node_health;
mod nodes;
mod object;
mod objects;
mod placement;
mod pod;
mod pod_constraints;
mod pod_deletion;
mod pods;
mod policies;
mod preemption;
mod queue;
mod quota;
mod quota_scope;
mod resources;
mod rounds;
mod run;
mod scheduler;
mod settle;
mod step;
mod template;
mod timings;
mod volumes;
mod world;

use std::time::Duration;

pub use self::action::{Action, NodeRef, PodRef, Target};
pub use self::chance::Ties;
pub use self::kind::{Kind, Propagation};
pub use self::log::{Condition, ConditionStatus, EventKind, Field};
pub use self::node::Node;
pub use self::pod::Phase;
pub use self::policies::Policy;
use self::queue::{Millis, Task};
pub use self::resources::Resources;
pub use self::run::{Event, Lifeline, Lot, LotKind, Preempted, Run, Sample, Span, State, Stuck};
use self::step::Step;
pub use self::timings::{Behaviour, PodFilter, Timings};
use self::world::World;

/// A cluster and what is going to be done to it.
#[derive(Debug, Default)]
pub struct Simulation {
    world: World,
    steps: Vec<Step>,
    /// How many of the steps are in the queue already.
    queued: usize,
}

impl Simulation {
    /// A cluster of these nodes.
    ///
    /// # Errors
    ///
    /// When two nodes have one name.
    pub fn new(nodes: impl IntoIterator<Item = Node>) -> Result<Self, String> {
        let mut world = World::default();
        for node in nodes {
            world.add_node(node)?;
        }
        Ok(Self { world, ..Self::default() })
    }

    /// A cluster of so many equal nodes: `node-1`, `node-2` …
    #[must_use]
    pub fn with_nodes(count: u32) -> Self {
        let mut world = World::default();
        for number in 1..=count {
            // The names differ, so none is refused.
            let _ = world.add_node(Node::new(format!("node-{number}")));
        }
        Self { world, ..Self::default() }
    }

    /// How long Pods take, and which behave differently.
    pub fn timings(&mut self, timings: Timings) -> &mut Self {
        self.world.timings = timings;
        self
    }

    /// Which of equals is taken where a real cluster draws lots; the first unless said otherwise.
    pub fn ties(&mut self, ties: Ties) -> &mut Self {
        self.world.chance.ties = ties;
        self
    }

    /// Whether the feature gate `MaxUnavailableStatefulSet` is on; it is off by default.
    pub fn max_unavailable_stateful_set(&mut self, on: bool) -> &mut Self {
        self.world.max_unavailable_gate = on;
        self
    }

    /// The moment at which the simulation starts; schedules go by it. 2026-01-01 00:00 UTC
    /// unless said otherwise.
    pub fn starts_at(&mut self, moment: jiff::Timestamp) -> &mut Self {
        self.world.start = moment;
        self
    }

    /// Does something at a time after the start. Actions of one time are done in the order in
    /// which they were given, before anything else of that time.
    pub fn at(&mut self, time: Duration, action: Action) -> &mut Self {
        self.steps.push(Step { at: millis(time), action });
        self
    }

    /// Lets time pass until `end`, or until nothing more would happen.
    ///
    /// # Panics
    ///
    /// When controllers undo each other's work in one moment without end, which would be a fault
    /// of this simulation.
    #[must_use]
    pub fn run(mut self, end: Duration) -> Run {
        self.pass(end);
        Run::new(self.world, self.steps, millis(end))
    }

    /// Puts the steps that are not there yet in the queue.
    fn enqueue(&mut self) {
        for (place, step) in self.steps.iter().enumerate().skip(self.queued) {
            self.world.queue.push(step.at, Task::Act(place));
        }
        self.queued = self.steps.len();
    }
}

fn millis(time: Duration) -> Millis {
    Millis::try_from(time.as_millis()).unwrap_or(Millis::MAX / 4)
}
