//! `init`, `sidecar`, `container`: containers beside the main one.

use crate::describe::description::{Container, Description};
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// `init(name = "migrate", image = "api:v1", args = ["migrate"])`: runs to its end before the others start.
    #[doc(alias("initContainers", "init_containers"))]
    #[track_caller]
    pub fn init(&mut self, container: Container) -> &mut Self {
        self.inits.push(container);
        self
    }

    /// `sidecar(name = "proxy", image = "envoy:v1.34")`, `#[workload(sidecar)] proxy: Container`: starts
    /// before the main container and runs beside it, also in a job.
    #[track_caller]
    pub fn sidecar(&mut self, mut container: Container) -> &mut Self {
        // A native sidecar is an init container that is restarted.
        container.raw.restart_policy = Some("Always".to_owned());
        self.inits.push(container);
        self
    }

    /// `container(name = "exporter", image = "exporter:v1")`: runs beside the main container.
    #[doc(alias("containers"))]
    #[track_caller]
    pub fn container(&mut self, container: Container) -> &mut Self {
        self.beside.push(container);
        self
    }
}

impl Container {
    /// `mount(volume = "data", path = "/data")`: a volume of the app, by its name.
    #[doc(alias("volumeMounts", "volume_mounts"))]
    #[track_caller]
    pub fn mount(&mut self, mount: crate::describe::parts::MountRef) -> &mut Self {
        let mounts = self.raw.volume_mounts.get_or_insert_default();
        let path = format!("volumeMounts[{}]", mounts.len());
        mounts.push(mount.raw);
        self.note(&path)
    }
}
