//! A path of the node that the Pod runs on.

use k8s_openapi::api::core::v1::{HostPathVolumeSource, Volume};

use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::can;
use crate::k8s::literal::{FieldName, FromField, word_forms};
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
#[derive(Clone, Debug)]
pub struct HostPath {
    path: NodePath,
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
    #[must_use]
    pub fn kind(mut self, kind: HostPathType) -> Self {
        self.kind = Some(kind);
        self
    }
}

impl<S: can::NodeLocal> FromField<HostPath> for Mount<S> {
    fn from_field(field: &FieldName, host: &HostPath) -> Option<Self> {
        let source = HostPathVolumeSource { path: host.path.to_string(), type_: host.kind.map(Into::into) };
        let volume = Volume { name: field.kebab(), host_path: Some(source), ..Volume::default() };
        Some(Self::of(field.kebab(), VolumeSource::volume(volume)))
    }
}
