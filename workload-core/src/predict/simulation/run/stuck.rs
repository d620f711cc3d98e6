//! What does not get further by itself, and why, in words.

mod circles;
mod drains;
mod pods;
mod workloads;

use std::time::Duration;

use super::finished::Run;
use crate::predict::simulation::cause::Cause;

/// Something that waits for what nobody is going to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stuck {
    /// What is stuck, as in `Pod/redis-1`, `Deployment/web`, `Node/node-1`.
    pub about: String,
    /// Why, in a sentence.
    pub reason: String,
    /// What lets it go on.
    pub way_out: Option<String>,
    /// Whether it only follows from Pods that are stuck.
    pub follows: bool,
    /// Since when, where that is not seen from its Pods.
    pub since: Option<Duration>,
}

impl Stuck {
    fn new(about: String, Cause { reason, way_out, follows }: Cause) -> Self {
        Self { about, reason, way_out, follows, since: None }
    }
}

impl Run {
    /// What is stuck at the end of the run, the causes before what follows from them.
    #[must_use]
    pub fn stuck(&self) -> Vec<Stuck> {
        let mut stuck = self.stuck_pods();
        stuck.extend(self.stuck_circles());
        stuck.extend(self.stuck_drains());
        stuck.extend(self.stuck_workloads());
        stuck
    }
}
