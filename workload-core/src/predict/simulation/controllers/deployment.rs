//! Deployments: their ReplicaSets grow and shrink in turns.
//!
//! The arithmetic is that of Kubernetes' `pkg/controller/deployment`, one file here for one there.

mod history;
mod progress;
mod recreate;
mod rolling;
mod scaling;
mod spec;
mod stuck;

use std::sync::Arc;

use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

pub(crate) use self::spec::Spec;
use crate::k8s::Object;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::conditions::Conditions;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::downcast;

/// The controller of a Deployment.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::Deployment(object) = object else { return None };
    Some((Kind::Deployment, Box::new(Deployment::read(object))))
}

/// A Deployment's spec and status.
#[derive(Debug)]
pub(crate) struct Deployment {
    pub(crate) spec: Spec,
    pub(crate) generation: u64,
    /// Every template there has been, in order of appearance: the first is revision 1.
    seen: Vec<Arc<Template>>,
    pub(crate) status: Status,
    pub(crate) conditions: Conditions,
    observed: u64,
    /// Whether this turn has written the status: what the turn knows is outdated then, and the
    /// server refuses a second writing until the next turn.
    stale: bool,
    /// When the condition `Progressing` was last set.
    last_progress: Millis,
    /// When the deadline is looked at next.
    alarm: Option<Millis>,
}

/// The counts of a Deployment's status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Status {
    pub(crate) replicas: i32,
    pub(crate) updated: i32,
    pub(crate) ready: i32,
    pub(crate) available: i32,
    pub(crate) unavailable: i32,
    pub(crate) terminating: i32,
}

/// The ReplicaSets of a Deployment.
#[derive(Clone, Debug)]
struct Sets {
    /// The one whose template is the Deployment's.
    new: Option<ObjectId>,
    /// The others, the oldest first.
    old: Vec<ObjectId>,
}

impl Sets {
    fn all(&self) -> impl Iterator<Item = ObjectId> + '_ {
        self.old.iter().copied().chain(self.new)
    }
}

impl Deployment {
    /// Reads a Deployment.
    pub(crate) fn read(object: &k8s_openapi::api::apps::v1::Deployment) -> Self {
        Self {
            spec: Spec::read(object),
            generation: 1,
            seen: Vec::new(),
            status: Status::default(),
            conditions: Conditions::default(),
            observed: 0,
            stale: false,
            last_progress: 0,
            alarm: None,
        }
    }

    /// Counts a change of the spec, as `metadata.generation` does.
    fn edit(&mut self, edit: impl FnOnce(&mut Spec)) {
        edit(&mut self.spec);
        self.generation += 1;
    }
}

impl Controller for Deployment {
    /// One turn.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        self.stale = false;
        self.adopt_sets(id, world);
        if world.object(id).deleting.is_some() {
            let sets = self.sets(id, world);
            let conditions = self.available_conditions(&sets, world);
            return self.write_status(self.status_of(&sets, world), conditions, id, world);
        }
        self.note_pause(id, world);
        if self.spec.paused || self.is_scaled(id, world) {
            return self.sync_scale(id, world);
        }
        if self.spec.recreates {
            self.roll_out_recreating(id, world);
        } else {
            self.roll_out_rolling(id, world);
        }
    }

    fn apply(&mut self, new: Box<dyn Controller>, _id: ObjectId, _world: &mut World) -> Result<(), String> {
        if let Some(new) = downcast::<Self>(new).filter(|new| new.spec != self.spec) {
            self.edit(|spec| *spec = new.spec);
        }
        Ok(())
    }

    fn template(&self) -> Option<&Arc<Template>> {
        Some(&self.spec.template)
    }

    fn set_template(&mut self, written: &PodTemplateSpec) -> Result<(), String> {
        self.edit(|spec| spec.template = Template::read(written));
        Ok(())
    }

    fn scale(&self) -> Option<i32> {
        Some(self.spec.replicas)
    }

    fn scale_to(&mut self, replicas: i32) -> Result<(), String> {
        self.edit(|spec| spec.replicas = replicas);
        Ok(())
    }

    fn pause(&mut self, on: bool) -> Result<(), String> {
        self.edit(|spec| spec.paused = on);
        Ok(())
    }

    fn is_paused(&self) -> bool {
        self.spec.paused
    }

    fn undo(&mut self, id: ObjectId, to: Option<i64>, world: &mut World) -> Result<(), String> {
        self.roll_back(id, to, world)
    }

    /// Takes over what an earlier Deployment of the name knew of its templates.
    fn adopt(&mut self, earlier: Box<dyn Controller>) {
        if let Some(earlier) = downcast::<Self>(earlier) {
            self.seen = earlier.seen;
        }
    }

    fn selector(&self) -> Option<&LabelSelector> {
        Some(&self.spec.selector)
    }

    fn stuck(&self, id: ObjectId, world: &World) -> Option<Cause> {
        self.cause(id, world)
    }
}
