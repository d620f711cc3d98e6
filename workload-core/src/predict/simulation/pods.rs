//! Making Pods, changing them, and letting them go; everyone concerned is told.

use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::ids::{ClaimId, NodeId, ObjectId, PodId};
use super::kind::Kind;
use super::log::{EventKind, Subject};
use super::pod::{Counts, Phase, Pod};
use super::policies::Priority;
use super::queue::{Millis, Task};
use super::resources::{Resources, ScoredRequests};
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

impl NewPod {
    /// The first Pod of a template, with nothing of its own.
    pub(crate) fn new(name: String, owner: ObjectId, template: Arc<Template>) -> Self {
        Self {
            name,
            owner,
            template,
            revision: 1,
            ordinal: None,
            attempt: 1,
            pinned: None,
            claims: Vec::new(),
            min_ready: 0,
        }
    }
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
        let claims = pod.template.claims.iter().filter_map(|name| self.claims.named(&namespace, name));
        pod.claims.extend(claims);
        self.pods_by_name.insert((namespace.clone(), pod.name.clone()), id);
        self.pods.push(pod);
        self.pod_created(id, &namespace);
        Ok(id)
    }

    fn pod_created(&mut self, id: PodId, namespace: &Arc<str>) {
        self.record(Subject::Pod(id), EventKind::Created);
        self.join_all(id, namespace);
        self.want_node(id);
    }

    /// Says as a Pod's owner that it was made.
    pub(crate) fn say_created(&mut self, owner: ObjectId, pod: PodId) {
        let message = format!("Created pod: {}", self.pod(pod).name);
        self.say(owner, "SuccessfulCreate", message);
    }

    /// Says as the owner that the server refused a Pod, and why.
    pub(crate) fn say_refused(&mut self, owner: ObjectId, reason: &str) {
        let name = &self.object(owner).name;
        let message = format!("Error creating: pods \"{name}-?\" is forbidden: {reason}");
        self.say(owner, "FailedCreate", message);
    }

    /// Lists a new Pod with its owner and the budgets that select it.
    fn join_all(&mut self, id: PodId, namespace: &Arc<str>) {
        self.join(self.pod(id).owner, id);
        for budget in self.budgets.clone() {
            if self.object(budget).namespace == *namespace && self.watches(budget, id) {
                self.join(budget, id);
            }
        }
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
                let spec = written.spec.clone().unwrap_or_default();
                let (requests, scored) = (Resources::requested(&spec), ScoredRequests::of(&spec));
                Arc::new(Template { written, requests, scored, ..Template::clone(template) })
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
