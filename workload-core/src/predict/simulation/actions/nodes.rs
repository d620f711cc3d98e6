//! Actions on nodes.

use k8s_openapi::api::core::v1::Taint;

use crate::predict::simulation::action::{Action, NodeRef};
use crate::predict::simulation::chance::Draw;
use crate::predict::simulation::circles::Visit;
use crate::predict::simulation::ids::{NodeId, PodId};
use crate::predict::simulation::log::{ConditionStatus, EventKind, Subject};
use crate::predict::simulation::node::{NOT_READY, Node, OUT_OF_SERVICE, UNREACHABLE, UNSCHEDULABLE, taint};
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::queue::{Millis, Task};
use crate::predict::simulation::world::World;

/// How often the garbage collector of Pods looks, and how long it keeps one of a missing node.
const COLLECTION: Millis = 20_000;
const QUARANTINE: Millis = 40_000;

/// Sets labels of a node, or takes those away that have no value.
fn set_labels(node: &mut Node, labels: &[(String, Option<String>)]) {
    for (key, value) in labels {
        match value {
            Some(value) => node.labels.insert(key.clone(), value.clone()),
            None => node.labels.remove(key),
        };
    }
}

/// Gives a node taints; those that the controllers set stay.
fn set_taints(node: &mut Node, taints: &[Taint]) {
    node.taints.retain(|taint| {
        [NOT_READY, UNREACHABLE, UNSCHEDULABLE].contains(&&*taint.key)
            && taints.iter().all(|new| new.key != taint.key)
    });
    node.taints.extend(taints.iter().cloned());
}

/// Gives a node another taint, in place of one with the same key and effect.
fn add_taint(node: &mut Node, new: &Taint) {
    node.taints.retain(|taint| (&taint.key, &taint.effect) != (&new.key, &new.effect));
    node.taints.push(new.clone());
}

impl World {
    pub(super) fn attempt_on_node(&mut self, action: &Action) -> Result<(), String> {
        match action {
            Action::Cordon(node) => self.edit_node(node, Node::cordon),
            Action::Uncordon(node) => self.uncordon(node),
            Action::Drain(node) => self.node_of(node).map(|node| self.begin_drain(node)),
            Action::AddNode(node) => self.attempt_to_add(node),
            Action::RemoveNode(node) => self.node_of(node).map(|node| self.remove_node(node)),
            Action::LabelNode(node, labels) => self.edit_node(node, |node| set_labels(node, labels)),
            Action::TaintNode(node, taints) => self.edit_node(node, |node| set_taints(node, taints)),
            Action::FailNode(node) => self.node_of(node).map(|node| self.fail_node(node)),
            Action::OutOfService(node) => self.edit_node(node, |node| {
                node.taints.push(taint(OUT_OF_SERVICE, "nodeshutdown", "NoExecute"));
            }),
            Action::AddTaint(node, taint) => self.edit_node(node, |node| add_taint(node, taint)),
            Action::DropTaints(node, key) => self.drop_taints(node, key),
            Action::RecoverNode(node) => self.node_of(node).map(|node| self.recover_node(node)),
            Action::SetNodeReady(node, ready) => {
                self.node_of(node).map(|node| self.set_ready_by_hand(node, *ready))
            }
            _ => Ok(()),
        }
    }

    fn attempt_to_add(&mut self, node: &Node) -> Result<(), String> {
        self.add_node(node.clone())?;
        // A node begins with the taint of one that is not ready, and loses the taint.
        let id = self.node_of(&NodeRef::Named(node.name.clone()))?;
        self.record_taints(id);
        Ok(())
    }

    fn set_ready_by_hand(&mut self, node: NodeId, ready: bool) {
        let status = if ready { ConditionStatus::True } else { ConditionStatus::False };
        self.set_node_status(node, status);
    }

    /// Adds a node under a name that is free.
    pub(crate) fn add_node(&mut self, node: Node) -> Result<(), String> {
        if self.nodes.named(&node.name).is_some() {
            return Err(format!("there is a node {} already", node.name));
        }
        let revived = self.nodes.revive(node.clone());
        let id = revived.unwrap_or_else(|| self.nodes.add(node));
        self.record(Subject::Node(id), EventKind::Created);
        self.record(Subject::Node(id), EventKind::Ready);
        if revived.is_some() {
            self.recount_neighbours();
        }
        self.node_changed(id);
        Ok(())
    }

    /// Changes a node, and lets its new `NoExecute` taints drive Pods away.
    pub(super) fn edit_node(&mut self, node: &NodeRef, edit: impl FnOnce(&mut Node)) -> Result<(), String> {
        let id = self.node_of(node)?;
        self.change_node(id, edit);
        Ok(())
    }

    fn drop_taints(&mut self, node: &NodeRef, key: &str) -> Result<(), String> {
        let id = self.node_of(node)?;
        let own = self.nodes.get(id);
        if own.taints.iter().all(|taint| taint.key != key) {
            return Err(format!("{} has no taint `{key}`", own.name));
        }
        self.edit_node(node, |node| node.taints.retain(|taint| taint.key != key))
    }

    /// Takes the taint of a cordoned node away, if it is cordoned no more.
    pub(crate) fn uncordoned(&mut self, id: NodeId) {
        if !self.nodes.get(id).unschedulable {
            self.change_node(id, Node::uncordon);
        }
    }

