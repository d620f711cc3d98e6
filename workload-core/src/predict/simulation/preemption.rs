//! Pods that were ended for more important ones.

use super::ids::{NodeId, ObjectId, PodId};
use super::queue::Millis;

/// One Pod that was ended for another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Preemption {
    pub(crate) at: Millis,
    /// The more important Pod.
    pub(crate) by: PodId,
    pub(crate) pod: PodId,
    pub(crate) node: NodeId,
    /// The budget that would not have let the Pod go.
    pub(crate) budget: Option<ObjectId>,
}
