//! `disruption_budget`: how many Pods an eviction must leave.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::DisruptionBudget;
use crate::describe::shape::{Shape, can};

impl<S: Shape> Description<S> {
    /// `disruption_budget(min_available = 2)`: how many Pods a drain must leave running.
    #[doc(alias("PodDisruptionBudget", "pod_disruption_budget", "pdb"))]
    #[track_caller]
    pub fn disruption_budget(&mut self, budget: DisruptionBudget) -> &mut Self
    where
        S: can::LongRunning,
    {
        self.disruption_budget = Some(budget);
        self.note(Anchor::Kind("PodDisruptionBudget"), "")
    }
}
