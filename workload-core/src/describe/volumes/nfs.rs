//! A folder of an NFS server.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{NFSVolumeSource, Volume};
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume};
use crate::describe::parts::VolumeSource;
use crate::k8s::values::NodePath;

/// A folder of an NFS server, which all Pods share.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Nfs {
    server: Cow<'static, str>,
    path: NodePath,
    #[serde(default)]
    read_only: bool,
}

impl Nfs {
    /// The folder `path` that `server` exports.
    ///
    /// # Panics
    ///
    /// When `path` is no [`NodePath`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn new(server: &'static str, path: &'static str) -> Self {
        Self::of(Cow::Borrowed(server), NodePath::new(path))
    }

    /// A folder that comes at run time.
    #[must_use]
    pub const fn of(server: Cow<'static, str>, path: NodePath) -> Self {
        Self { server, path, read_only: false }
    }

    /// Keeps the Pod from writing to it.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.read_only = true;
        self
    }
}

impl AsVolume for Nfs {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        let source = NFSVolumeSource {
            server: self.server.to_string(),
            path: self.path.to_string(),
            read_only: self.read_only.then_some(true),
        };
        let volume = Volume { nfs: Some(source), ..Volume::default() };
        VolumeSource::volume(volume)
    }
}
