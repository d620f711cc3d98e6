//! How long Pods take, and which of them behave differently.

use std::time::Duration;

/// How long the Pods take for what no controller decides.
///
/// The first [`Behaviour`] that fits a Pod and says something of the matter wins over the general times.
#[derive(Clone, Debug, PartialEq)]
pub struct Timings {
    /// From a Pod's place on a node to running and ready. 2 s unless said otherwise.
    pub ready: Duration,
    /// From a Pod's deletion to its end. 1 s unless said otherwise.
    pub stop: Duration,
    /// From a Job Pod's start to its end. 3 s unless said otherwise.
    pub run: Duration,
    /// How long nothing is heard of a node before it is taken for dead: kube-controller-manager's
    /// `--node-monitor-grace-period`, 50 s unless said otherwise.
    pub node_grace: Duration,
    /// What containers end with that are told to stop. 143 unless said otherwise.
    pub stopped_exit_code: i32,
    /// Exceptions.
    pub behaviours: Vec<Behaviour>,
}

impl Default for Timings {
    fn default() -> Self {
        Self {
            ready: Duration::from_secs(2),
            stop: Duration::from_secs(1),
            run: Duration::from_secs(3),
            node_grace: Duration::from_secs(50),
            stopped_exit_code: 143,
            behaviours: Vec::new(),
        }
    }
}

/// An exception for the Pods that fit everything said in `of`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Behaviour {
    /// The Pods it is for.
    pub of: PodFilter,
    /// `Some(false)`: they run and never become ready.
    pub ready: Option<bool>,
    /// How long they take to become ready.
    pub ready_after: Option<Duration>,
    /// How long they take to stop.
    pub stop_after: Option<Duration>,
    /// Whether those that are always restarted end by themselves, after `run_for`.
    pub exits: Option<bool>,
    /// How long those run that end by themselves.
    pub run_for: Option<Duration>,
    /// What those end with that end by themselves.
    pub exit_code: Option<i32>,
}

/// Pods, by what they are; what is `None` does not matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PodFilter {
    /// The name of their workload; of a Job's Pods, that of the Job or of its CronJob.
    pub workload: Option<String>,
    /// The image of one of their containers.
    pub image: Option<String>,
    /// The Pod's name.
    pub pod: Option<String>,
    /// The completion index of a Job, or the ordinal of a StatefulSet.
    pub index: Option<u32>,
    /// Which of its Job's Pods it is, from 1; of an Indexed Job, which of its index.
    pub attempt: Option<u32>,
    /// The node it is on.
    pub node: Option<String>,
}

impl Behaviour {
    /// Pods that fit `of` never become ready, and end with an error where they end.
    pub(crate) fn failing(of: PodFilter) -> Self {
        Self { of, ready: Some(false), exit_code: Some(1), ..Self::default() }
    }
}
