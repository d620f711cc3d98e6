//! `rolling_update`, `recreate`, `on_delete` and their kin: how Pods are replaced.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::RollingUpdate;
use crate::describe::shape::{Shape, can};

impl<S: Shape> Description<S> {
    /// `rolling_update(max_surge = 1, max_unavailable = 0)`: how Pods are replaced, a few at a time
    /// (article §3.2).
    #[doc(alias("updateStrategy", "update_strategy"))]
    #[track_caller]
    pub fn rolling_update(&mut self, update: RollingUpdate<S>) -> &mut Self
    where
        S: can::RollingUpdates,
    {
        S::set_rolling_update(&mut self.spec, update.bounds());
        self.note(Anchor::Object, S::STRATEGY)
    }

    /// `on_delete`: a Pod gets the new template only when somebody deletes it.
    #[track_caller]
    pub fn on_delete(&mut self, on: bool) -> &mut Self
    where
        S: can::OnDelete,
    {
        S::set_on_delete(&mut self.spec, on);
        self.note(Anchor::Object, S::STRATEGY)
    }

    /// `min_ready = 10`: seconds that a Pod must be ready before it counts.
    #[doc(alias("minReadySeconds", "min_ready_seconds"))]
    #[track_caller]
    pub fn min_ready(&mut self, seconds: i32) -> &mut Self
    where
        S: can::RollingUpdates,
    {
        *S::min_ready_seconds(&mut self.spec) = Some(seconds);
        self.note(Anchor::Object, "spec.minReadySeconds")
    }

    /// `revision_history = 3`: how many old revisions are kept to go back to.
    #[doc(alias("revisionHistoryLimit", "revision_history_limit"))]
    #[track_caller]
    pub fn revision_history(&mut self, count: i32) -> &mut Self
    where
        S: can::RollingUpdates,
    {
        *S::revision_history_limit(&mut self.spec) = Some(count);
        self.note(Anchor::Object, "spec.revisionHistoryLimit")
    }
}
