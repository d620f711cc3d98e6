//! Which Pods of a ReplicaSet go first.
//!
//! Not on a node before on one; pending before running; not ready before ready; a lower deletion
//! cost; a node with more Pods of the same Deployment; ready for less time; younger. Where the
//! real controller draws lots, the Pod that was made last goes first.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

/// The order in which Pods go: the smallest goes first.
pub(super) type Rank = (bool, Phase, bool, i32, Reverse<u32>, Reverse<Millis>, Reverse<(i64, PodId)>);

/// A ReplicaSet's Pods in the order in which they would go.
///
/// It is made when the first one has to go. Entries may be outdated: a Pod that moves forward gets
/// another entry, one that moved back is put in its place when it is met.
#[derive(Debug, Default)]
pub(crate) struct Victims(Option<BinaryHeap<Reverse<Rank>>>);

impl Victims {
    /// Picks so many Pods, by their ranks before any of them goes.
    pub(super) fn pick(&mut self, id: ObjectId, count: usize, world: &World) -> BTreeSet<PodId> {
        let all = || world.object(id).pods.iter().map(|pod| Reverse(rank(*pod, world))).collect();
        let heap = self.0.get_or_insert_with(all);
        let mut picked = BTreeSet::new();
        while picked.len() < count {
            let Some(Reverse(entry)) = heap.pop() else { break };
            let Reverse((_, pod)) = entry.6;
            if world.pod(pod).is_active() && !picked.contains(&pod) {
                let rank = rank(pod, world);
                if rank == entry {
                    picked.insert(pod);
                } else {
                    heap.push(Reverse(rank));
                }
            }
        }
        picked
    }

    /// Notes that a Pod may have moved forward.
    pub(crate) fn note(&mut self, rank: Rank) {
        if let Some(heap) = &mut self.0 {
            heap.push(Reverse(rank));
        }
    }

    pub(super) fn is_kept(&self) -> bool {
        self.0.is_some()
    }
}

/// Where a Pod stands.
pub(crate) fn rank(id: PodId, world: &World) -> Rank {
    let pod = world.pod(id);
    let beside = pod.node.map_or(0, |node| world.beside(world.workload_of(id), node));
    let since = if pod.ready { pod.ready_since } else { 0 };
    (
        pod.node.is_some(),
        pod.phase,
        pod.ready,
        pod.deletion_cost,
        Reverse(beside),
        Reverse(since),
        Reverse((world.chance.turn(id.at()), id)),
    )
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
        let (placed, phase, ready, cost, beside, Reverse(since), _) = rank(pod, world);
        let age = world.now.saturating_sub(since).checked_ilog2();
        (placed, phase, ready, cost, beside, age)
    };
    let taken: BTreeSet<_> = picked.iter().map(|pod| class(*pod)).collect();
    let left = pods.iter().copied().filter(|pod| world.pod(*pod).is_active() && !picked.contains(pod));
    left.filter(|pod| taken.contains(&class(*pod))).collect()
}
