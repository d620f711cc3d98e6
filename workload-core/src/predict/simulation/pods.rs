//! Making Pods, changing them, and letting them go; everyone concerned is told.

use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::ids::{ClaimId, NodeId, ObjectId, PodId};
use super::kind::Kind;
use super::log::{EventKind, Subject};
use super::neighbours::Move;
use super::pod::{Counts, Phase, Pod};
use super::policies::Priority;
use super::queue::{Millis, Task};
use super::resources::Resources;
use super::template::Template;
use super::world::World;
use crate::k8s::selector::selects;

/// How long the controller of Jobs gathers news before it looks.
pub(crate) const JOB_BATCH: Millis = 1000;

/// A Pod to be made.
#[derive(Debug)]
pub(crate) struct NewPod {
    pub(crate) name: String,
    pub(crate) owner: ObjectId,
    pub(crate) template: Arc<Template>,
    pub(crate) revision: u32,
    pub(crate) ordinal: Option<u32>,
    pub(crate) attempt: u32,
    pub(crate) pinned: Option<NodeId>,
    /// The claims made for this Pod alone.
    pub(crate) claims: Vec<ClaimId>,
    pub(crate) min_ready: Millis,
}

impl World {
    /// Makes a Pod and puts it in the scheduler's line.
    ///
    /// # Errors
    ///
    /// When a quota forbids it; the text is the API server's.
    pub(crate) fn create_pod(&mut self, new: NewPod) -> Result<PodId, String> {
        let namespace = self.object(new.owner).namespace.clone();
        if self.has_pod(new.owner, &new.name) {
            return Err(format!("pods \"{}\" already exists", new.name));
        }
        let template = self.admit(&namespace, &new.template)?;
        let id = PodId::after(self.pods.len());
        let priority = self.policies.priority(&template.written);
        self.least_priority = self.least_priority.min(priority.value);
        let mut pod = NewPod { template, ..new }.into_pod(self.now, priority);
        for name in &pod.template.claims {
            pod.claims.extend(self.claims.named(&namespace, name));
        }
        let owner = pod.owner;
        self.pods_by_name.insert((namespace.clone(), pod.name.clone()), id);
        self.pods.push(pod);
        self.record(Subject::Pod(id), EventKind::Created);
        self.join(owner, id);
        for budget in self.budgets.clone() {
            if self.object(budget).namespace == namespace && self.watches(budget, id) {
                self.join(budget, id);
            }
        }
        self.want_node(id);
        Ok(id)
    }

    /// Whether a Pod of this name is there, in the namespace of an object.
    pub(crate) fn has_pod(&self, object: ObjectId, name: &str) -> bool {
        self.pods_by_name.contains_key(&(self.object(object).namespace.clone(), name.into()))
    }

    /// What admission makes of a Pod's template, which it counts against the quotas.
    fn admit(&mut self, namespace: &str, template: &Arc<Template>) -> Result<Arc<Template>, String> {
        let limited = self.policies.limited(namespace, &template.written)?;
        let template = limited.map_or_else(
            || Arc::clone(template),
            |written| {
                let requests = Resources::requested(&written.spec.clone().unwrap_or_default());
                Arc::new(Template { written, requests, ..Template::clone(template) })
            },
        );
        self.policies.quotas.take(namespace, &template.written)?;
        Ok(template)
    }

    /// Lists a Pod under an object that counts it.
    pub(crate) fn join(&mut self, object: ObjectId, pod: PodId) {
        let counts = self.pod(pod).counts();
        let listed = self.object_mut(object);
        if listed.pods.insert(pod) {
            listed.counts.shift(Counts::default(), counts);
        }
        if self.object(object).kind == Kind::PodDisruptionBudget {
            self.pods[pod.at()].budgets.push(object);
            let owner = self.pod(pod).owner;
            *self.object_mut(object).pod_owners.entry(owner).or_default() += 1;
        }
        self.notice(object, pod);
    }

    /// A Pod's labels changed: it is listed under the budgets that select it now, and no others.
    pub(crate) fn rejoin_budgets(&mut self, id: PodId) {
        let owner = self.pod(id).owner;
        for budget in std::mem::take(&mut self.pods[id.at()].budgets) {
            let counts = self.pod(id).counts();
            let object = self.object_mut(budget);
            object.pods.remove(&id);
            object.counts.shift(counts, Counts::default());
            object.disown(owner);
            self.wake(budget);
        }
        let namespace = self.object(owner).namespace.clone();
        for budget in self.budgets.clone() {
            if self.object(budget).namespace == namespace && self.watches(budget, id) {
                self.join(budget, id);
            }
        }
    }

    /// Whether a budget selects a Pod.
    fn watches(&self, budget: ObjectId, pod: PodId) -> bool {
        let selector = self.object(budget).controller.as_ref().and_then(|it| it.selector());
        selects(selector, &self.pod(pod).template.labels)
    }

    /// Lists all Pods that a new budget selects.
    pub(crate) fn watch_pods(&mut self, budget: ObjectId) {
        let namespace = self.object(budget).namespace.clone();
        let first = (namespace.clone(), Arc::from(""));
        let there: Vec<_> = self
            .pods_by_name
            .range(first..)
            .take_while(|((of, _), _)| *of == namespace)
            .map(|(_, pod)| *pod)
            .collect();
        for pod in there {
            if self.watches(budget, pod) {
                self.join(budget, pod);
            }
        }
    }

