//! Which Pods of a ReplicaSet go first.
//!
//! Not on a node before on one; pending before running; not ready before ready; a lower deletion
//! cost; a node with more Pods of the same Deployment; ready for less time; younger. Where the
//! real controller draws lots, the Pod that was made last goes first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::line::{Class, Key, Line, Place};
use crate::predict::simulation::ids::{NodeId, ObjectId, PodId};
use crate::predict::simulation::world::World;

/// A ReplicaSet's Pods in the order in which they would go, from the first time on that one has to.
#[derive(Debug, Default)]
pub(crate) struct Victims(Option<Line>);

impl Victims {
    /// Picks so many Pods, by their ranks before any of them goes.
    pub(super) fn pick(&mut self, id: ObjectId, count: usize, world: &World) -> BTreeSet<PodId> {
        let beside = |node: Option<NodeId>| beside(id, node, world);
        let line = self.0.get_or_insert_with(|| {
            let mut line = Line::default();
            for pod in world.object(id).pods.iter().copied().filter(|pod| world.pod(*pod).is_active()) {
                line.put(pod, place(pod, world), beside);
            }
            line
        });
        let mut picked = BTreeSet::new();
        while picked.len() < count {
            let Some(pod) = line.pop(beside) else { break };
            if world.pod(pod).is_active() && world.pod(pod).owner == id {
                picked.insert(pod);
            }
        }
        picked
    }

    /// Notes where a Pod stands now; one that is not active has left.
    pub(crate) fn note(&mut self, id: ObjectId, pod: PodId, world: &World) {
        let Some(line) = &mut self.0 else { return };
        if world.pod(pod).is_active() && world.pod(pod).owner == id {
            line.put(pod, place(pod, world), |node| beside(id, node, world));
        } else {
            line.remove(pod);
        }
    }

    /// Notes that a node has more Pods of the workload than before.
    pub(crate) fn note_node(&mut self, node: NodeId, pods: u32) {
        if let Some(line) = &mut self.0 {
            line.move_forward(node, pods);
        }
    }

    pub(crate) fn is_kept(&self) -> bool {
        self.0.is_some()
    }
}

/// How many Pods of a ReplicaSet's workload a node has.
fn beside(id: ObjectId, node: Option<NodeId>, world: &World) -> u32 {
    node.map_or(0, |node| world.beside(world.workload(id), node))
}

/// Where a Pod stands, but for the other Pods of its node.
fn place(id: PodId, world: &World) -> Place {
    let pod = world.pod(id);
    let class: Class = (pod.node.is_some(), pod.phase, pod.ready, pod.deletion_cost);
    let since = if pod.ready { pod.ready_since } else { 0 };
    let key: Key = (Reverse(since), Reverse((world.chance.turn(id.at()), id)));
    Place { node: pod.node, class, key }
}

/// Of larger sets equals are not told apart.
const FEW: usize = 50;

/// The Pods of a ReplicaSet that are not picked and could be as well as one that is. The real
/// controller compares how long Pods have been ready by powers of two.
pub(super) fn equals(picked: &BTreeSet<PodId>, id: ObjectId, world: &World) -> Vec<PodId> {
    let pods = &world.object(id).pods;
    if pods.len() > FEW {
        return Vec::new();
    }
    let class = |pod: PodId| {
        let Place { node, class, key: (Reverse(since), _) } = place(pod, world);
        (class, beside(id, node, world), world.now.saturating_sub(since).checked_ilog2())
    };
    let taken: BTreeSet<_> = picked.iter().map(|pod| class(*pod)).collect();
    let left = pods.iter().copied().filter(|pod| world.pod(*pod).is_active() && !picked.contains(pod));
    left.filter(|pod| taken.contains(&class(*pod))).collect()
}
