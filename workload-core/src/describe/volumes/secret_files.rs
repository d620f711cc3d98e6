//! Files that are secret.

use std::collections::BTreeMap;

use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1::{Secret, SecretVolumeSource, Volume};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use super::content::digest;
use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::Shape;
use crate::k8s::literal::{FieldName, FromField};
use crate::k8s::values::{DataKey, ObjectName};

/// Files of a Secret, one that exists or one that comes with the app.
///
/// Inline content is written into the manifests, readable for whoever reads those: it is for
/// tests and for tools that encrypt manifests. A Secret that exists is the rule.
#[derive(Clone, Debug, Default)]
pub struct SecretFiles {
    existing: Option<ObjectName>,
    files: BTreeMap<String, Vec<u8>>,
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
    pub fn existing(name: ObjectName) -> Self {
        Self { existing: Some(name), ..Self::default() }
    }

    /// One more file.
    #[must_use]
    pub fn file(mut self, name: DataKey, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.into(), content.into());
        self
    }

    /// The permissions of the files, such as `0o400`.
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

    fn secret(&self, field: &str) -> Secret {
        let data = self.files.iter().map(|(name, content)| (name.clone(), ByteString(content.clone())));
        let name = format!("{field}-{}", digest(&self.files));
        Secret {
            metadata: ObjectMeta { name: Some(name), ..ObjectMeta::default() },
            data: Some(data.collect()),
            ..Secret::default()
        }
    }
}

impl<S: Shape> FromField<SecretFiles> for Mount<S> {
    fn from_field(field: &FieldName, files: &SecretFiles) -> Option<Self> {
        let source = SecretVolumeSource {
            secret_name: files.existing.as_ref().map(ToString::to_string),
            default_mode: files.mode,
            optional: files.optional,
            ..SecretVolumeSource::default()
        };
        let volume = Volume { name: field.kebab(), secret: Some(source), ..Volume::default() };
        let secret = files.existing.is_none().then(|| files.secret(&field.kebab()));
        Some(Self::of(field.kebab(), VolumeSource { secret, ..VolumeSource::volume(volume) }))
    }
}
