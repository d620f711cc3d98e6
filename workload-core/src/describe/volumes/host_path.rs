//! A path of the node that the Pod runs on.

use std::borrow::Cow;

use k8s_openapi::api::core::v1::{HostPathVolumeSource, Volume};
use serde::{Deserialize, Serialize};

use super::as_volume::{AnyShape, AsVolume, NodesOwn};
use crate::describe::parts::VolumeSource;
use crate::k8s::literal::word_forms;
use crate::k8s::values::NodePath;

word_forms! {
    /// What must be at a path of the node.
    HostPathType: "the type of a host path" {
        /// A directory, made if there is nothing.
        DirectoryOrCreate,
        /// A directory.
        Directory,
        /// A file, made if there is nothing.
        FileOrCreate,
        /// A file.
        File,
        /// A socket.
        Socket,
        /// A character device.
        CharDevice,
        /// A block device.
        BlockDevice,
    }
}

/// A path of the node, for apps that run on every node (article §5.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HostPath {
    path: NodePath,
    #[serde(default, rename = "type")]
    kind: Option<HostPathType>,
}

impl HostPath {
    /// The path, whatever is there.
    ///
    /// # Panics
    ///
    /// When `path` is no [`NodePath`]; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn new(path: &'static str) -> Self {
        Self::of(NodePath::new(path))
    }

    /// A path that comes at run time.
    #[must_use]
    pub const fn of(path: NodePath) -> Self {
        Self { path, kind: None }
    }

    /// The same path, where this must be.
    #[doc(alias("type"))]
    #[must_use]
    pub fn kind(mut self, kind: HostPathType) -> Self {
        self.kind = Some(kind);
        self
    }

    fn volume(&self) -> Volume {
        let source = HostPathVolumeSource { path: self.path.to_string(), type_: self.kind.map(Into::into) };
        Volume { host_path: Some(source), ..Volume::default() }
    }
}

impl AsVolume for HostPath {
    type Fits = NodesOwn;

    fn volume_source(&self) -> VolumeSource {
        VolumeSource::volume(self.volume())
    }
}

/// A path of the node for Pods that may start on any node, with the reason why that is right.
///
/// The reason is kept in the workload's annotation `workload/allow`, so that the rule against such
/// paths (`node_path_in_movable_pod`) is content.
///
/// ```
/// use workload_core::volumes::HostPathAnywhere;
///
/// let socket = HostPathAnywhere::new("/var/run/docker.sock", "builds images with the node's Docker");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HostPathAnywhere {
    host: HostPath,
    because: Cow<'static, str>,
}

impl HostPathAnywhere {
    /// The path, whatever is there, and why any node will do.
    ///
    /// # Panics
    ///
    /// When `path` is no [`NodePath`], or `because` is empty; in a `const` that is a compile error.
    #[must_use]
    #[track_caller]
    pub const fn new(path: &'static str, because: &'static str) -> Self {
        if because.is_empty() {
            panic!("say why a path of the node is right for Pods that may start on any node");
        }
        Self { host: HostPath::new(path), because: Cow::Borrowed(because) }
    }

    /// The same path, where this must be.
    #[doc(alias("type"))]
    #[must_use]
    pub fn kind(mut self, kind: HostPathType) -> Self {
        self.host.kind = Some(kind);
        self
    }
}

impl AsVolume for HostPathAnywhere {
    type Fits = AnyShape;

    fn volume_source(&self) -> VolumeSource {
        VolumeSource {
            node_path_reason: Some(self.because.to_string()),
            ..VolumeSource::volume(self.host.volume())
        }
    }
}
