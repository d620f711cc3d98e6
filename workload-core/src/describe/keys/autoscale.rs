//! `autoscale`: replicas that follow the load.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::Autoscale;
use crate::describe::shape::{Shape, can};

impl<S: Shape> Description<S> {
    /// `autoscale(min = 2, max = 10, cpu = 80)`: replicas follow the load (article §3.2).
    #[doc(alias("HorizontalPodAutoscaler", "horizontal_pod_autoscaler", "hpa"))]
    #[track_caller]
    pub fn autoscale(&mut self, autoscale: Autoscale) -> &mut Self
    where
        S: can::Replicated,
    {
        self.autoscale = Some(autoscale);
        self.note(Anchor::Kind("HorizontalPodAutoscaler"), "")
    }
}
