//! A volume mounted into the main container.

use std::borrow::Cow;
use std::marker::PhantomData;

use k8s_openapi::api::core::v1::VolumeMount;

use super::volume_source::VolumeSource;
use serde::{Deserialize, Serialize};

use crate::describe::shape::Shape;
use crate::k8s::literal::{forms, word_forms};
use crate::k8s::values::{MountPath, Name, SubPath};

word_forms! {
    /// Whether mounts inside a volume are seen elsewhere.
    MountPropagation: "a mount propagation" {
        /// They are not: Kubernetes' default.
        None,
        /// The container sees those of the node.
        HostToContainer,
        /// Both see those of the other.
        Bidirectional,
    }
}

word_forms! {
    /// Whether mounts inside a read-only volume are read-only too.
    RecursiveReadOnly: "whether mounts inside are read-only too" {
        /// They are not: Kubernetes' default.
        Disabled,
        /// They are, where the node can do that.
        IfPossible,
        /// They are, or the Pod does not start.
        Enabled,
    }
}

/// A volume and its place in the main container of an app of shape `S`:
/// `#[workload(mount = "/data")] data: PerPod`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mount<S: Shape> {
    pub(crate) mount: VolumeMount,
    pub(crate) source: VolumeSource,
    shape: PhantomData<S>,
}

impl<S: Shape> Mount<S> {
    /// A mount of the volume `name`, not yet at a path.
    pub(crate) fn of(name: String, source: VolumeSource) -> Self {
        let mount = VolumeMount { name, ..VolumeMount::default() };
        Self { mount, source, shape: PhantomData }
    }

    /// Where the volume appears in the container.
    #[doc(alias("mountPath", "mount_path"))]
    pub fn path(&mut self, path: MountPath) -> &mut Self {
        self.mount.mount_path = path.into();
        self
    }

    /// Only this path of the volume.
    pub fn sub_path(&mut self, path: SubPath) -> &mut Self {
        self.mount.sub_path = Some(path.into());
        self
    }

    /// Only the path of the volume that this pattern gives, with `$(NAME)` for variables of the
    /// container.
    pub fn sub_path_expr(&mut self, pattern: Cow<'static, str>) -> &mut Self {
        self.mount.sub_path_expr = Some(pattern.into_owned());
        self
    }

    /// The volume's name; the field's unless said.
    pub fn name(&mut self, name: Name) -> &mut Self {
        self.mount.name = name.into();
        self
    }

    /// Whether mounts inside a read-only volume are read-only too.
    pub fn recursive_read_only(&mut self, mode: RecursiveReadOnly) -> &mut Self {
        self.mount.recursive_read_only = Some(mode.into());
        self
    }

    /// Whether mounts inside it are seen by the node and by other containers.
    #[doc(alias("mountPropagation", "mount_propagation"))]
    pub fn propagation(&mut self, propagation: MountPropagation) -> &mut Self {
        self.mount.mount_propagation = Some(propagation.into());
        self
    }

    /// Keeps the container from writing to it.
    pub fn read_only(&mut self, read_only: bool) -> &mut Self {
        self.mount.read_only = Some(read_only);
        self
    }
}

forms!(Mount<S>: "a field, such as `#[workload(mount = \"/data\")] data: PerPod`", beside [MountPath => Self::path], repeats, generics [S: Shape]);
