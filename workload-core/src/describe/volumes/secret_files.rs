//! Files that are secret.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{KeyToPath, SecretVolumeSource, Volume};
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume};
use super::items::{item, some};
use crate::describe::parts::{FileContent, InlineFiles, VolumeSource};
use crate::k8s::values::{DataKey, IntoValue, ObjectName, SubPath};

/// Files of a Secret, one that exists or one that comes with the app.
///
/// Inline content is written into the manifests, readable for whoever reads those: it is for
/// tests and for tools that encrypt manifests. A Secret that exists is the rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SecretFiles {
    existing: Option<ObjectName>,
    name: Option<ObjectName>,
    files: BTreeMap<String, FileContent>,
    items: Vec<KeyToPath>,
    mode: Option<i32>,
    optional: Option<bool>,
}

impl SecretFiles {
    /// No files yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The files of the Secret called `name`, which exists.
    #[must_use]
    #[track_caller]
    pub fn existing(name: impl IntoValue<ObjectName>) -> Self {
        Self { existing: Some(name.into_value()), ..Self::default() }
    }

    /// One more file.
    #[doc(alias("data"))]
    #[must_use]
    #[track_caller]
    pub fn file(mut self, name: impl IntoValue<DataKey>, content: impl Into<FileContent>) -> Self {
        self.files.insert(name.into_value().into(), content.into());
        self
    }

    /// The name of the Secret that comes with the app. A change of its content then no longer
    /// changes its name, and rolls no Pods.
    #[must_use]
    #[track_caller]
    pub fn named(mut self, name: impl IntoValue<ObjectName>) -> Self {
        self.name = Some(name.into_value());
        self
    }

    /// Only this key, as the file `path`; repeat it for several.
    #[doc(alias("items"))]
    #[must_use]
    #[track_caller]
    pub fn item(mut self, key: impl IntoValue<DataKey>, path: impl IntoValue<SubPath>) -> Self {
        let key = key.into_value();
        let path = path.into_value();
        self.items.push(item(key, path, None));
        self
    }

    /// Only this key, as the file `path` with the permissions `mode`.
    #[must_use]
    #[track_caller]
    pub fn item_with_mode(
        mut self,
        key: impl IntoValue<DataKey>,
        path: impl IntoValue<SubPath>,
        mode: i32,
    ) -> Self {
        let key = key.into_value();
        let path = path.into_value();
        self.items.push(item(key, path, Some(mode)));
        self
    }

    /// The permissions of the files, such as `0o400`.
    #[doc(alias("defaultMode", "default_mode"))]
    #[must_use]
    pub fn mode(mut self, mode: i32) -> Self {
        self.mode = Some(mode);
        self
    }

    /// Lets the Pod start without the Secret.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.optional = Some(true);
        self
    }
}

impl AsVolume for SecretFiles {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        // Later versions of Kubernetes have more fields: it is not written out whole.
        let mut source = SecretVolumeSource {
            secret_name: self.existing.as_ref().map(ToString::to_string),
            default_mode: self.mode,
            items: some(&self.items),
            ..SecretVolumeSource::default()
        };
        source.optional = self.optional;
        let inline = InlineFiles { files: self.files.clone(), secret: true };
        VolumeSource {
            files: self.existing.is_none().then_some(inline),
            object_name: self.name.as_ref().map(ToString::to_string),
            ..VolumeSource::volume(Volume { secret: Some(source), ..Volume::default() })
        }
    }
}
