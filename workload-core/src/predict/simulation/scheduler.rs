//! The scheduler: it gives each Pod the best node that fits.
//!
//! It looks at every node when there are up to a hundred, else, like the real one, at the first hundred that
//! fit. Where nothing makes one node better than another it prefers the one with the fewest Pods of the same
//! owner, then the emptiest; where the real scheduler draws lots, the node that was added first wins.

mod count;
mod filter;
mod lots;
mod preempt;
mod refusal;
mod score;
pub(crate) mod state;
mod ways_out;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use self::filter::Evenness;
use self::refusal::Refusal;
use super::ids::{ClaimId, NodeId, ObjectId, PodId};
use super::log::{EventKind, Subject};
use super::neighbours::{Move, Neighbour};
use super::pod_constraints::PodGroup;
use super::queue::{Millis, Task};
use super::world::World;

/// How many fitting nodes are looked at.
const ENOUGH: usize = 100;

/// From a decision to the binding of a new claim.
const CLAIM_BINDS: Millis = 100;

/// How often the scheduler looks whether a Pod's claims are bound.
const CLAIMS_POLL: Millis = 1000;

/// What is said of a Pod that is not to be scheduled yet.
const GATED: &str = "Scheduling is blocked due to non-empty scheduling gates";

/// Of so many waiting Pods of an owner each is told anew when the reason changes.
const TOLD: usize = 50;

impl World {
    /// Puts a Pod in line for a node, unless a gate holds it back.
    pub(crate) fn want_node(&mut self, pod: PodId) {
        if !self.pod(pod).template.gates.is_empty() {
            return self.record(Subject::Pod(pod), EventKind::Unschedulable(GATED.into()));
        }
        if let Some(name) = self.pod(pod).template.placement.node_name.clone() {
            return self.place_at(pod, &name);
        }
        self.scheduler.push(pod, self.pod(pod).priority.value);
        self.call_scheduler();
    }

    /// A Pod that names its node is not scheduled; on a node that is not there it is soon deleted.
    fn place_at(&mut self, pod: PodId, name: &str) {
        let Some(node) = self.nodes.named(name) else { return self.strand(pod, name) };
        let _ = self.claims_exist(pod);
        self.hold(pod, node);
        self.bind(pod, node);
    }

    fn call_scheduler(&mut self) {
        if !self.scheduler.queued {
            self.scheduler.queued = true;
            self.queue.push(self.now, Task::Schedule);
        }
    }

    /// Something changed that may help the Pods that wait: one of each owner tries again.
    pub(crate) fn room_was_freed(&mut self) {
        if !self.scheduler.waiting.is_empty() {
            self.scheduler.freed = true;
            self.call_scheduler();
        }
    }

    /// The scheduler's turn.
    pub(crate) fn schedule(&mut self) {
        self.scheduler.queued = false;
        if std::mem::take(&mut self.scheduler.freed) {
            self.retry_all();
        }
        while let Some(pod) = self.scheduler.pop() {
            let it = self.pod(pod);
            if !it.gone && it.deleting.is_none() && it.node.is_none() {
                self.find_place(pod);
            }
        }
    }

    /// Lets the waiting Pods of all owners try again, the most important first.
    fn retry_all(&mut self) {
        let firsts = self.scheduler.waiting.iter().filter_map(|(owner, pods)| Some((*owner, *pods.first()?)));
        let mut firsts: Vec<_> = firsts.collect();
        firsts.sort_unstable_by_key(|(_, pod)| {
            (std::cmp::Reverse(self.pod(*pod).priority.value), self.chance.turn(pod.at()))
        });
        for (owner, _) in &firsts {
            self.retry(*owner);
        }
        if firsts.len() > 1 {
            self.note_next(&firsts);
        }
    }

    /// Gives a new Pod a node, or lets it wait.
    fn find_place(&mut self, pod: PodId) {
        let owner = self.pod(pod).owner;
        // Where one waits, the next of its kind waits too.
        let alike = self.scheduler.waiting.get(&owner).and_then(BTreeSet::first).copied();
        let alike = alike.filter(|first| !self.is_special(pod) && self.are_alike(*first, pod));
        let known = alike.and_then(|first| self.scheduler.refusals.get(&first)).cloned();
        if let Err(reason) = known.map_or_else(|| self.place(pod), Err) {
            self.refuse(pod, reason);
            self.scheduler.waiting.entry(owner).or_default().insert(pod);
        }
    }

    /// Writes down why a Pod fits nowhere, unless it was told before.
    fn refuse(&mut self, pod: PodId, reason: Refusal) {
        if self.scheduler.refusal_of(pod) == Some(&reason) {
            return;
        }
        let text: Box<str> = reason.to_string().into();
        let event = EventKind::Event { reason: "FailedScheduling", message: text.clone() };
        self.record(Subject::Pod(pod), event);
        self.record(Subject::Pod(pod), EventKind::Unschedulable(text));
        self.scheduler.refusals.insert(pod, reason);
    }

