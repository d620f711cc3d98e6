//! A volume mounted into the main container.

use std::marker::PhantomData;

use k8s_openapi::api::core::v1::{ConfigMap, PersistentVolumeClaim, Secret, Volume, VolumeMount};

use crate::literal::{Principal, forms};
use crate::shape::Shape;
use crate::values::MountPath;

/// What a volume brings to an app: the Pod's volume, and the objects behind it.
#[derive(Clone, Debug, Default)]
pub struct Supply {
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
}

/// A volume and its place in the main container of an app of shape `S`:
/// `#[workload(mount = "/data")] data: PerPod`.
#[derive(Clone, Debug)]
pub struct Mount<S: Shape> {
    pub(crate) mount: VolumeMount,
    pub(crate) supply: Supply,
    shape: PhantomData<S>,
}

impl<S: Shape> Mount<S> {
    /// A mount of the volume `name`, not yet at a path.
    pub(crate) fn of(name: String, supply: Supply) -> Self {
        let mount = VolumeMount { name, ..VolumeMount::default() };
        Self { mount, supply, shape: PhantomData }
    }

    /// Where the volume appears in the container.
    pub fn path(&mut self, path: MountPath) -> &mut Self {
        self.mount.mount_path = path.into();
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