    /// Lets Pods come again; the taint goes a moment later.
    fn uncordon(&mut self, node: &NodeRef) -> Result<(), String> {
        self.edit_node(node, |node| node.unschedulable = false)?;
        let id = self.node_of(node)?;
        self.queue.push(self.now, Task::Uncordoned(id));
        Ok(())
    }

    /// Changes the taints of a node.
    pub(crate) fn retaint(&mut self, id: NodeId, edit: impl FnOnce(&mut Vec<Taint>)) {
        self.change_node(id, |node| edit(&mut node.taints));
    }

    fn change_node(&mut self, id: NodeId, edit: impl FnOnce(&mut Node)) {
        let node = self.nodes.get(id);
        let (taints, labels) = (node.taints.clone(), node.labels.clone());
        self.nodes.edit(id, edit);
        if self.nodes.get(id).labels != labels {
            self.recount_neighbours();
        }
        self.node_changed(id);
        if self.nodes.get(id).taints != taints {
            self.record_taints(id);
            // DaemonSets see it first.
            self.queue.push(self.now, Task::DriveOut(id));
            if self.is_out_of_service(id) {
                self.queue.push(self.next_collection(), Task::CollectPods);
            }
        }
    }

    fn record_taints(&mut self, id: NodeId) {
        let mut taints: Vec<Box<str>> = self.nodes.get(id).taints.iter().map(written).collect();
        taints.sort_unstable();
        self.record(Subject::Node(id), EventKind::Taints(taints.into()));
    }

    fn remove_node(&mut self, id: NodeId) {
        self.nodes.remove(id);
        self.nodes.get_mut(id).gone_since = self.now;
        self.record(Subject::Node(id), EventKind::Deleted);
        self.recount_neighbours();
        self.node_changed(id);
        // It is first missed at one look, and its Pods are taken at a look after the quarantine.
        self.queue.push(self.next_collection() + QUARANTINE, Task::CollectPods);
    }

    /// A Pod that names a node that is not there is missed at one look, and deleted after the quarantine.
    pub(crate) fn strand(&mut self, pod: PodId, name: &str) {
        self.circles.stranded.insert(pod);
        self.circles.come(pod, Visit::NoNode { name: name.to_owned() });
        self.queue.push(self.next_collection() + QUARANTINE, Task::CollectPods);
    }

    /// The Pods whose node has not come for long enough.
    fn take_stranded(&mut self) -> Vec<PodId> {
        let due = |pod: &PodId| self.now >= self.pod(*pod).ready_since + QUARANTINE;
        let taken: Vec<_> = self.circles.stranded.iter().copied().filter(due).collect();
        self.circles.stranded.retain(|pod| !taken.contains(pod));
        taken
    }

    fn next_collection(&self) -> Millis {
        (self.now / COLLECTION + 1) * COLLECTION
    }

    /// Notes that the Pod of a node that is gone could have been deleted some time sooner or later.
    fn note_collection(&mut self, pod: PodId) {
        let missing =
            self.pod(pod).node.map_or(self.pod(pod).ready_since, |node| self.nodes.get(node).gone_since);
        let (earliest, latest) = (missing + QUARANTINE, missing + QUARANTINE + 2 * COLLECTION);
        self.chance.note(self.now, Draw::Collected { pod, earliest, latest });
    }

    /// A Pod whose node is gone fails and goes.
    fn collect_pod(&mut self, pod: PodId) {
        if self.pod(pod).gone {
            return;
        }
        self.fail_collected(pod);
        if self.pod(pod).deleting.is_none() {
            self.record(Subject::Pod(pod), EventKind::Deleting);
        }
        self.forget_pod(pod);
    }

    fn fail_collected(&mut self, pod: PodId) {
        if !self.pod(pod).is_over() {
            let told = self.pod(pod).disrupted.is_some();
            self.change(pod, |pod| {
                pod.disrupted.get_or_insert("DeletionByPodGC");
                pod.phase = Phase::Failed;
            });
            if !told {
                self.record(Subject::Pod(pod), EventKind::DisruptionTarget("DeletionByPodGC"));
            }
            self.record(Subject::Pod(pod), EventKind::Failed(None));
        }
    }

    /// Deletes the Pods of nodes that are gone for long enough, and those that do not end on nodes
    /// that are out of service.
    pub(crate) fn collect_pods(&mut self) {
        let (mut orphans, mut hung) = (Vec::new(), Vec::new());
        for (at, node) in self.nodes.all().iter().enumerate() {
            if node.gone && self.now >= node.gone_since + QUARANTINE {
                orphans.extend(node.pods.iter().copied());
            } else if self.is_out_of_service(NodeId::after(at)) {
                hung.extend(node.pods.iter().copied().filter(|pod| self.pod(*pod).deleting.is_some()));
            }
        }
        orphans.extend(self.take_stranded());
        for pod in orphans {
            self.note_collection(pod);
            self.note_round(pod);
            self.collect_pod(pod);
        }
        for pod in hung {
            self.force_delete_pod(pod);
        }
    }
}

/// A taint as `key=value:effect`.
fn written(taint: &Taint) -> Box<str> {
    format!("{}={}:{}", taint.key, taint.value.as_deref().unwrap_or_default(), taint.effect).into()
}
