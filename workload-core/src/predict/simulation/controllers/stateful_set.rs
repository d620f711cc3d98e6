//! StatefulSets: Pods with an ordinal, a name and claims of their own.
//!
//! The order of steps is that of Kubernetes' `pkg/controller/statefulset`: first the replicas,
//! then those that are too many, then the update, and each may end the turn.

mod claims;
mod replicas;
mod spec;
mod status;
mod stuck;
mod update;

use std::sync::Arc;

pub(crate) use self::spec::Spec;
use self::status::Status;
use super::backoff::Backoff;
use super::history::{History, Revision};
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::world::World;

/// A StatefulSet's spec and status.
#[derive(Debug)]
pub(crate) struct StatefulSet {
    pub(crate) spec: Spec,
    history: History,
    status: Status,
    backoff: Backoff,
}

/// What one turn goes by.
#[derive(Debug)]
struct Turn {
    id: ObjectId,
    current: Revision,
    update: Revision,
    /// The Pods in the range of ordinals, by their place in it.
    replicas: Vec<Option<PodId>>,
    /// The Pods outside, the highest ordinal first.
    condemned: Vec<PodId>,
    /// The first Pod that is not available, as the order of ordinals goes.
    first_unavailable: Option<PodId>,
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

    /// Takes over a newer spec.
    pub(crate) fn apply(&mut self, new: Self) {
        self.spec = new.spec;
    }

    /// Takes over the revisions of an earlier StatefulSet of the name.
    pub(crate) fn adopt(&mut self, earlier: Self) {
        self.history = earlier.history;
        self.status = earlier.status;
    }

    /// Goes back to the template of a revision.
    pub(crate) fn undo(&mut self, to: Option<i64>) -> Result<(), String> {
        self.spec.template = self.history.before(to).ok_or("has no such revision")?;
        Ok(())
    }

    /// One turn.
    pub(crate) fn reconcile(&mut self, id: ObjectId, world: &mut World) {
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
        // A Pod that is not there yet is unavailable too, and comes before those too many.
        let first_unavailable =
            match replicas.iter().find(|pod| pod.is_none_or(|pod| !is_available(pod, world))) {
                Some(replica) => *replica,
                None => condemned.iter().rev().copied().find(|pod| !is_available(*pod, world)),
            };
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

/// Whether a Pod is running, ready for long enough, and not being deleted.
fn is_available(id: PodId, world: &World) -> bool {
    world.pod(id).is_available()
}
