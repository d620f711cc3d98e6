//! `security`, `pod_security`: what a container may do to its node.

use super::on_container::on_container;
use crate::describe::description::{Anchor, Description};
use crate::describe::parts::{PodSecurity, Security};
use crate::describe::shape::Shape;

on_container! {
    /// `security(restricted)`, `security(run_as_user = 1000, read_only_root)`: what the container may do.
    #[doc(alias("securityContext", "security_context"))]
    pub fn security(&mut self, security: Security) {
        self.raw.security_context = Some(security.raw);
        self.note("securityContext")
    }
}

impl<S: Shape> Description<S> {
    /// `pod_security(fs_group = 2000)`: settings of all containers that do not say otherwise.
    #[doc(alias("podSecurityContext", "pod_security_context"))]
    #[track_caller]
    pub fn pod_security(&mut self, security: PodSecurity) -> &mut Self {
        self.pod.security_context = Some(security.raw);
        self.note(Anchor::Pod, "securityContext")
    }
}
