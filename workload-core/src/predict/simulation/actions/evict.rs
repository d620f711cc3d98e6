//! Evictions: by request, by a drain, by a taint.

use crate::predict::simulation::action::NodeRef;
use crate::predict::simulation::circles::Visit;
use crate::predict::simulation::controllers::budget::Budget;
use crate::predict::simulation::ids::{NodeId, PodId};
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::node::Node;
use crate::predict::simulation::placement::{Stay, stays};
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::queue::{Millis, Task};
use crate::predict::simulation::world::World;

/// How long `kubectl drain` waits after a refusal.
const ASK_AGAIN: Millis = 5_000;

impl World {
    /// Asks for a Pod's eviction; true when it was granted.
    pub(crate) fn evict(&mut self, id: PodId) -> bool {
        if let Some((code, message)) = self.eviction_refused(id) {
            self.record(Subject::Pod(id), EventKind::EvictionRefused { code, message: message.into() });
            return false;
        }
        self.record(Subject::Pod(id), EventKind::EvictionAllowed);
        self.disrupt(id, "EvictionByEvictionAPI");
        true
    }

    /// Deletes a Pod and says why.
    pub(crate) fn disrupt(&mut self, id: PodId, reason: &'static str) {
        if !self.pod(id).is_over() {
            self.change(id, |pod| pod.disrupted = Some(reason));
            self.record(Subject::Pod(id), EventKind::DisruptionTarget(reason));
        }
        self.delete_pod(id);
    }

    /// What stands against an eviction, if a budget does.
    fn eviction_refused(&mut self, id: PodId) -> Option<(u16, String)> {
        let pod = self.pod(id);
        if pod.is_over() || pod.phase == Phase::Pending || pod.deleting.is_some() {
            return None;
        }
        match pod.budgets.as_slice() {
            [] => None,
            [budget] => {
                let (budget, healthy) = (*budget, pod.ready);
                self.with(budget, |it: &mut Budget, world| it.spend(budget, healthy, world)).flatten()
            }
            _ => Some((
                500,
                "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support."
                    .to_owned(),
            )),
        }
    }

    /// Cordons a node and asks all its Pods to go.
    pub(super) fn begin_drain(&mut self, id: NodeId) {
        let name = self.nodes.get(id).name.clone();
        if self.edit_node(&NodeRef::Named(name), Node::cordon).is_err() {
            return;
        }
        let mut pods: Vec<_> =
            self.nodes.get(id).pods.iter().copied().filter(|pod| self.is_drained(*pod)).collect();
        pods.sort_by_key(|pod| self.chance.turn(pod.at()));
        self.drains.insert(id, pods.into());
        self.drain(id);
    }

    fn is_drained(&self, pod: PodId) -> bool {
        self.object(self.pod(pod).owner).kind != Kind::DaemonSet
    }

    /// Asks for what is left of a drain.
    pub(crate) fn drain(&mut self, id: NodeId) {
        let left = self.drains.remove(&id).unwrap_or_default();
        let mut refused = std::collections::VecDeque::new();
        for pod in left {
            if !self.pod(pod).gone && self.pod(pod).deleting.is_none() && !self.evict(pod) {
                refused.push_back(pod);
            }
        }
        if !refused.is_empty() {
            self.queue.push(self.now + ASK_AGAIN, Task::Drain(id));
        }
        self.drains.insert(id, refused);
        self.end_drain(id);
    }

    /// A drain is over when the Pods it asked for are gone.
    pub(crate) fn end_drain(&mut self, id: NodeId) {
        let Some(left) = self.drains.get(&id) else { return };
        if left.is_empty() && !self.nodes.get(id).pods.iter().any(|pod| self.is_drained(*pod)) {
            self.drains.remove(&id);
            self.record(Subject::Node(id), EventKind::Drained);
        }
    }

    /// Deletes the Pods of a node that do not tolerate its `NoExecute` taints, now or in time.
    pub(crate) fn evict_intolerant(&mut self, id: NodeId) {
        let pods: Vec<_> = self.nodes.get(id).pods.iter().copied().collect();
        for pod in pods {
            self.leave_in_time(pod, id);
        }
    }

    /// Ends a Pod's stay on a node whose `NoExecute` taints it does not tolerate, or not for long.
    /// A Pod that is to leave already leaves when it was to.
    pub(crate) fn leave_in_time(&mut self, pod: PodId, id: NodeId) {
        let tolerations = self.pod(pod).template.tolerations();
        let taints = self.nodes.get(id).taints.iter().filter(|taint| taint.effect == "NoExecute");
        match taints.map(|taint| stays(tolerations, taint)).min() {
            None | Some(Stay::ForEver) => {
                if self.pods[pod.at()].leaves_at.take().is_some() && self.pod(pod).deleting.is_none() {
                    self.say_eviction(pod, "Cancelling deletion of");
                }
            }
            Some(Stay::Seconds(0)) => {
                self.pods[pod.at()].leaves_at = None;
                self.drive_out(pod);
            }
            Some(Stay::Seconds(seconds)) => self.leave_after(pod, seconds.saturating_mul(1000)),
        }
    }

    /// A Pod has come to a node: the taints of the node may end its stay before long.
    pub(crate) fn visit_in_time(&mut self, pod: PodId, node: NodeId) {
        self.leave_in_time(pod, node);
        if let Some(due) = self.pod(pod).leaves_at {
            self.circles.come(pod, Visit::Tolerated { node, time: due - self.now });
        }
    }

    /// Ends a Pod's stay after a while, unless the end is set already.
    fn leave_after(&mut self, pod: PodId, delay: Millis) {
        if self.pod(pod).leaves_at.is_none() {
            let due = self.now.saturating_add(delay);
            self.pods[pod.at()].leaves_at = Some(due);
            self.queue.push(due, Task::Outstays(pod));
        }
    }

    /// A Pod that has stayed long enough goes, if it still has to.
    pub(crate) fn outstays(&mut self, pod: PodId) {
        if self.pod(pod).leaves_at == Some(self.now) && self.pod(pod).is_active() {
            self.note_round(pod);
            self.drive_out(pod);
        }
    }

    fn drive_out(&mut self, pod: PodId) {
        if self.pod(pod).gone {
            return;
        }
        self.say_eviction(pod, "Marking for deletion");
        if self.pod(pod).deleting.is_none() {
            self.disrupt(pod, "DeletionByTaintManager");
        }
    }

    fn say_eviction(&mut self, pod: PodId, what: &str) {
        let message = format!("{what} Pod {}", self.pod(pod).name).into();
        self.record(Subject::Pod(pod), EventKind::Event { reason: "TaintManagerEviction", message });
    }
}
