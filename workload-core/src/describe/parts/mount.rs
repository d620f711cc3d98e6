//! A volume mounted into the main container.

use std::marker::PhantomData;

use k8s_openapi::api::core::v1::{ConfigMap, PersistentVolumeClaim, Secret, Volume, VolumeMount};

use crate::describe::shape::Shape;
use crate::k8s::literal::{Principal, forms, word_forms};
use crate::k8s::values::{MountPath, SubPath};

/// What a volume brings to an app: the Pod's volume, and the objects behind it.
#[derive(Clone, Debug, Default)]
pub struct VolumeSource {
    /// The Pod's volume; a claim template makes its own.
    pub(crate) volume: Option<Volume>,
    /// The claim that each Pod gets.
    pub(crate) claim_template: Option<PersistentVolumeClaim>,
    /// The claim that all Pods share.
    pub(crate) claim: Option<PersistentVolumeClaim>,
    /// The configuration given inline.
    pub(crate) config_map: Option<ConfigMap>,
    /// The secret given inline.
    pub(crate) secret: Option<Secret>,
    /// Whether Pods on several nodes would wait for one another.
    pub(crate) one_pod: bool,
}

impl VolumeSource {
    /// A volume with nothing behind it.
    pub(crate) fn volume(volume: Volume) -> Self {
        Self { volume: Some(volume), ..Self::default() }
    }
}

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

/// A volume and its place in the main container of an app of shape `S`:
/// `#[workload(mount = "/data")] data: PerPod`.
#[derive(Clone, Debug)]
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
    pub fn path(&mut self, path: MountPath) -> &mut Self {
        self.mount.mount_path = path.into();
        self
    }

    /// Only this path of the volume.
    pub fn sub_path(&mut self, path: SubPath) -> &mut Self {
        self.mount.sub_path = Some(path.into());
        self
    }

    /// Whether mounts inside it are seen by the node and by other containers.
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

impl<S: Shape> Principal for Mount<S> {
    type Value = MountPath;

    fn set_principal(&mut self, path: MountPath) {
        self.path(path);
    }
}

forms!(Mount<S>: "a field, such as `#[workload(mount = \"/data\")] data: PerPod`", repeats, generics [S: Shape]);
