//! Several sources in one directory.

use k8s_openapi::api::core::v1::{
    ConfigMapProjection, DownwardAPIProjection, DownwardAPIVolumeFile, ObjectFieldSelector,
    ProjectedVolumeSource, SecretProjection, ServiceAccountTokenProjection, Volume, VolumeProjection,
};

use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::Shape;
use crate::k8s::literal::{FieldName, FromField};
use crate::k8s::values::{FieldPath, ObjectName, SubPath};

/// Files from ConfigMaps, Secrets, the Pod itself and its account, in one directory.
///
/// ```
/// use workload_core::values::{FieldPath, ObjectName, SubPath};
/// use workload_core::volumes::Projected;
///
/// let all = Projected::new()
///     .config(ObjectName::new("settings"))
///     .field(SubPath::new("labels/team"), FieldPath::new("metadata.labels['team']"))
///     .token(SubPath::new("token"), "vault", 3600);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Projected {
    sources: Vec<VolumeProjection>,
    mode: Option<i32>,
}

impl Projected {
    /// No source yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The files of a ConfigMap.
    #[must_use]
    pub fn config(self, name: ObjectName) -> Self {
        let config_map = Some(ConfigMapProjection { name: name.into(), ..ConfigMapProjection::default() });
        self.source(VolumeProjection { config_map, ..VolumeProjection::default() })
    }

    /// The files of a Secret.
    #[must_use]
    pub fn secret(self, name: ObjectName) -> Self {
        let secret = Some(SecretProjection { name: name.into(), ..SecretProjection::default() });
        self.source(VolumeProjection { secret, ..VolumeProjection::default() })
    }

    /// A file with a field of the Pod.
    #[must_use]
    pub fn field(self, path: SubPath, field: FieldPath) -> Self {
        let field_ref =
            Some(ObjectFieldSelector { field_path: field.into(), ..ObjectFieldSelector::default() });
        let file = DownwardAPIVolumeFile { path: path.into(), field_ref, ..DownwardAPIVolumeFile::default() };
        let downward_api = Some(DownwardAPIProjection { items: Some(vec![file]) });
        self.source(VolumeProjection { downward_api, ..VolumeProjection::default() })
    }

    /// A file with a token of the Pod's account for `audience`, renewed before `seconds` are over.
    #[must_use]
    pub fn token(self, path: SubPath, audience: impl Into<String>, seconds: i64) -> Self {
        // Later versions of Kubernetes have more fields: none is written out whole.
        let mut token =
            ServiceAccountTokenProjection { path: path.into(), ..ServiceAccountTokenProjection::default() };
        token.audience = Some(audience.into());
        token.expiration_seconds = Some(seconds);
        self.source(VolumeProjection { service_account_token: Some(token), ..VolumeProjection::default() })
    }

    /// The permissions of the files, such as `0o440`.
    #[must_use]
    pub fn mode(mut self, mode: i32) -> Self {
        self.mode = Some(mode);
        self
    }

    fn source(mut self, source: VolumeProjection) -> Self {
        self.sources.push(source);
        self
    }
}

impl<S: Shape> FromField<Projected> for Mount<S> {
    fn from_field(field: &FieldName, projected: &Projected) -> Option<Self> {
        let mut source =
            ProjectedVolumeSource { default_mode: projected.mode, ..ProjectedVolumeSource::default() };
        source.sources = Some(projected.sources.clone());
        let volume = Volume { name: field.kebab(), projected: Some(source), ..Volume::default() };
        Some(Self::of(field.kebab(), VolumeSource::volume(volume)))
    }
}
