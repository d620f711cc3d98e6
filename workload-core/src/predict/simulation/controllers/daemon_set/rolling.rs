//! Rolling updates: which old Pods go, and on which nodes a new one starts beside the old.
//!
//! Where the real controller takes nodes in no order, the node that was added first comes first.

use std::collections::BTreeSet;

use super::DaemonSet;
use super::standing::Role;
use crate::predict::simulation::chance::Ties;
use crate::predict::simulation::ids::{NodeId, ObjectId, PodId};
use crate::predict::simulation::world::World;

impl DaemonSet {
    /// One step of a rolling update, as far as the limits allow.
    pub(super) fn roll(&mut self, id: ObjectId, world: &mut World) {
        let [desired, ..] = self.view.counts;
        let (max_surge, max_unavailable) = self.spec.limits(desired);
        if max_surge == 0 {
            self.replace(max_unavailable, id, world);
        } else if self.view.lost == 0 {
            // The real controller fails at an old Pod whose node it cannot find, until the Pod is
            // collected.
            self.surge(max_surge, desired, id, world);
        }
    }

    /// Deletes old Pods: those that are not available in any case.
    fn replace(&self, max_unavailable: usize, id: ObjectId, world: &mut World) {
        let view = &self.view;
        let allowed = max_unavailable.saturating_sub(view.missing + view.broken.len());
        let old = first(&view.old, allowed, world.chance.ties);
        let nodes = view.broken.iter().copied().chain(old);
        for pod in nodes.filter_map(|node| self.pod_of(node)) {
            delete(pod, id, world);
        }
    }

    /// Deletes old Pods that are not needed any more, and starts new ones beside others.
    fn surge(&mut self, max_surge: usize, desired: usize, id: ObjectId, world: &mut World) {
        let view = &self.view;
        let spare = view.available.saturating_sub(desired);
        let nodes = view.surged.iter().chain(view.misplaced.iter().take(spare));
        let unneeded: Vec<_> = nodes.filter_map(|node| self.pod_of(*node)).collect();
        let allowed = max_surge.saturating_sub(view.surging);
        let old = first(&view.old, allowed, world.chance.ties);
        let starts: Vec<_> = view.broken.iter().copied().chain(old).collect();
        self.create(&starts, id, world);
        for pod in unneeded {
            delete(pod, id, world);
        }
    }

    fn pod_of(&self, node: NodeId) -> Option<PodId> {
        match self.view.get(node)?.role {
            Role::Broken(pod) | Role::Old(pod) | Role::Misplaced(pod) | Role::Surged(pod) => Some(pod),
            Role::Fine | Role::Missing | Role::Surging => None,
        }
    }
}

/// So many of the nodes, from one end or the other.
fn first(nodes: &BTreeSet<NodeId>, many: usize, ties: Ties) -> Vec<NodeId> {
    match ties {
        Ties::First => nodes.iter().take(many).copied().collect(),
        Ties::Last => nodes.iter().rev().take(many).copied().collect(),
    }
}

/// Deletes a Pod of a DaemonSet and says so.
pub(super) fn delete(pod: PodId, id: ObjectId, world: &mut World) {
    let message = format!("Deleted pod: {}", world.pod(pod).name);
    world.delete_pod(pod);
    world.say(id, "SuccessfulDelete", message);
}
