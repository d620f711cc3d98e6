//! Why a DaemonSet does not get further.

use super::DaemonSet;
use super::standing::Role;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::ids::{NodeId, ObjectId};
use crate::predict::simulation::log::ConditionStatus;
use crate::predict::simulation::world::World;

impl DaemonSet {
    /// The cause, for a rollout that stands still.
    pub(super) fn cause(&self, id: ObjectId, world: &World) -> Option<Cause> {
        let view = &self.view;
        if self.spec.on_delete || view.old.is_empty() || world.object(id).deleting.is_some() {
            return None;
        }
        let name = &world.object(id).name;
        let [desired, ..] = view.counts;
        let (max_surge, max_unavailable) = self.spec.limits(desired);
        let pods = match view.old.len() {
            1 => "1 Pod has".to_owned(),
            old => format!("{old} Pods have"),
        };
        let dead = view.nodes.iter().find(|(node, standing)| {
            standing.role == Role::Missing && world.nodes.get(**node).ready != ConditionStatus::True
        });
        if let (0, Some((node, _))) = (max_surge, dead) {
            return Some(Self::blocked_by(*node, name, &pods, max_unavailable, world));
        }
        let undo = || Cause::command(&format!("rollout undo daemonset {name}"), &world.object(id).namespace);
        let undo = (self.revision > 1).then(undo);
        let reason = format!("DaemonSet {name} goes no further: {pods} the old template");
        Some(Cause { way_out: undo, follows: true, ..Cause::new(reason) })
    }

    /// What is said where the Pod of a dead node uses up what may be missing.
    fn blocked_by(node: NodeId, name: &str, pods: &str, may_miss: usize, world: &World) -> Cause {
        let node = &world.nodes.get(node).name;
        Cause::new(format!(
            "DaemonSet {name} goes no further: {pods} the old template, and the Pod on {node}, which is not ready, \
             uses up `maxUnavailable: {may_miss}`"
        ))
        .way_out(format!("{node} comes back or is removed, or raise `maxUnavailable`"))
    }
}
