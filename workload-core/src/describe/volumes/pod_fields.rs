//! Files with fields of the Pod itself.

use k8s_openapi::api::core::v1::{DownwardAPIVolumeFile, DownwardAPIVolumeSource, Volume};
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume};
use super::downward::{field_file, resource_file};
use crate::describe::parts::VolumeSource;
use crate::k8s::values::{ContainerResource, FieldPath, IntoValue, Name, SubPath};

/// Files with fields of the Pod and resources of its containers: a `downwardAPI` volume.
///
/// ```
/// use workload_core::values::{FieldPath, SubPath};
/// use workload_core::volumes::PodFields;
///
/// let about = PodFields::new().field(SubPath::new("labels"), FieldPath::new("metadata.labels['team']"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct PodFields {
    files: Vec<DownwardAPIVolumeFile>,
    mode: Option<i32>,
}

impl PodFields {
    /// No file yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A file with a field of the Pod.
    #[must_use]
    #[track_caller]
    pub fn field(mut self, path: impl IntoValue<SubPath>, field: FieldPath) -> Self {
        self.files.push(field_file(path.into_value(), field));
        self
    }

    /// A file with a resource of a container.
    #[must_use]
    #[track_caller]
    pub fn resource(
        mut self,
        path: impl IntoValue<SubPath>,
        container: Name,
        resource: ContainerResource,
    ) -> Self {
        self.files.push(resource_file(path.into_value(), container, resource));
        self
    }

    /// The permissions of the files, such as `0o440`.
    #[must_use]
    pub fn mode(mut self, mode: i32) -> Self {
        self.mode = Some(mode);
        self
    }
}

impl AsVolume for PodFields {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        // Later versions of Kubernetes have more fields: it is not written out whole.
        let mut source =
            DownwardAPIVolumeSource { default_mode: self.mode, ..DownwardAPIVolumeSource::default() };
        source.items = Some(self.files.clone());
        let volume = Volume { downward_api: Some(source), ..Volume::default() };
        VolumeSource::volume(volume)
    }
}
