//! `image`: what a container runs.

use crate::description::on_container;
use crate::values::Image;

on_container! {
    /// `image = "redis:7.4"`: the image the container runs.
    pub fn image(&mut self, image: Image) {
        self.raw.image = Some(image.into());
        self.note("image")
    }
}
