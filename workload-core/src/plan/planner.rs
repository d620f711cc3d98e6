//! What a plan is made from.

use std::time::Duration;

use jiff::Timestamp;

use super::action::{ActionError, Deed, parse};
use super::answers;
use super::model::Plan;
use super::run::drive;
use super::set::Set;
use super::targets::Targets;
use crate::simulation::{Behaviour, Kind, Node, Timings, Which};

/// Objects, nodes, times and actions: [`plan`](Self::plan) gives what would happen.
///
/// Without anything else said there are three nodes with room for 250 Pods each, a Pod takes
/// 2 s to become ready and 1 s to stop, one of a Job runs for 3 s, and the run begins at
/// 2026-01-01 00:00 UTC.
#[derive(Clone, Debug)]
pub struct Planner {
    pub(super) old: Set,
    pub(super) new: Set,
    pub(super) nodes: Vec<Node>,
    pub(super) timings: Timings,
    pub(super) starts_at: Option<Timestamp>,
    pub(super) actions: Vec<String>,
}

impl Planner {
    /// What happens when these objects are applied.
    #[must_use]
    pub fn new(new: impl Into<Set>) -> Self {
        Self {
            old: Set::default(),
            new: new.into(),
            nodes: Vec::new(),
            timings: Timings::default(),
            starts_at: None,
            actions: Vec::new(),
        }
        .nodes(3)
    }

    /// The objects that are there before, and have settled.
    #[must_use]
    pub fn old(self, old: impl Into<Set>) -> Self {
        Self { old: old.into(), ..self }
    }

    /// So many equal nodes: `node-1`, `node-2` …
    #[must_use]
    pub fn nodes(self, count: u32) -> Self {
        Self { nodes: (1..=count).map(|number| Node::new(format!("node-{number}"))).collect(), ..self }
    }

    /// These nodes. Of two with one name the first counts.
    #[must_use]
    pub fn on(mut self, nodes: impl IntoIterator<Item = Node>) -> Self {
        self.nodes.clear();
        for node in nodes {
            if self.nodes.iter().all(|other| other.name != node.name) {
                self.nodes.push(node);
            }
        }
        self
    }

    /// How long a Pod takes from its place on a node to ready.
    #[must_use]
    pub fn ready(mut self, ready: Duration) -> Self {
        self.timings.ready = ready;
        self
    }

    /// How long a Pod takes to stop.
    #[must_use]
    pub fn stop(mut self, stop: Duration) -> Self {
        self.timings.stop = stop;
        self
    }

    /// The moment at which the run begins; schedules go by it.
    #[must_use]
    pub fn starts_at(self, moment: Timestamp) -> Self {
        Self { starts_at: Some(moment), ..self }
    }

    /// How long the Pods of one workload take: of a Job or CronJob, to do their work; of any
    /// other, to become ready.
    ///
    /// # Errors
    ///
    /// When there is no such workload.
    pub fn duration(mut self, workload: &str, time: Duration) -> Result<Self, ActionError> {
        let target = self.targets().workload(workload)?;
        let is_task = matches!(target.kind, Kind::Job | Kind::CronJob);
        self.timings.behaviours.push(Behaviour {
            of: Which { workload: Some(target.name), ..Which::default() },
            ready_after: (!is_task).then_some(time),
            run_for: is_task.then_some(time),
            ..Behaviour::default()
        });
        Ok(self)
    }

    /// Does something once everything before it has settled, such as `scale redis 5`; see
    /// [`VERBS`](super::VERBS). Say the nodes and the old objects before.
    ///
    /// # Errors
    ///
    /// When the words are no action, or name what is not there: what would be right.
    pub fn act(mut self, words: &str) -> Result<Self, ActionError> {
        let mut targets = self.targets();
        for done in &self.actions {
            parse(done, &mut targets)?;
        }
        parse(words, &mut targets)?;
        self.actions.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        Ok(self)
    }

    /// What would happen. The same input gives the same plan, to the byte.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let driven = drive(self);
        answers::plan(self, &driven)
    }

    /// What is done, with its words. Nothing is lost: all words were read before.
    pub(super) fn deeds(&self) -> Vec<(String, Deed)> {
        let mut targets = self.targets();
        let read = |words: &String| Some((words.clone(), parse(words, &mut targets).ok()?));
        self.actions.iter().filter_map(read).collect()
    }

    fn targets(&self) -> Targets {
        let nodes = self.nodes.iter().map(|node| node.name.clone()).collect();
        Targets::new(self.new.objects.iter().chain(&self.old.objects), nodes)
    }
}
