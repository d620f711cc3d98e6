//! What does not get further by itself, and why, in words.

mod drains;
mod pods;
mod workloads;

use super::finished::Run;

/// Something that waits for what nobody is going to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stuck {
    /// What is stuck, as in `Pod/redis-1`, `Deployment/web`, `Node/node-1`.
    pub about: String,
    /// The whole sentence.
    pub reason: String,
}

impl Run {
    /// What is stuck at the end of the run, the causes before what follows from them.
    #[must_use]
    pub fn stuck(&self) -> Vec<Stuck> {
        let mut stuck = self.stuck_pods();
        stuck.extend(self.stuck_drains());
        stuck.extend(self.stuck_workloads());
        stuck
    }
}
