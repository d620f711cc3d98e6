//! Files that are configuration.

use std::collections::BTreeMap;

use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1::{ConfigMap, ConfigMapVolumeSource, Volume};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::content::digest;
use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::Shape;
use crate::k8s::literal::{FieldName, FromField};
use crate::k8s::values::{DataKey, ObjectName};

/// Files of a ConfigMap, one that exists or one that comes with the app.
///
/// Inline content makes a ConfigMap called after the app, the field and the content, so that a
/// change gives it another name and rolls the Pods.
///
/// ```
/// use workload_core::values::DataKey;
/// use workload_core::volumes::ConfigFiles;
///
/// let config = ConfigFiles::new().file(DataKey::new("redis.conf"), "appendonly yes\n");
/// ```
#[derive(Clone, Debug, Default)]
pub struct ConfigFiles {
    existing: Option<ObjectName>,
    files: BTreeMap<String, Vec<u8>>,
    mode: Option<i32>,
    optional: Option<bool>,
}

impl ConfigFiles {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The files of the ConfigMap called `name`, which exists.
    #[must_use]
    pub fn existing(name: ObjectName) -> Self {
        Self { existing: Some(name), ..Self::default() }
    }

    /// One more file; content that is no UTF-8 is kept as binary.
    #[must_use]
    pub fn file(mut self, name: DataKey, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.into(), content.into());
        self
    }

    /// The permissions of the files, such as `0o440`.
    #[must_use]
    pub fn mode(mut self, mode: i32) -> Self {
        self.mode = Some(mode);
        self
    }

    /// Lets the Pod start without the ConfigMap.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = Some(true);
        self
    }

    /// The ConfigMap of inline files; its name begins with the app's, once that is known.
    fn config_map(&self, field: &str) -> ConfigMap {
        let (mut texts, mut bytes) = (BTreeMap::new(), BTreeMap::new());
        for (name, content) in &self.files {
            match String::from_utf8(content.clone()) {
                Ok(text) => drop(texts.insert(name.clone(), text)),
                Err(error) => drop(bytes.insert(name.clone(), ByteString(error.into_bytes()))),
            }
        }
        let name = format!("{field}-{}", digest(&self.files));
        ConfigMap {
            metadata: ObjectMeta { name: Some(name), ..ObjectMeta::default() },
            data: (!texts.is_empty()).then_some(texts),
            binary_data: (!bytes.is_empty()).then_some(bytes),
            ..ConfigMap::default()
        }
    }
}

impl<S: Shape> FromField<ConfigFiles> for Mount<S> {
    fn from_field(field: &FieldName, files: &ConfigFiles) -> Option<Self> {
        let source = ConfigMapVolumeSource {
            name: files.existing.as_ref().map(ToString::to_string).unwrap_or_default(),
            default_mode: files.mode,
            optional: files.optional,
            ..ConfigMapVolumeSource::default()
        };
        let volume = Volume { name: field.kebab(), config_map: Some(source), ..Volume::default() };
        let config_map = files.existing.is_none().then(|| files.config_map(&field.kebab()));
        Some(Self::of(field.kebab(), VolumeSource { config_map, ..VolumeSource::volume(volume) }))
    }
}
