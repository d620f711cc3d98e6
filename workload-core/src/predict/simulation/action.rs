//! What people do to a cluster.

use std::fmt;

use super::kind::{Kind, Propagation};
use super::node::Node;
use super::policies::Policy;
use super::timings::PodFilter;
use crate::k8s::Object;

/// An object, named as in `Deployment/web`; in the namespace `default` unless another is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its kind.
    pub kind: Kind,
    /// Its namespace.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

impl Target {
    /// An object in the namespace `default`.
    #[must_use]
    pub fn new(kind: Kind, name: impl Into<String>) -> Self {
        Self { kind, namespace: "default".to_owned(), name: name.into() }
    }
}

/// A Pod, by its name or by what is known of it when the action comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PodRef {
    /// The Pod of this name.
    Named(String),
    /// The first Pod that is neither over nor being deleted and whose name begins so.
    Any(String),
    /// The first such Pod on this node.
    On(String),
}

/// A node, by its name or by a Pod on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeRef {
    /// The node of this name.
    Named(String),
    /// The node that this Pod is on.
    Of(PodRef),
}

/// One thing that is done.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Action {
    /// Creates objects, or gives those that are there their new spec, as `kubectl apply` does.
    Apply(Vec<Object>),
    /// Creates policies, or replaces those that are there.
    Govern(Vec<Policy>),
    /// Sets the image of a workload's containers: of one by its name, or of all.
    SetImage {
        /// The workload.
        target: Target,
        /// The container; `None` means all.
        container: Option<String>,
        /// The image.
        image: String,
    },
    /// Sets `spec.replicas`, within the bounds of an autoscaler that scales the workload.
    Scale(Target, i32),
    /// Pauses a Deployment or lets it go on.
    Pause(Target, bool),
    /// Suspends a Job or CronJob or lets it go on.
    Suspend(Target, bool),
    /// Goes back to the revision of this number, or to the one before, as `kubectl rollout undo` does.
    Undo(Target, Option<i64>),
    /// Replaces the Pods by a rollout, as `kubectl rollout restart` does: the template gets the time
    /// as an annotation.
    Restart(Target),
    /// Deletes an object.
    Delete(Target, Propagation),
    /// Deletes a Pod.
    DeletePod(PodRef),
    /// Deletes a Pod without waiting for its end, as `kubectl delete --grace-period 0 --force` does.
    ForceDeletePod(PodRef),
    /// Merges a patch into a Pod, as `kubectl patch --type merge` does: labels, scheduling gates.
    PatchPod(PodRef, serde_json::Value),
    /// Asks for a Pod's eviction, which a PodDisruptionBudget may refuse.
    Evict(PodRef),
    /// Sets a Pod's `controller.kubernetes.io/pod-deletion-cost`.
    DeletionCost(PodRef, i32),
    /// Changes whether a running Pod is ready.
    SetReady(PodRef, bool),
    /// Pods that fit this, and start from now on, never become ready; those of a Job end with 1.
    Fail(PodFilter),
    /// Marks a node as one that takes no new Pods.
    Cordon(NodeRef),
    /// Takes the mark away.
    Uncordon(NodeRef),
    /// Cordons a node and evicts all its Pods except those of DaemonSets, asking again every
    /// 5 s after a refusal: `kubectl drain --ignore-daemonsets`.
    Drain(NodeRef),
    /// A node's kubelet stops, as when its machine crashes or cannot be reached.
    FailNode(NodeRef),
    /// A node's kubelet is back.
    RecoverNode(NodeRef),
    /// Marks a node as off for good: its Pods are taken away, and their volumes.
    OutOfService(NodeRef),
    /// A node's kubelet says whether the node is ready, and goes on working.
    SetNodeReady(NodeRef, bool),
    /// Adds a node.
    AddNode(Node),
    /// Removes a node object, as when its machine is gone for good.
    RemoveNode(NodeRef),
    /// Sets labels of a node; `None` takes one away.
    LabelNode(NodeRef, Vec<(String, Option<String>)>),
    /// Replaces the taints of a node.
    TaintNode(NodeRef, Vec<k8s_openapi::api::core::v1::Taint>),
    /// Gives a node one more taint, as `kubectl taint node` does.
    AddTaint(NodeRef, k8s_openapi::api::core::v1::Taint),
    /// Takes the taints of a key off a node.
    DropTaints(NodeRef, String),
    /// Nothing happens; the text stands in the timeline.
    Note(String),
}

impl fmt::Display for PodRef {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Named(name) => write!(formatter, "{name}"),
            Self::Any(prefix) => write!(formatter, "{prefix}…"),
            Self::On(node) => write!(formatter, "on {node}"),
        }
    }
}