    /// Lets the waiting Pods of an owner try again, in order, until one fits nowhere.
    fn retry(&mut self, owner: ObjectId) {
        let mut last = None;
        while let Some(pod) = self.next_waiting(owner, last) {
            last = Some(pod);
            let are_many = self.scheduler.waiting.get(&owner).is_some_and(|waiting| waiting.len() > TOLD);
            if are_many && self.awaits_victims(pod) {
                continue;
            }
            match self.place(pod) {
                Ok(()) => self.scheduler.stop_waiting(owner, pod),
                Err(reason) => {
                    self.refuse(pod, reason.clone());
                    if !self.is_special(pod) && self.scheduler.nomination(pod).is_none() {
                        return self.refuse_alike(owner, pod, &reason);
                    }
                }
            }
        }
    }

    fn next_waiting(&self, owner: ObjectId, last: Option<PodId>) -> Option<PodId> {
        let waiting = self.scheduler.waiting.get(&owner)?;
        match last {
            Some(last) => waiting.range((std::ops::Bound::Excluded(last), std::ops::Bound::Unbounded)).next(),
            None => waiting.first(),
        }
        .copied()
    }

    /// What is said of one Pod is said of the others of its kind, unless they are too many to tell.
    fn refuse_alike(&mut self, owner: ObjectId, pod: PodId, reason: &Refusal) {
        let Some(waiting) = self.scheduler.waiting.get(&owner).filter(|waiting| waiting.len() <= TOLD) else {
            return;
        };
        let alike: Vec<_> = waiting.iter().copied().filter(|other| *other > pod).collect();
        for other in alike {
            if self.are_alike(pod, other) && !self.is_special(other) {
                self.refuse(other, reason.clone());
            } else if let Err(reason) = self.place(other) {
                self.refuse(other, reason);
            } else {
                self.scheduler.stop_waiting(owner, other);
            }
        }
    }

    /// Whether a Pod asks for something that its owner's other Pods do not, or may get what they do not.
    fn is_special(&self, pod: PodId) -> bool {
        let pod = self.pod(pod);
        pod.pinned.is_some() || !pod.claims.is_empty()
    }

    /// Whether what is said of the one Pod goes for the other.
    fn are_alike(&self, one: PodId, other: PodId) -> bool {
        Arc::ptr_eq(&self.pod(one).template, &self.pod(other).template)
            && self.scheduler.nomination(one).is_none()
    }

    /// Finds a node for a Pod and gives it to it.
    fn place(&mut self, pod: PodId) -> Result<(), Refusal> {
        self.claims_exist(pod)?;
        self.count_neighbours(pod);
        if let Some(node) = self.provisioned_for_another(pod) {
            self.nominate_until_bound(pod, node);
            return Err(self.collision(pod).into());
        }
        let Some(node) = self.best_node(pod) else { return Err(self.nowhere(pod)) };
        let node = self.drawn_node(pod, node);
        self.hold(pod, node);
        let claims = self.pod(pod).claims.iter().copied();
        let unbound: Vec<_> = claims.filter(|claim| !self.claims.get(*claim).bound).collect();
        if unbound.is_empty() {
            self.bind(pod, node);
        } else {
            self.bind_claims(unbound, pod, node);
        }
        Ok(())
    }

    fn nominate_until_bound(&mut self, pod: PodId, node: NodeId) {
        self.record(Subject::Pod(pod), EventKind::Nominated { node: node.at() });
        self.scheduler.nominate(pod, node);
        self.queue.push(self.now + CLAIMS_POLL + CLAIM_BINDS, Task::RetryWaiting);
    }

    /// Has claims made into volumes for a node, and the Pod bound to it when that is done.
    fn bind_claims(&mut self, unbound: Vec<ClaimId>, pod: PodId, node: NodeId) {
        self.record(Subject::Pod(pod), EventKind::Nominated { node: node.at() });
        let zone = self.nodes.get(node).zone().map(Into::into);
        for claim in unbound {
            let claim_of = &mut self.claims.list[claim.at()];
            claim_of.zone.clone_from(&zone);
            claim_of.selected = Some(node);
            self.queue.push(self.now + CLAIM_BINDS, Task::BindClaim(claim));
        }
        self.queue.push(self.now + CLAIMS_POLL, Task::Bind(pod, node));
    }

    /// The node for which a claim of a Pod is being bound that another Pod asked for first.
    fn provisioned_for_another(&self, pod: PodId) -> Option<NodeId> {
        let claims = self.pod(pod).claims.iter().map(|claim| self.claims.get(*claim));
        claims.filter(|claim| !claim.bound).find_map(|claim| claim.selected)
    }

    /// Two Pods write to one claim at once: the second tries again, in the server's words.
    fn collision(&self, pod: PodId) -> String {
        let claims = self.pod(pod).claims.iter().map(|claim| self.claims.get(*claim));
        let name = claims.into_iter().find(|claim| !claim.bound).map_or("", |claim| &claim.name);
        format!(
            "running PreBind plugin \"VolumeBinding\": Operation cannot be fulfilled on persistentvolumeclaims \"{name}\": the object has been modified; please apply your changes to the latest version and try again"
        )
    }

