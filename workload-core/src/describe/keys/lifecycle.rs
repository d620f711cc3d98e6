//! `post_start`, `pre_stop`: what a container does around its life.

use super::on_container::on_container;
use crate::describe::parts::Hook;

on_container! {
    /// `post_start(exec = ["warm-up"])`: runs right after the container has started.
    #[doc(alias("lifecycle"))]
    pub fn post_start(&mut self, hook: Hook) {
        self.raw.lifecycle.get_or_insert_default().post_start = Some(hook.into_raw());
        self.note("lifecycle.postStart")
    }

    /// `pre_stop(sleep = 5)`: runs before the container is told to stop.
    #[doc(alias("preStopHook", "pre_stop_hook"))]
    pub fn pre_stop(&mut self, hook: Hook) {
        self.raw.lifecycle.get_or_insert_default().pre_stop = Some(hook.into_raw());
        self.note("lifecycle.preStop")
    }
}
