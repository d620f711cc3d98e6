//! The scheduler: it gives each Pod the emptiest node that fits.
//!
//! It looks at every node when there are up to a hundred, else, like the real one, at the first
//! hundred that fit. Among those it prefers the one with the fewest Pods of the same owner, then
//! the emptiest; where the real scheduler draws lots, the node that was added first wins.

pub(crate) mod state;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::ids::{NodeId, ObjectId, PodId};
use super::log::{EventKind, Subject};
use super::pod_constraints::Neighbour;
use super::queue::{Millis, Task};
use super::world::World;

/// How many fitting nodes are looked at.
const ENOUGH: usize = 100;

/// From a decision to the binding of a new claim.
const CLAIM_BINDS: Millis = 100;

/// How often the scheduler looks whether a Pod's claims are bound.
const CLAIMS_POLL: Millis = 1000;

impl World {
    /// Puts a Pod in line for a node.
    pub(crate) fn want_node(&mut self, pod: PodId) {
        self.scheduler.line.push_back(pod);
        self.call_scheduler();
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
            let owners: Vec<_> = self.scheduler.waiting.keys().copied().collect();
            for owner in owners {
                self.retry(owner);
            }
        }
        while let Some(pod) = self.scheduler.line.pop_front() {
            if !self.pod(pod).gone {
                self.find_place(pod);
            }
        }
    }

    /// Gives a new Pod a node, or lets it wait.
    fn find_place(&mut self, pod: PodId) {
        let owner = self.pod(pod).owner;
        let waiting = self.scheduler.waiting.get(&owner).and_then(BTreeSet::first);
        // Where one waits, the next of its owner waits too.
        let known =
            waiting.filter(|_| !self.is_special(pod)).and_then(|first| self.scheduler.refusals.get(first));
        let refused = known.cloned().map_or_else(|| self.place(pod), Err);
        if let Err(reason) = refused {
            let event = EventKind::Event { reason: "FailedScheduling", message: reason.as_str().into() };
            self.record(Subject::Pod(pod), event);
            self.scheduler.refusals.insert(pod, reason.clone());
            self.record(Subject::Pod(pod), EventKind::Unschedulable(reason.into()));
            self.scheduler.waiting.entry(owner).or_default().insert(pod);
        }
    }

    /// Lets the waiting Pods of an owner try again, in order, until one fits nowhere.
    fn retry(&mut self, owner: ObjectId) {
        let mut pods = self.scheduler.waiting.remove(&owner).unwrap_or_default();
        let mut stuck = BTreeSet::new();
        while let Some(pod) = pods.pop_first() {
            if self.pod(pod).gone {
                continue;
            }
            let Err(reason) = self.place(pod) else { continue };
            self.scheduler.refusals.insert(pod, reason);
            stuck.insert(pod);
            if !self.is_special(pod) {
                break;
            }
        }
        pods.append(&mut stuck);
        if !pods.is_empty() {
            self.scheduler.waiting.insert(owner, pods);
        }
    }

    /// Whether a Pod asks for something that its owner's other Pods do not.
    fn is_special(&self, pod: PodId) -> bool {
        let pod = self.pod(pod);
        pod.pinned.is_some() || !pod.claims.is_empty()
    }

    /// Finds a node for a Pod and gives it to it.
    fn place(&mut self, pod: PodId) -> Result<(), String> {
        self.claims_exist(pod)?;
        self.count_company(pod);
        let node = match self.pod(pod).pinned {
            Some(node) => self.refusal(pod, node).map_or(Ok(node), Err),
            None => self.best_node(pod).ok_or_else(|| self.why_nowhere(pod)),
        }?;
        self.hold(pod, node);
        let unbound: Vec<_> =
            self.pod(pod).claims.iter().copied().filter(|claim| !self.claims.get(*claim).bound).collect();
        if unbound.is_empty() {
            self.bind(pod, node);
        } else {
            for claim in unbound {
                self.queue.push(self.now + CLAIM_BINDS, Task::BindClaim(claim));
            }
            self.queue.push(self.now + CLAIMS_POLL, Task::Bind(pod, node));
        }
        Ok(())
    }

    fn hold(&mut self, pod: PodId, node: NodeId) {
        let (owner, template) = (self.pod(pod).owner, Arc::clone(&self.pod(pod).template));
        self.nodes.put(node, pod, &template.requests);
        self.shift_company(pod, node, 1);
        *self.scheduler.spread.entry((owner, node)).or_default() += 1;
        self.scheduler.held.insert(pod, node);
        self.scheduler.refusals.remove(&pod);
    }

    /// A Pod goes to the node that was held for it.
    pub(crate) fn bind(&mut self, pod: PodId, node: NodeId) {
        if self.pod(pod).gone || self.scheduler.held.remove(&pod).is_none() {
            return;
        }
        self.change(pod, |pod| pod.node = Some(node));
        *self.beside.entry((self.workload_of(pod), node)).or_default() += 1;
        self.rank_neighbours(pod);
        self.record(Subject::Pod(pod), EventKind::Placed { node: node.at() });
        self.leave_in_time(pod, node);
        self.start_pod(pod);
    }

    fn claims_exist(&mut self, id: PodId) -> Result<(), String> {
        let namespace = self.object(self.pod(id).owner).namespace.clone();
        for name in self.pod(id).template.claims.clone() {
            let Some(claim) = self.claims.named(&namespace, &name) else {
                return Err(format!("persistentvolumeclaim \"{name}\" not found"));
            };
            if !self.pod(id).claims.contains(&claim) {
                self.pods[id.at()].claims.push(claim);
            }
        }
        for claim in self.pod(id).claims.clone() {
            self.claims.list[claim.at()].users.insert(id);
        }
        Ok(())
    }

    fn best_node(&self, pod: PodId) -> Option<NodeId> {
        let owner = self.pod(pod).owner;
        let fitting = self.nodes.emptiest_first().filter(|node| self.refusal(pod, *node).is_none());
        let mut best: Option<(u32, NodeId)> = None;
        for node in fitting.take(ENOUGH) {
            let spread = self.scheduler.spread.get(&(owner, node)).copied().unwrap_or(0);
            if best.is_none_or(|(least, _)| spread < least) {
                best = Some((spread, node));
            }
            if spread == 0 {
                break;
            }
        }
        best.map(|(_, node)| node)
    }

    /// Why a node does not take a Pod, in the scheduler's words.
    fn refusal(&self, pod: PodId, node: NodeId) -> Option<String> {
        let (template, node) = (&self.pod(pod).template, self.nodes.get(node));
        if node.gone {
            return Some("node(s) didn't match Pod's node affinity/selector".to_owned());
        }
        if let Some(taint) = template.placement.repelled_by(node) {
            return Some(if taint.key == super::node::UNSCHEDULABLE {
                "node(s) were unschedulable".to_owned()
            } else {
                let value = taint.value.as_deref().unwrap_or_default();
                format!("node(s) had untolerated taint {{{}: {value}}}", taint.key)
            });
        }
        if !template.placement.fits_labels(node) {
            return Some("node(s) didn't match Pod's node affinity/selector".to_owned());
        }
        if let Some(reason) = self.scheduler.company.refusal(self.neighbour(pod), &node.labels) {
            return Some(reason.to_owned());
        }
        node.room.lacks(&node.used, &template.requests)
    }

    /// A Pod as its neighbours see it.
    fn neighbour(&self, id: PodId) -> Neighbour<'_> {
        let pod = self.pod(id);
        let namespace = &self.object(pod.owner).namespace;
        Neighbour { namespace, labels: &pod.template.labels, company: &pod.template.company }
    }

    /// Begins to count what a Pod asks of others, if nobody asked before.
    fn count_company(&mut self, pod: PodId) {
        let mut company = std::mem::take(&mut self.scheduler.company);
        if company.lacks(self.neighbour(pod)) {
            let present: Vec<_> = self.nodes.present().map(|node| self.nodes.get(node)).collect();
            let there = present
                .iter()
                .flat_map(|node| node.pods.iter().map(|pod| (self.neighbour(*pod), &node.labels)));
            company.add(self.neighbour(pod), present.iter().map(|node| &node.labels), there);
        }
        self.scheduler.company = company;
    }

    /// A Pod came to a node or left it.
    pub(crate) fn shift_company(&mut self, pod: PodId, node: NodeId, step: i32) {
        let mut company = std::mem::take(&mut self.scheduler.company);
        company.shift(self.neighbour(pod), &self.nodes.get(node).labels, step);
        self.scheduler.company = company;
    }

    /// A node came or changed.
    pub(crate) fn note_place(&mut self, node: NodeId) {
        self.scheduler.company.note_place(&self.nodes.get(node).labels);
    }

    /// All reasons together, each with the number of nodes, as the scheduler writes them.
    fn why_nowhere(&self, pod: PodId) -> String {
        let mut reasons = BTreeMap::<String, usize>::new();
        for node in self.nodes.present() {
            if let Some(reason) = self.refusal(pod, node) {
                *reasons.entry(reason).or_default() += 1;
            }
        }
        let reasons: Vec<_> =
            reasons.into_iter().map(|(reason, nodes)| format!("{nodes} {reason}")).collect();
        format!("0/{} nodes are available: {}.", self.nodes.len(), reasons.join(", "))
    }
}
