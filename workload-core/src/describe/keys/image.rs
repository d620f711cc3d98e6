//! `image`, `image_pull_policy`: what a container runs.

use super::on_container::on_container;
use crate::describe::parts::PullPolicy;
use crate::k8s::values::Image;

on_container! {
    /// `image = "redis:7.4"`: the image the container runs.
    pub fn image(&mut self, image: Image) {
        self.raw.image = Some(image.into());
        self.note("image")
    }

    /// `image_pull_policy = Always`: when the node fetches the image.
    pub fn image_pull_policy(&mut self, policy: PullPolicy) {
        self.raw.image_pull_policy = Some(policy.into());
        self.note("imagePullPolicy")
    }
}
