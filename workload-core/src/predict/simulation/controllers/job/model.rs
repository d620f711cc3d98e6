//! What a Job is, and what one turn of it comes to.

use std::collections::BTreeMap;

use super::backoff::Backoff;
use super::intervals::Intervals;
use super::outcome::Finish;
use super::seen::Tracked;
use super::spec::Spec;
use crate::predict::simulation::conditions::Conditions;
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::log::EventKind;
use crate::predict::simulation::queue::Millis;

/// A Job's spec and status.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) spec: Spec,
    pub(super) status: Status,
    pub(super) conditions: Conditions,
    /// What it has come to, from the moment that is known.
    pub(super) decided: Option<Finish>,
    pub(super) backoff: Backoff,
    /// The Pods that are not done with.
    pub(super) pods: BTreeMap<PodId, Tracked>,
    /// How many Pods it has made, and how many of each index that has not succeeded.
    pub(super) made: u32,
    pub(super) made_of: BTreeMap<u32, u32>,
    /// How often in a row the server refused something.
    pub(super) refusals: u32,
    /// The status that stands in the timeline.
    pub(super) recorded: Option<EventKind>,
}

/// What a turn comes to, before it is written down.
#[derive(Debug, Default)]
pub(super) struct Turn {
    pub(super) active: i32,
    pub(super) ready: i32,
    pub(super) terminating: i32,
    pub(super) succeeded: i32,
    pub(super) failed: i32,
    pub(super) backoff: Backoff,
    pub(super) succeeded_indexes: Intervals,
    pub(super) failed_indexes: Intervals,
    /// Of an index that is to be tried again, the Pod that failed last.
    pub(super) waiting: BTreeMap<u32, PodId>,
    pub(super) finish: Option<Finish>,
    /// Whether the server refused a Pod.
    pub(super) refused: bool,
}

/// A Job's status.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) active: i32,
    pub(super) ready: i32,
    pub(super) terminating: i32,
    pub(super) succeeded: i32,
    pub(super) failed: i32,
    pub(super) succeeded_indexes: Intervals,
    pub(super) failed_indexes: Intervals,
    pub(super) start: Option<Millis>,
    pub(super) finished: Option<Millis>,
}

impl Turn {
    /// Counts a Pod that was made, or that the server refused.
    pub(super) fn note_made(&mut self, made: bool) {
        self.active += i32::from(made);
        self.refused |= !made;
    }
}
