//! How Pods go: deleted, at the end of their grace period, and off their node.

use std::sync::Arc;

use super::ids::{ObjectId, PodId};
use super::kind::Kind;
use super::log::{EventKind, Subject};
use super::neighbours::Move;
use super::world::World;

impl World {
    /// Asks for a Pod's deletion. One without a node, or one that is over, is gone at once.
    pub(crate) fn delete_pod(&mut self, id: PodId) {
        let pod = self.pod(id);
        if pod.gone || pod.deleting.is_some() {
            return;
        }
        let (now, over, nowhere) = (self.now, pod.is_over(), pod.node.is_none());
        if over || nowhere {
            self.record(Subject::Pod(id), EventKind::Deleting);
            return self.end_deletion(id);
        }
        self.change(id, |pod| {
            pod.deleting = Some(now);
            pod.epoch += 1;
        });
        self.record(Subject::Pod(id), EventKind::Deleting);
        self.count_no_longer(id);
        self.stop_pod(id);
    }

    /// Counts a Pod no longer where Pods are spread over nodes.
    fn count_no_longer(&mut self, id: PodId) {
        if let Some(node) = self.pod(id).node.filter(|_| !self.pod(id).vacated) {
            self.scheduler.discount(self.pod(id).owner, node);
            self.shift_neighbours(id, node, Move::Stops);
        }
    }

    /// Deletes a Pod without waiting for its end: `kubectl delete --grace-period 0 --force`.
    pub(crate) fn force_delete_pod(&mut self, id: PodId) {
        if self.pod(id).deleting.is_none() && !self.pod(id).gone {
            let now = self.now;
            self.change(id, |pod| pod.deleting = Some(now));
        }
        self.pods[id.at()].held = false;
        self.forget_pod(id);
    }

    /// Nothing runs any more of a Pod that was to be deleted: it goes, unless it is held.
    pub(crate) fn end_deletion(&mut self, id: PodId) {
        let pod = self.pod(id);
        let of_job = self.object(pod.owner).kind == Kind::Job;
        let (held, runs) = (pod.held && !self.object(pod.owner).gone, !pod.is_over() && pod.node.is_some());
        if of_job && runs && !pod.gone {
            self.end_pod(id, self.timings.stopped_exit_code);
        }
        if !held {
            return self.forget_pod(id);
        }
        let now = self.now;
        self.change(id, |pod| {
            pod.deleting.get_or_insert(now);
        });
        self.vacate(id);
    }

    /// A Job has counted a Pod: it holds it no longer.
    pub(crate) fn release_pod(&mut self, id: PodId) {
        self.pods[id.at()].held = false;
        let pod = self.pod(id);
        if pod.deleting.is_some() && (pod.is_over() || pod.node.is_none()) {
            self.forget_pod(id);
        }
    }

    /// Lets a Pod go for good.
    pub(crate) fn forget_pod(&mut self, id: PodId) {
        if self.pod(id).gone {
            return;
        }
        self.mark_gone(id);
        let owner = self.pod(id).owner;
        self.leave_all(id, owner);
        self.vacate(id);
        self.release_pod_claims(id);
        if self.object(owner).kind == Kind::Pod {
            self.forget_bare(owner, id);
        }
        self.finish_deletion(owner);
        self.tell_workload(id);
    }

    fn mark_gone(&mut self, id: PodId) {
        let now = self.now;
        self.change(id, |pod| {
            pod.gone = true;
            pod.epoch += 1;
            pod.ended.get_or_insert(now);
        });
        self.record(Subject::Pod(id), EventKind::Deleted);
    }

    /// Takes a Pod off the lists of its owner, of budgets and of names.
    fn leave_all(&mut self, id: PodId, owner: ObjectId) {
        let (namespace, name) = (self.object(owner).namespace.clone(), self.pod(id).name.clone());
        for budget in std::mem::take(&mut self.pods[id.at()].budgets) {
            self.object_mut(budget).pods.remove(&id);
            self.object_mut(budget).disown(owner);
        }
        self.object_mut(owner).pods.remove(&id);
        self.pods_by_name.remove(&(namespace, name));
    }

    /// A Deployment that recreates looks at its Pods themselves, not only at its ReplicaSets.
    fn tell_workload(&mut self, id: PodId) {
        let workload = self.workload_of(id);
        if workload != self.pod(id).owner {
            self.wake(workload);
        }
    }

    /// A Pod that is over or gone takes no room, no quota and no volume.
    pub(crate) fn vacate(&mut self, id: PodId) {
        if std::mem::replace(&mut self.pods[id.at()].vacated, true) {
            return;
        }
        let namespace = self.object(self.pod(id).owner).namespace.clone();
        let template = Arc::clone(&self.pods[id.at()].template);
        self.policies.quotas.give_back(&namespace, &template.written);
        self.leave_node(id);
        self.detach_volumes(id);
    }

    fn leave_node(&mut self, id: PodId) {
        let (owner, template) = (self.pod(id).owner, Arc::clone(&self.pod(id).template));
        if let Some(node) = self.pod(id).node.or(self.scheduler.reserved(id)) {
            self.nodes.take(node, id, &template);
            self.scheduler.held.remove(&id);
            if self.pod(id).deleting.is_none() || self.pod(id).node.is_none() {
                self.scheduler.discount(owner, node);
            }
            self.shift_neighbours(id, node, self.move_away(id));
            self.end_drain(node);
            self.room_was_freed();
        }
        self.scheduler.stop_waiting(owner, id);
    }
}
