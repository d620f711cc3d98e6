//! What a workload comes to, in a word, and how bad that is.

use workload_core::predict::plan::{Plan, Workload};

use crate::plan::cron::is_notable;
use crate::plan::outage::outage;

/// What a workload comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Users notice it.
    Bad(&'static str),
    /// To watch.
    Warn(&'static str),
    /// As it should be.
    Good(&'static str),
}

impl Status {
    /// The status of a workload.
    pub(super) fn of(plan: &Plan, workload: &Workload) -> Self {
        let is_short = workload.wanted.is_some_and(|wanted| workload.ready < wanted);
        let depends = plan.depends_on_nodes.iter().any(|other| other.about == workload.name);
        match (outage(workload), &workload.runs) {
            (Some(lowest), _) if lowest.ready == 0 => Self::Bad("outage"),
            _ if workload.deleted.is_some() => Self::Bad("deleted"),
            _ if depends => Self::Warn("depends on your nodes"),
            _ if is_short => Self::Bad("not all ready"),
            _ if plan.stuck_groups.iter().any(|group| group.about == workload.name) => Self::Bad("stuck"),
            (Some(_), _) => Self::Warn("reduced"),
            (_, Some(runs)) if is_notable(runs) => Self::Warn("runs not as scheduled"),
            (_, Some(_)) => Self::Good("runs on schedule"),
            _ if workload.wanted.is_none() => ended(workload),
            _ if workload.wanted == Some(0) => Self::Good("no Pods wanted"),
            _ => Self::Good("stays ready"),
        }
    }

    /// The class of its colour, and the value that the filter knows it by.
    pub(super) fn level(self) -> &'static str {
        match self {
            Self::Bad(_) => "bad",
            Self::Warn(_) => "warn",
            Self::Good(_) => "good",
        }
    }

    /// It as a badge.
    pub(super) fn badge(self) -> String {
        let (Self::Bad(word) | Self::Warn(word) | Self::Good(word)) = self;
        format!("<span class=\"badge {0}\">{word}</span>", self.level())
    }
}

/// What Pods without a wanted number came to: those of a Job, or Pods on their own.
fn ended(workload: &Workload) -> Status {
    let ends: Vec<_> =
        workload.pods.iter().filter_map(|pod| pod.spans.last()).map(|span| span.state).collect();
    if ends.contains(&"failed") {
        Status::Warn("Pods failed")
    } else if !ends.is_empty() && ends.iter().all(|end| *end == "succeeded") {
        Status::Good("completes")
    } else {
        Status::Good("runs")
    }
}
