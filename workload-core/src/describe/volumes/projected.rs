//! Several sources in one directory.

use k8s_openapi::api::core::v1::{
    ConfigMapProjection, DownwardAPIProjection, DownwardAPIVolumeFile, KeyToPath, ProjectedVolumeSource,
    SecretProjection, ServiceAccountTokenProjection, Volume, VolumeProjection,
};
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume};
use super::downward::{field_file, resource_file};
use super::items::item;
use crate::describe::parts::VolumeSource;
use crate::k8s::values::{ContainerResource, DataKey, FieldPath, IntoValue, Name, ObjectName, SubPath};

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
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
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
    #[track_caller]
    pub fn config(self, name: impl IntoValue<ObjectName>) -> Self {
        let config_map =
            Some(ConfigMapProjection { name: name.into_value().into(), ..ConfigMapProjection::default() });
        self.source(VolumeProjection { config_map, ..VolumeProjection::default() })
    }

    /// The files of a Secret.
    #[must_use]
    #[track_caller]
    pub fn secret(self, name: impl IntoValue<ObjectName>) -> Self {
        let secret = Some(SecretProjection { name: name.into_value().into(), ..SecretProjection::default() });
        self.source(VolumeProjection { secret, ..VolumeProjection::default() })
    }

    /// Only this key of the ConfigMap or Secret named last, as the file `path`; repeat it for several.
    #[must_use]
    #[track_caller]
    pub fn item(mut self, key: impl IntoValue<DataKey>, path: impl IntoValue<SubPath>) -> Self {
        let key = key.into_value();
        let path = path.into_value();
        if let Some(items) = self.last_items() {
            items.get_or_insert_default().push(item(key, path, None));
        }
        self
    }

    /// Lets the Pod start without the ConfigMap or Secret named last.
    #[must_use]
    pub fn optional(mut self) -> Self {
        if let Some(source) = self.sources.last_mut() {
            if let Some(config_map) = &mut source.config_map {
                config_map.optional = Some(true);
            }
            if let Some(secret) = &mut source.secret {
                secret.optional = Some(true);
            }
        }
        self
    }

    /// A file with a field of the Pod.
    #[must_use]
    #[track_caller]
    pub fn field(self, path: impl IntoValue<SubPath>, field: FieldPath) -> Self {
        self.downward(field_file(path.into_value(), field))
    }

    /// A file with a resource of a container.
    #[must_use]
    #[track_caller]
    pub fn resource(
        self,
        path: impl IntoValue<SubPath>,
        container: Name,
        resource: ContainerResource,
    ) -> Self {
        self.downward(resource_file(path.into_value(), container, resource))
    }

    /// A file with a token of the Pod's account for `audience`, renewed before `seconds` are over.
    #[must_use]
    #[track_caller]
    pub fn token(self, path: impl IntoValue<SubPath>, audience: impl Into<String>, seconds: i64) -> Self {
        // Later versions of Kubernetes have more fields: none is written out whole.
        let mut token = ServiceAccountTokenProjection {
            path: path.into_value().into(),
            ..ServiceAccountTokenProjection::default()
        };
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

    /// Adds a file to the source before, where that is of the downward API too.
    fn downward(mut self, file: DownwardAPIVolumeFile) -> Self {
        if let Some(VolumeProjection { downward_api: Some(downward), .. }) = self.sources.last_mut() {
            downward.items.get_or_insert_default().push(file);
            return self;
        }
        let downward_api = Some(DownwardAPIProjection { items: Some(vec![file]) });
        self.source(VolumeProjection { downward_api, ..VolumeProjection::default() })
    }

    fn last_items(&mut self) -> Option<&mut Option<Vec<KeyToPath>>> {
        let source = self.sources.last_mut()?;
        let of_config_map = source.config_map.as_mut().map(|config_map| &mut config_map.items);
        of_config_map.or(source.secret.as_mut().map(|secret| &mut secret.items))
    }

    fn source(mut self, source: VolumeProjection) -> Self {
        self.sources.push(source);
        self
    }
}

impl AsVolume for Projected {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        let mut source =
            ProjectedVolumeSource { default_mode: self.mode, ..ProjectedVolumeSource::default() };
        source.sources = Some(self.sources.clone());
        let volume = Volume { projected: Some(source), ..Volume::default() };
        VolumeSource::volume(volume)
    }
}
