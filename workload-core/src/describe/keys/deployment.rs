//! Keys of stateless apps only: `recreate`, `progress_deadline`, `paused`.

use k8s_openapi::api::apps::v1::DeploymentStrategy;

use crate::describe::description::{Anchor, Description};
use crate::describe::shape::{Shape, can};

impl<S: Shape> Description<S> {
    /// `recreate`: all old Pods end before the first new one starts.
    #[doc(alias("strategy"))]
    #[track_caller]
    pub fn recreate(&mut self, on: bool) -> &mut Self
    where
        S: can::Recreate,
    {
        let recreate =
            DeploymentStrategy { type_: Some("Recreate".to_owned()), ..DeploymentStrategy::default() };
        S::deployment(&mut self.spec).strategy = on.then_some(recreate);
        self.note(Anchor::Object, "spec.strategy")
    }

    /// `progress_deadline = 600`: seconds without progress after which a rollout counts as failed.
    #[doc(alias("progressDeadlineSeconds", "progress_deadline_seconds"))]
    #[track_caller]
    pub fn progress_deadline(&mut self, seconds: i32) -> &mut Self
    where
        S: can::Recreate,
    {
        S::deployment(&mut self.spec).progress_deadline_seconds = Some(seconds);
        self.note(Anchor::Object, "spec.progressDeadlineSeconds")
    }

    /// `paused`: changes are not rolled out until this is taken back.
    #[track_caller]
    pub fn paused(&mut self, on: bool) -> &mut Self
    where
        S: can::Recreate,
    {
        S::deployment(&mut self.spec).paused = Some(on);
        self.note(Anchor::Object, "spec.paused")
    }
}
