//! Actions on nodes.

use crate::predict::simulation::action::{Action, NodeRef};
use crate::predict::simulation::ids::NodeId;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::node::Node;
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::queue::{Millis, Task};
use crate::predict::simulation::world::World;

/// How often the garbage collector of Pods looks, and how long it keeps one of a missing node.
const COLLECTION: Millis = 20_000;
const QUARANTINE: Millis = 40_000;

impl World {
    pub(super) fn attempt_on_node(&mut self, action: &Action) -> Result<(), String> {
        match action {
            Action::Cordon(node) => self.edit_node(node, Node::cordon),
            Action::Uncordon(node) => self.edit_node(node, Node::uncordon),
            Action::Drain(node) => {
                let node = self.node_of(node)?;
                self.begin_drain(node);
                Ok(())
            }
            Action::AddNode(node) => self.add_node(node.clone()),
            Action::RemoveNode(node) => self.node_of(node).map(|node| self.remove_node(node)),
            Action::LabelNode(node, labels) => self.edit_node(node, |node| {
                for (key, value) in labels {
                    match value {
                        Some(value) => node.labels.insert(key.clone(), value.clone()),
                        None => node.labels.remove(key),
                    };
                }
            }),
            Action::TaintNode(node, taints) => self.edit_node(node, |node| node.taints.clone_from(taints)),
            _ => Ok(()),
        }
    }

    /// Adds a node under a name that is free.
    pub(crate) fn add_node(&mut self, node: Node) -> Result<(), String> {
        if self.nodes.named(&node.name).is_some() {
            return Err(format!("there is a node {} already", node.name));
        }
        let id = self.nodes.add(node);
        self.record(Subject::Node(id), EventKind::Created);
        self.record(Subject::Node(id), EventKind::Ready);
        self.node_changed(id);
        Ok(())
    }

    /// Changes a node, and lets its new `NoExecute` taints drive Pods away.
    pub(super) fn edit_node(&mut self, node: &NodeRef, edit: impl FnOnce(&mut Node)) -> Result<(), String> {
        let id = self.node_of(node)?;
        let before = self.nodes.get(id).taints.clone();
        edit(self.nodes.get_mut(id));
        self.node_changed(id);
        if self.nodes.get(id).taints != before {
            self.nodes.get_mut(id).taint_changes += 1;
            self.record(Subject::Node(id), EventKind::Taints);
            // DaemonSets see it first.
            self.queue.push(self.now, Task::DriveOut(id));
        }
        Ok(())
    }

    fn remove_node(&mut self, id: NodeId) {
        self.nodes.remove(id);
        self.record(Subject::Node(id), EventKind::Deleted);
        self.node_changed(id);
        // It is first missed at one look, and its Pods are taken at a look after the quarantine.
        let look = (self.now / COLLECTION + 1) * COLLECTION;
        self.queue.push(look + QUARANTINE, Task::CollectPods);
    }

    /// Deletes the Pods of nodes that are gone.
    pub(crate) fn collect_pods(&mut self) {
        let gone = self.nodes.all().iter().filter(|node| node.gone);
        let pods: Vec<_> = gone.flat_map(|node| node.pods.iter().copied()).collect();
        for pod in pods {
            if !self.pod(pod).is_over() {
                self.change(pod, |pod| {
                    pod.disrupted = Some("DeletionByPodGC");
                    pod.phase = Phase::Failed;
                });
                self.record(Subject::Pod(pod), EventKind::DisruptionTarget("DeletionByPodGC"));
            }
            self.forget_pod(pod);
        }
    }
}
