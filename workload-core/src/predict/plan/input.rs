//! Everything that a plan is made from, read once.

use jiff::Timestamp;

use super::object_set::ObjectSet;
use super::script::ScriptStep;
use crate::k8s::Object;
use crate::predict::simulation::{Node, Timings};

/// Objects, nodes, times and actions.
#[derive(Clone, Debug, Default)]
pub(super) struct PlanInput {
    /// The objects that are there before.
    pub(super) old: ObjectSet,
    /// The objects that are applied.
    pub(super) new: ObjectSet,
    pub(super) nodes: Vec<Node>,
    /// Whether the nodes are assumed: the input says how many there are at most.
    pub(super) assumes_nodes: bool,
    pub(super) timings: Timings,
    /// When the run begins; the simulation's own beginning unless it is given.
    pub(super) starts_at: Option<Timestamp>,
    /// What is done, each with its words.
    pub(super) script: Vec<(String, ScriptStep)>,
}

impl PlanInput {
    /// All objects, the new ones first.
    pub(super) fn objects(&self) -> impl Iterator<Item = &Object> {
        self.new.objects.iter().chain(&self.old.objects)
    }
}
