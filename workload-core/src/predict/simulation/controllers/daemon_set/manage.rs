//! One Pod on each node that fits, none elsewhere.

use std::sync::Arc;

use super::DaemonSet;
use super::rolling::delete;
use super::standing::{Fit, Standing};
use crate::predict::simulation::ids::{NodeId, ObjectId, PodId};
use crate::predict::simulation::pod::Pod;
use crate::predict::simulation::pods::NewPod;
use crate::predict::simulation::world::World;

impl DaemonSet {
    /// Makes and deletes Pods on the nodes that were looked at; true when there was anything to do.
    pub(super) fn manage(&mut self, id: ObjectId, world: &mut World) -> bool {
        let (mut starts, mut goes) = (Vec::new(), Vec::new());
        for node in &self.view.looked_at {
            let Some(standing) = self.view.get(*node) else { continue };
            if self.needs_pod(standing, world) {
                starts.push(*node);
            }
            goes.extend(self.surplus(standing, world));
        }
        self.create(&starts, id, world);
        for pod in &goes {
            delete(*pod, id, world);
        }
        !starts.is_empty() || !goes.is_empty()
    }

    fn needs_pod(&self, standing: &Standing, world: &World) -> bool {
        let pods = &standing.pods;
        let gets_one =
            || pods.is_empty() || self.spec.surges() && pods.iter().all(|pod| !stays(world.pod(*pod)));
        standing.fit == Fit::Runs && gets_one()
    }

    /// The Pods that are too many on a node.
    fn surplus(&self, standing: &Standing, world: &World) -> Vec<PodId> {
        let pods = standing.pods.iter().copied();
        let left = pods.filter(|pod| world.pod(*pod).deleting.is_none());
        if !standing.node_exists {
            return left.filter(|pod| world.pod(*pod).node.is_none()).collect();
        }
        if standing.fit == Fit::Leaves {
            return left.collect();
        }
        let (runs, over): (Vec<_>, Vec<_>) = left.partition(|pod| stays(world.pod(*pod)));
        let surplus =
            if self.spec.surges() { self.beside(&runs, world) } else { runs[runs.len().min(1)..].to_vec() };
        over.into_iter().chain(surplus).collect()
    }

    /// Beside one another stay only an old Pod that is ready and a new one that is not available.
    fn beside(&self, runs: &[PodId], world: &World) -> Vec<PodId> {
        let now = self.revision;
        let (new, old): (Vec<_>, Vec<_>) = runs.iter().partition(|pod| world.pod(**pod).revision == now);
        let mut surplus: Vec<_> = new.iter().skip(1).chain(old.iter().skip(1)).copied().collect();
        if let (Some(new), Some(old)) = (new.first(), old.first())
            && (!world.pod(*old).is_ready() || world.pod(*new).is_available())
        {
            surplus.push(*old);
        }
        surplus
    }

    /// Makes Pods on nodes: one, two, four, eight … at a time, until one fails.
    pub(super) fn create(&mut self, nodes: &[NodeId], id: ObjectId, world: &mut World) {
        let (mut from, mut batch) = (0, 1);
        while from < nodes.len() {
            let to = nodes.len().min(from + batch);
            let failed: Vec<_> =
                nodes[from..to].iter().copied().filter(|node| !self.create_pod(*node, id, world)).collect();
            if !failed.is_empty() {
                return self.retry(failed.iter().chain(&nodes[to..]).copied(), id, world);
            }
            (from, batch) = (to, batch * 2);
        }
        self.backoff.reset();
    }

    fn create_pod(&mut self, node: NodeId, id: ObjectId, world: &mut World) -> bool {
        let revision = self.revision;
        let name = format!("{}/r{revision}@{}", world.object(id).name, world.nodes.get(node).name);
        let pod = world.create_pod(NewPod {
            revision,
            pinned: Some(node),
            min_ready: self.spec.min_ready,
            ..NewPod::new(free_name(&name, id, world), id, Arc::clone(&self.spec.template))
        });
        match pod {
            Ok(pod) => {
                self.view.add(node, pod);
                world.say_created(id, pod);
            }
            Err(ref reason) => world.say_refused(id, reason),
        }
        pod.is_ok()
    }

    fn retry(&mut self, nodes: impl Iterator<Item = NodeId>, id: ObjectId, world: &mut World) {
        world.object_mut(id).touched.extend(nodes);
        let delay = self.backoff.wait();
        world.wake_at(world.now + delay, id);
    }
}

/// Whether a Pod runs or is going to.
fn stays(pod: &Pod) -> bool {
    pod.deleting.is_none() && !pod.is_over()
}

/// The name, with a number behind it while another Pod has it.
fn free_name(name: &str, id: ObjectId, world: &World) -> String {
    let namespace = &world.object(id).namespace;
    let taken = |name: &str| world.pods_by_name.contains_key(&(Arc::clone(namespace), name.into()));
    if !taken(name) {
        return name.to_owned();
    }
    let mut numbered = (2..).map(|number: u32| format!("{name}#{number}"));
    numbered.find(|name| !taken(name)).unwrap_or_default()
}
