//! `replicas`: how many Pods.

use crate::describe::description::{Anchor, Description};
use crate::describe::shape::can::Replicated;

impl<S: crate::describe::shape::Shape> Description<S> {
    /// `replicas = 3`, `#[workload(replicas)] replicas: u32`: how many Pods run.
    #[track_caller]
    pub fn replicas(&mut self, count: u32) -> &mut Self
    where
        S: Replicated,
    {
        self.replicas = Some(count);
        *S::replicas(&mut self.spec) = Some(i32::try_from(count).unwrap_or(i32::MAX));
        self.note(Anchor::Object, "spec.replicas")
    }
}
