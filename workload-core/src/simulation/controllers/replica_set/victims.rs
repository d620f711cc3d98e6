//! Which Pods of a ReplicaSet go first.
//!
//! Not on a node before on one; pending before running; not ready before ready; a lower deletion
//! cost; a node with more Pods of the same Deployment; ready for less time; younger. Where the
//! real controller draws lots, the Pod that was made last goes first.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::simulation::ids::{NodeId, ObjectId, PodId};
use crate::simulation::world::World;

/// Deletes so many of a ReplicaSet's Pods.
pub(super) fn delete(id: ObjectId, count: usize, world: &mut World) {
    let mut pods: Vec<_> =
        world.object(id).pods.iter().copied().filter(|pod| world.pod(*pod).is_active()).collect();
    let neighbours = neighbours(id, world);
    pods.sort_by_cached_key(|pod| rank(*pod, &neighbours, world));
    for pod in pods.into_iter().take(count) {
        world.delete_pod(pod);
        let name = world.pod(pod).name.clone();
        world.say(id, "SuccessfulDelete", format!("Deleted pod: {name}"));
    }
}

fn rank(id: PodId, neighbours: &BTreeMap<NodeId, usize>, world: &World) -> impl Ord + use<> {
    let pod = world.pod(id);
    let beside = pod.node.and_then(|node| neighbours.get(&node)).copied().unwrap_or(0);
    let since = if pod.ready { pod.ready_since } else { 0 };
    (
        pod.node.is_some(),
        pod.phase,
        pod.ready,
        pod.deletion_cost,
        Reverse(beside),
        Reverse(since),
        Reverse(id),
    )
}

/// How many Pods of the same Deployment each node has.
fn neighbours(id: ObjectId, world: &World) -> BTreeMap<NodeId, usize> {
    let deployment = world.object(id).owner;
    let sets =
        deployment.map(|it| world.object(it).owned.iter().copied().collect()).unwrap_or_else(|| vec![id]);
    let mut count = BTreeMap::new();
    for pod in sets.into_iter().flat_map(|set| &world.object(set).pods) {
        if let Some(node) = world.pod(*pod).node.filter(|_| world.pod(*pod).is_active()) {
            *count.entry(node).or_default() += 1;
        }
    }
    count
}
