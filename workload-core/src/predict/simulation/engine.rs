//! The loop: one task after the other, each at its time.

use super::ids::NodeId;
use super::ids::PodId;
use super::queue::{Millis, Task};
use super::step::Step;
use super::world::World;

/// How many tasks one moment may take before the controllers are said to go in circles.
const CIRCLE: u32 = 50_000_000;

impl World {
    /// Works until nothing is due any more, or nothing before `end`.
    pub(crate) fn work(&mut self, steps: &[Step], end: Millis) {
        self.end = end;
        let mut tasks = 0;
        while let Some(at) = self.queue.next_time().filter(|at| *at <= end) {
            let Some((_, task)) = self.queue.pop() else { break };
            tasks = if at == self.now { tasks + 1 } else { 0 };
            assert!(tasks < CIRCLE, "the controllers go in circles at {at} ms");
            self.now = at;
            self.perform(task, steps);
        }
    }

    fn perform(&mut self, task: Task, steps: &[Step]) {
        match task {
            Task::Act(at) => self.act(at, &steps[at].action),
            Task::Reconcile(object) => self.reconcile(object),
            Task::Wake(object) => self.wake(object),
            Task::WakeIfDue(object) => self.wake_if_due(object),
            Task::CollectClaim(claim) => self.collect_claim(claim),
            Task::RetryWaiting => self.room_was_freed(),
            Task::Schedule => self.schedule(),
            Task::Bind(pod, node) => self.bind(pod, node),
            Task::BindClaim(claim) => self.bind_claim(claim),
            Task::Start(pod, restarts) => self.pod_started(pod, restarts),
            Task::Restart(pod, restarts) => self.pod_restarted(pod, restarts),
            Task::Exit(pod, restarts) => self.pod_exited(pod, restarts),
            Task::Available(pod, epoch) => self.pod_available(pod, epoch),
            Task::Outstays(pod) => self.outstays(pod),
            Task::NodeSilent(node, changes) => self.node_silent(node, changes),
            Task::NodeReachable(node) => self.node_reachable(node),
            Task::Uncordoned(node) => self.uncordoned(node),
            Task::TaintNodes => self.taint_nodes(),
            Task::FreeVolume(claim) => self.volume_freed(claim),
            Task::VolumesReady(pod) => self.volumes_ready(pod),
            Task::Gone(pod) => self.pod_gone(pod),
            Task::Drain(node) => self.drain(node),
            Task::DriveOut(node) => self.evict_intolerant(node),
            Task::CollectPods => self.collect_pods(),
        }
    }

    fn pod_available(&mut self, pod: PodId, epoch: u32) {
        if self.pod(pod).epoch == epoch && self.pod(pod).is_ready() {
            self.change(pod, |pod| pod.available = true);
        }
    }

    fn pod_gone(&mut self, pod: PodId) {
        if self.has_agent(pod) {
            self.end_deletion(pod);
        }
    }

    /// Tells those who care that a node came, went or changed.
    pub(crate) fn node_changed(&mut self, node: NodeId) {
        self.note_place(node);
        for set in self.per_node.clone() {
            self.object_mut(set).touched.insert(node);
            self.wake(set);
        }
        self.room_was_freed();
    }
}