    fn hold(&mut self, pod: PodId, node: NodeId) {
        let (owner, template) = (self.pod(pod).owner, Arc::clone(&self.pod(pod).template));
        self.nodes.put(node, pod, &template);
        if self.helps_waiting(pod, node) {
            self.scheduler.helpful.insert(pod);
        }
        self.shift_neighbours(pod, node, Move::Comes);
        *self.scheduler.spread.entry((owner, node)).or_default() += 1;
        self.scheduler.held.insert(pod, node);
        self.scheduler.refusals.remove(&pod);
        self.scheduler.denominate(pod);
    }

    /// A Pod goes to the node that was held for it.
    pub(crate) fn bind(&mut self, pod: PodId, node: NodeId) {
        if self.pod(pod).gone || self.scheduler.held.remove(&pod).is_none() {
            return;
        }
        self.change(pod, |pod| pod.node = Some(node));
        if self.pod(pod).is_active() {
            *self.beside.entry((self.workload_of(pod), node)).or_default() += 1;
        }
        self.rank_neighbours(pod);
        self.record(Subject::Pod(pod), EventKind::Placed { node: node.at() });
        self.visit_in_time(pod, node);
        self.start_pod(pod);
        if self.scheduler.helpful.remove(&pod) {
            self.room_was_freed();
        }
    }

    /// Whether a Pod that comes to a node may help those that wait: it is the first at its place of
    /// a group that some want near, or one of a group that some want spread evenly.
    fn helps_waiting(&self, id: PodId, node: NodeId) -> bool {
        let (comer, labels) = (self.neighbour(id), &self.nodes.get(node).labels);
        self.scheduler.waiting.values().filter_map(BTreeSet::first).any(|waiting| {
            let Neighbour { namespace, constraints, .. } = self.neighbour(*waiting);
            let has = |group: &PodGroup| group.has(namespace, comer.namespace, comer.labels);
            let is_first = |group: &&PodGroup| !self.scheduler.neighbours.is_there(namespace, group, labels);
            constraints.near.iter().filter(is_first).any(has)
                || constraints.spread.iter().any(|spread| has(&spread.group))
        })
    }

    fn claims_exist(&mut self, id: PodId) -> Result<(), String> {
        let namespace = self.object(self.pod(id).owner).namespace.clone();
        let nodes = self.nodes.len();
        let refused =
            |why| Err(format!("0/{nodes} nodes are available: persistentvolumeclaim {why}. not found"));
        for name in self.pod(id).template.claims.clone() {
            let Some(claim) = self.claims.named(&namespace, &name) else {
                return refused(format!("\"{name}\" not found"));
            };
            if self.claims.get(claim).deleting {
                return refused(format!("\"{name}\" is being deleted"));
            }
            self.use_claim(id, claim);
        }
        for claim in self.pod(id).claims.clone() {
            self.claims.list[claim.at()].users.insert(id);
        }
        Ok(())
    }

    fn use_claim(&mut self, id: PodId, claim: ClaimId) {
        if !self.pod(id).claims.contains(&claim) {
            self.pods[id.at()].claims.push(claim);
        }
    }

    fn best_node(&self, pod: PodId) -> Option<NodeId> {
        let evenness = self.evenness(pod);
        let fits = |node: &NodeId| self.unfit(pod, *node, &evenness).is_none();
        if let Some(node) = self.pod(pod).pinned.or(self.scheduler.nomination(pod))
            && (!self.nodes.get(node).gone && fits(&node) || self.pod(pod).pinned.is_some())
        {
            return Some(node).filter(|node| !self.nodes.get(*node).gone && fits(node));
        }
        let fitting = self.nodes.emptiest_first().filter(fits).take(ENOUGH);
        if self.has_preferences(pod) {
            return self.best_of(pod, &fitting.collect::<Vec<_>>());
        }
        self.fewest_of(self.pod(pod).owner, fitting)
    }

    /// All reasons together, each with the number of nodes, as the scheduler writes them.
    fn why_nowhere(&self, pod: PodId) -> String {
        if self.nodes.len() == 0 {
            return "no nodes available to schedule pods".to_owned();
        }
        let evenness: Evenness = self.evenness(pod);
        let mut counts = BTreeMap::<_, usize>::new();
        let unfit = self.nodes.present().filter_map(|node| self.unfit(pod, node, &evenness));
        for reason in unfit.flat_map(|unfit| unfit.reasons) {
            *counts.entry(reason).or_default() += 1;
        }
        let mut reasons: Vec<_> =
            counts.into_iter().map(|(reason, nodes)| format!("{nodes} {reason}")).collect();
        reasons.sort_unstable();
        format!("0/{} nodes are available: {}.", self.nodes.len(), reasons.join(", "))
    }
}
