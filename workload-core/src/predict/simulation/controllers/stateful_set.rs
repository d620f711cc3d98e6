//! StatefulSets: Pods with an ordinal, a name and claims of their own.
//!
//! The order of steps is that of Kubernetes' `pkg/controller/statefulset`: first the replicas,
//! then those that are too many, then the update, and each may end the turn.

mod claims;
pub(crate) mod model;
mod replicas;
mod spec;
mod status;
mod stuck;
mod update;

use std::sync::Arc;

use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use self::model::{StatefulSet, Status, Turn, is_available};
use self::spec::Spec;
use crate::k8s::Object;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::controllers::backoff::Backoff;
use crate::predict::simulation::controllers::history::{History, Revision, no_revision};
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::downcast;

/// The controller of a StatefulSet.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::StatefulSet(object) = object else { return None };
    Some((Kind::StatefulSet, Box::new(StatefulSet::read(object))))
}

impl StatefulSet {
    /// Reads a StatefulSet.
    pub(crate) fn read(object: &k8s_openapi::api::apps::v1::StatefulSet) -> Self {
        Self {
            spec: Spec::read(object),
            history: History::default(),
            status: Status::default(),
            backoff: Backoff::default(),
        }
    }

    /// Takes in Pods without an owner that have a name and labels of its own.
    fn adopt_pods(&self, id: ObjectId, world: &mut World) {
        let prefix = format!("{}-", world.object(id).name);
        for pod in world.orphans(id, &self.spec.selector) {
            let ordinal = world.pod(pod).name.strip_prefix(&prefix).and_then(|number| number.parse().ok());
            if let Some(ordinal) = ordinal {
                world.pods[pod.at()].ordinal = Some(ordinal);
                world.take_in(pod, id);
            }
        }
    }

    fn turn(&self, id: ObjectId, current: Revision, update: Revision, world: &World) -> Turn {
        let size = usize::try_from(self.spec.replicas).unwrap_or(0);
        let (mut replicas, mut condemned) = (vec![None; size], Vec::new());
        for pod in &world.object(id).pods {
            let ordinal = world.pod(*pod).ordinal.unwrap_or(0);
            match ordinal.checked_sub(self.spec.start).and_then(|at| replicas.get_mut(at as usize)) {
                Some(place) => *place = Some(*pod),
                None => condemned.push(*pod),
            }
        }
        condemned.sort_by_key(|pod| std::cmp::Reverse(world.pod(*pod).ordinal));
        let first_unavailable = first_unavailable(&replicas, &condemned, world);
        Turn { id, current, update, replicas, condemned, first_unavailable }
    }

    fn step(&mut self, turn: &Turn, status: &mut Status, world: &mut World) {
        if self.make_replicas(turn, world) || self.remove_condemned(turn, world) {
            return;
        }
        if !self.spec.on_delete {
            self.update(turn, status, world);
        }
    }
}

impl Controller for StatefulSet {
    /// One turn.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        if !world.bare.is_empty() && world.object(id).deleting.is_none() {
            self.adopt_pods(id, world);
        }
        let update = self.history.revision_of(&Arc::clone(&self.spec.template), id, world);
        let current = self.history.named(self.status.current_revision).unwrap_or(&update).clone();
        let turn = self.turn(id, current, update, world);
        let mut status = self.count(&turn, world);
        if world.object(id).deleting.is_none() {
            self.step(&turn, &mut status, world);
        }
        self.write_status(status, id, world);
        let pods: Vec<_> = world.object(id).pods.iter().map(|pod| world.pod(*pod).revision).collect();
        let live = |name: u32| [turn.current.name, turn.update.name].contains(&name) || pods.contains(&name);
        self.history.truncate(self.spec.history_limit, live, world);
    }

    fn apply(&mut self, new: Box<dyn Controller>, _id: ObjectId, _world: &mut World) -> Result<(), String> {
        if let Some(new) = downcast::<Self>(new) {
            self.spec = new.spec;
        }
        Ok(())
    }

    fn template(&self) -> Option<&Arc<Template>> {
        Some(&self.spec.template)
    }

    fn set_template(&mut self, written: &PodTemplateSpec) -> Result<(), String> {
        self.spec.template = Template::read(written);
        Ok(())
    }

    fn scale(&self) -> Option<i32> {
        Some(self.spec.replicas)
    }

    fn scale_to(&mut self, replicas: i32) -> Result<(), String> {
        self.spec.replicas = replicas;
        Ok(())
    }

    fn undo(&mut self, _id: ObjectId, to: Option<i64>, _world: &mut World) -> Result<(), String> {
        self.spec.template = self.history.before(to).ok_or_else(|| no_revision(to))?;
        Ok(())
    }

    /// Takes over the revisions of an earlier StatefulSet of the name.
    fn adopt(&mut self, earlier: Box<dyn Controller>) {
        if let Some(earlier) = downcast::<Self>(earlier) {
            self.history = earlier.history;
            self.status = earlier.status;
        }
    }

    fn selector(&self) -> Option<&LabelSelector> {
        Some(&self.spec.selector)
    }

    fn stuck(&self, id: ObjectId, world: &World) -> Option<Cause> {
        self.cause(id, world)
    }
}

/// The first replica that is not available; a Pod too many counts only where every replica is available. A
/// replica whose Pod is not there yet is not available either.
fn first_unavailable(replicas: &[Option<PodId>], condemned: &[PodId], world: &World) -> Option<PodId> {
    match replicas.iter().find(|pod| pod.is_none_or(|pod| !is_available(pod, world))) {
        Some(replica) => *replica,
        None => condemned.iter().rev().copied().find(|pod| !is_available(*pod, world)),
    }
}
