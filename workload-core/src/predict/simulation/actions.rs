//! Performing actions, and what refuses them.

mod evict;
mod nodes;
mod workloads;

use super::action::{Action, NodeRef, PodRef, Target};
use super::ids::{NodeId, ObjectId, PodId};
use super::kind::{Kind, Propagation};
use super::log::{EventKind, Subject};
use super::timings::Behaviour;
use super::world::World;
use crate::k8s::Object;

impl World {
    /// Performs an action; one that cannot be done is written down with the reason.
    pub(crate) fn act(&mut self, at: usize, action: &Action) {
        self.record(Subject::Action(at), EventKind::Acted);
        if let Err(reason) = self.attempt(action) {
            self.record(Subject::Action(at), EventKind::Refused(reason.into()));
        }
    }

    /// Performs an action.
    ///
    /// # Errors
    ///
    /// When it cannot be done; why.
    pub(crate) fn attempt(&mut self, action: &Action) -> Result<(), String> {
        match action {
            Action::Apply(objects) => self.apply_all(objects),
            Action::Govern(policies) => {
                for policy in policies {
                    self.govern(policy);
                }
                Ok(())
            }
            Action::SetImage { target, container, image } => {
                self.set_image(target, container.as_deref(), image)
            }
            Action::Scale(target, replicas) => self.scale(target, *replicas),
            Action::Pause(target, on) => self.edit(target, |controller| controller.pause(*on)),
            Action::Suspend(target, on) => self.edit(target, |controller| controller.suspend(*on)),
            Action::Undo(target, to) => self.undo(target, *to),
            Action::Restart(target) => self.restart(target),
            Action::Delete(target, propagation) => self.delete_target(target, *propagation),
            Action::Note(_) => Ok(()),
            _ => self.attempt_on_pod(action),
        }
    }

    fn apply_all(&mut self, objects: &[Object]) -> Result<(), String> {
        let refused: Vec<_> = objects.iter().filter_map(|object| self.apply(object).err()).collect();
        if refused.is_empty() { Ok(()) } else { Err(refused.join("; ")) }
    }

    fn attempt_on_pod(&mut self, action: &Action) -> Result<(), String> {
        match action {
            Action::DeletePod(pod) => self.pod_of(pod).map(|pod| self.delete_pod(pod)),
            Action::ForceDeletePod(pod) => self.pod_of(pod).map(|pod| self.force_delete_pod(pod)),
            Action::PatchPod(pod, patch) => self.pod_of(pod).and_then(|pod| self.patch_pod(pod, patch)),
            Action::Evict(pod) => self.pod_of(pod).map(|pod| _ = self.evict(pod)),
            Action::DeletionCost(pod, cost) => {
                self.pod_of(pod).map(|pod| self.change(pod, |pod| pod.deletion_cost = *cost))
            }
            Action::SetReady(pod, ready) => self.pod_of(pod).map(|pod| self.set_ready(pod, *ready)),
            Action::Fail(which) => {
                self.timings.behaviours.insert(0, Behaviour::failing(which.clone()));
                Ok(())
            }
            _ => self.attempt_on_node(action),
        }
    }

    fn delete_target(&mut self, target: &Target, propagation: Propagation) -> Result<(), String> {
        match target.kind {
            Kind::Pod => self.pod_of(&PodRef::Named(target.name.clone())).map(|pod| self.delete_pod(pod)),
            Kind::PersistentVolumeClaim => {
                let claim = self.claims.named(&target.namespace.as_str().into(), &target.name);
                let claim = claim.ok_or_else(|| format!("there is no {}/{}", target.kind, target.name))?;
                self.delete_claim(claim);
                Ok(())
            }
            _ => self.target(target).map(|id| self.delete(id, propagation)),
        }
    }

    /// The object an action is about.
    fn target(&self, target: &Target) -> Result<ObjectId, String> {
        let Target { kind, namespace, name } = target;
        self.find(*kind, namespace, name).ok_or_else(|| format!("there is no {kind}/{name}"))
    }

    /// The Pod an action is about.
    fn pod_of(&self, pod: &PodRef) -> Result<PodId, String> {
        let mut there = self.pods_by_name.iter();
        let found = match pod {
            PodRef::Named(name) => there.find(|((_, own), _)| **own == **name).map(|(_, id)| *id),
            PodRef::Any(prefix) => there
                .filter(|((_, own), id)| own.starts_with(&**prefix) && self.pod(**id).is_active())
                .map(|(_, id)| *id)
                .min(),
            PodRef::On(node) => {
                let pods = self.nodes.named(node).into_iter().flat_map(|node| &self.nodes.get(node).pods);
                pods.copied().find(|id| self.pod(*id).is_active())
            }
        };
        found.ok_or_else(|| format!("there is no Pod {pod}"))
    }

    /// The node an action is about.
    fn node_of(&self, node: &NodeRef) -> Result<NodeId, String> {
        match node {
            NodeRef::Named(name) => self.nodes.named(name).ok_or_else(|| format!("there is no node {name}")),
            NodeRef::Of(pod) => {
                let pod = self.pod_of(pod)?;
                self.pod(pod).node.ok_or_else(|| format!("Pod {} is on no node", self.pod(pod).name))
            }
        }
    }
}
