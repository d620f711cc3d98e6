//! Any volume that Kubernetes has, as its own type.

use k8s_openapi::api::core::v1::Volume;
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume};
use crate::describe::parts::VolumeSource;

/// Any volume that Kubernetes has, for kinds of volumes without a type of their own here.
///
/// ```
/// use k8s_openapi::api::core::v1::{GlusterfsVolumeSource, Volume};
/// use workload_core::volumes::AnyVolume;
///
/// let source = GlusterfsVolumeSource { endpoints: "gluster".to_owned(), ..Default::default() };
/// let volume = AnyVolume::new(Volume { glusterfs: Some(source), ..Volume::default() });
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AnyVolume(Volume);

impl AnyVolume {
    /// The volume; its name is the field's.
    #[must_use]
    pub const fn new(volume: Volume) -> Self {
        Self(volume)
    }

    /// The volume as JSON: `AnyVolume::from_json(r#"{"glusterfs": {"endpoints": "gluster", "path": "data"}}"#)`.
    ///
    /// # Panics
    ///
    /// When the text is no volume.
    #[must_use]
    #[track_caller]
    pub fn from_json(json: &str) -> Self {
        let fields: serde_json::Result<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(json);
        let volume = fields.and_then(|mut fields| {
            // Its name is the field's.
            fields.insert("name".to_owned(), String::new().into());
            serde_json::from_value(fields.into())
        });
        match volume {
            Ok(volume) => Self(volume),
            Err(error) => panic!("this is no volume: {error}"),
        }
    }
}

impl AsVolume for AnyVolume {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        VolumeSource::volume(self.0.clone())
    }
}
