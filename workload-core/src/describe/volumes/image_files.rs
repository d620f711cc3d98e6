//! The files of an image.

use k8s_openapi::api::core::v1::{ImageVolumeSource, Volume};
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume};
use crate::describe::parts::{PullPolicy, VolumeSource};
use crate::k8s::values::Image;

/// The files of an image, read-only: models, plugins, static pages.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ImageFiles {
    image: Image,
    #[serde(default)]
    pull_policy: Option<PullPolicy>,
}

impl ImageFiles {
    /// The files of `image`.
    ///
    /// # Panics
    ///
    /// When `image` is no [`Image`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn new(image: &'static str) -> Self {
        Self::of(Image::new(image))
    }

    /// The files of an image that comes at run time.
    #[must_use]
    pub const fn of(image: Image) -> Self {
        Self { image, pull_policy: None }
    }

    /// When the node fetches the image.
    #[must_use]
    pub fn pull_policy(mut self, policy: PullPolicy) -> Self {
        self.pull_policy = Some(policy);
        self
    }
}

impl AsVolume for ImageFiles {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        let source = ImageVolumeSource {
            reference: Some(self.image.to_string()),
            pull_policy: self.pull_policy.map(Into::into),
        };
        let volume = Volume { image: Some(source), ..Volume::default() };
        VolumeSource::volume(volume)
    }
}
