//! `termination_message_path`, `termination_message_policy`: what a container leaves behind.

use super::on_container::on_container;
use crate::describe::parts::TerminationMessagePolicy;
use crate::k8s::values::MountPath;

on_container! {
    /// `termination_message_path = "/dev/termination-log"`: the file whose content the container's status shows
    /// when it has ended.
    pub fn termination_message_path(&mut self, path: MountPath) {
        self.raw.termination_message_path = Some(path.into());
        self.note("terminationMessagePath")
    }

    /// `termination_message_policy = FallbackToLogsOnError`: what that status shows.
    pub fn termination_message_policy(&mut self, policy: TerminationMessagePolicy) {
        self.raw.termination_message_policy = Some(policy.into());
        self.note("terminationMessagePolicy")
    }
}