    /// Tells an object that one of its Pods changed. A Job gathers such news for a second.
    fn notice(&mut self, object: ObjectId, pod: PodId) {
        match self.object(object).kind {
            Kind::Job => self.wake_by(self.now + JOB_BATCH, object),
            Kind::DaemonSet => {
                let node = self.pod(pod).pinned;
                self.object_mut(object).touched.extend(node);
                self.wake(object);
            }
            Kind::Pod => {}
            _ => self.wake(object),
        }
    }

    /// Changes a Pod, counts it anew wherever it counts, and wakes who looks after it.
    pub(crate) fn change(&mut self, id: PodId, edit: impl FnOnce(&mut Pod)) {
        let pod = &mut self.pods[id.at()];
        let before = pod.counts();
        edit(pod);
        let (after, owner) = (pod.counts(), pod.owner);
        self.object_mut(owner).counts.shift(before, after);
        self.count_beside(id, before.active, after.active);
        self.rank_anew(id);
        self.notice(owner, id);
        for at in 0..self.pod(id).budgets.len() {
            let budget = self.pod(id).budgets[at];
            self.object_mut(budget).counts.shift(before, after);
            self.wake(budget);
        }
    }

    /// Counts how many active Pods of a workload a node has.
    fn count_beside(&mut self, id: PodId, before: i32, after: i32) {
        let Some(node) = self.pod(id).node else { return };
        let key = (self.workload_of(id), node);
        match after - before {
            1 => *self.beside.entry(key).or_default() += 1,
            -1 => {
                if let Entry::Occupied(mut count) = self.beside.entry(key) {
                    *count.get_mut() -= 1;
                    if *count.get() == 0 {
                        count.remove();
                    }
                }
            }
            _ => {}
        }
    }

    /// An active Pod of a node counts for another workload.
    pub(crate) fn move_beside(&mut self, id: PodId, before: ObjectId, after: ObjectId, node: NodeId) {
        if !self.pod(id).is_active() {
            return;
        }
        if let Some(count) = self.beside.get_mut(&(self.workload(before), node)) {
            *count = count.saturating_sub(1);
        }
        *self.beside.entry((self.workload(after), node)).or_default() += 1;
    }

    /// How many active Pods of a workload a node has.
    pub(crate) fn beside(&self, workload: ObjectId, node: NodeId) -> u32 {
        self.beside.get(&(workload, node)).copied().unwrap_or(0)
    }

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
        if let Some(node) = self.pod(id).node.filter(|_| !self.pod(id).vacated) {
            self.scheduler.discount(self.pod(id).owner, node);
            self.shift_neighbours(id, node, Move::Stops);
        }
        self.stop_pod(id);
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
        let now = self.now;
        self.change(id, |pod| {
            pod.gone = true;
            pod.epoch += 1;
            pod.ended.get_or_insert(now);
        });
        self.record(Subject::Pod(id), EventKind::Deleted);
        let (owner, name) = (self.pod(id).owner, self.pod(id).name.clone());
        let namespace = self.object(owner).namespace.clone();
        for budget in std::mem::take(&mut self.pods[id.at()].budgets) {
            self.object_mut(budget).pods.remove(&id);
            self.object_mut(budget).disown(owner);
        }
        self.object_mut(owner).pods.remove(&id);
        self.pods_by_name.remove(&(namespace, name));
        self.vacate(id);
        self.release_pod_claims(id);
        if self.object(owner).kind == Kind::Pod {
            self.forget_bare(owner, id);
        }
        self.finish_deletion(owner);
        self.tell_workload(id);
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

    /// Marks a ready Pod as ready for long enough, now or later.
    pub(crate) fn count_available(&mut self, id: PodId) {
        let pod = self.pod(id);
        if pod.min_ready == 0 {
            self.change(id, |pod| pod.available = true);
        } else {
            self.queue.push(self.now + pod.min_ready, Task::Available(id, pod.epoch));
        }
    }

    /// Changes whether a running Pod is ready, as its node says.
    pub(crate) fn set_ready(&mut self, id: PodId, ready: bool) {
        self.pods[id.at()].runs_well = ready;
        self.show_ready(id, ready);
    }

    /// A Pod counts as unready, as nobody knows how it is.
    pub(crate) fn lose_readiness(&mut self, id: PodId) {
        self.show_ready(id, false);
    }

    fn show_ready(&mut self, id: PodId, ready: bool) {
        let pod = self.pod(id);
        if pod.ready == ready || pod.phase != Phase::Running {
            return;
        }
        let now = self.now;
        self.change(id, |pod| {
            pod.ready = ready;
            pod.ready_since = now;
            pod.available = false;
            pod.epoch += 1;
        });
        self.record(Subject::Pod(id), if ready { EventKind::Ready } else { EventKind::Unready });
        if ready {
            self.count_available(id);
        }
    }
}

impl NewPod {
    fn into_pod(self, now: Millis, priority: Priority) -> Pod {
        Pod {
            name: self.name.into(),
            owner: self.owner,
            template: self.template,
            revision: self.revision,
            ordinal: self.ordinal,
            attempt: self.attempt,
            pinned: self.pinned,
            claims: self.claims,
            attached: false,
            budgets: Vec::new(),
            deletion_cost: 0,
            min_ready: self.min_ready,
            priority,
            placed: None,
            node: None,
            phase: Phase::Pending,
            ready: false,
            ready_since: now,
            available: false,
            restarts: 0,
            exit_code: None,
            runs_well: false,
            exits_at: None,
            leaves_at: None,
            started: None,
            ended: None,
            deleting: None,
            disrupted: None,
            gone: false,
            held: false,
            vacated: false,
            epoch: 0,
        }
    }
}
