//! `mount`, `volume`: volumes of the app, in the main container or for others.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::{Mount, VolumeSource};
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// `#[workload(mount = "/data")] data: PerPod`: a volume, mounted into the main container. The
    /// field's type says what happens to the data, and which shapes it fits (article §2.1).
    #[doc(alias("volumeMounts", "volume_mounts"))]
    #[track_caller]
    pub fn mount(&mut self, mount: Mount<S>) -> &mut Self {
        let mounts = self.main.raw.volume_mounts.get_or_insert_default();
        let path = format!("volumeMounts[{}]", mounts.len());
        self.add_volume(&mount.mount.name, mount.source);
        self.note(Anchor::Volume(mount.mount.name.clone()), "");
        self.main.raw.volume_mounts.get_or_insert_default().push(mount.mount);
        self.main.note(&path);
        self
    }

    /// `#[workload(volume)] shared: Scratch`: a volume for the containers beside the main one, which
    /// name it in their `mount(volume = "shared", path = "/shared")`.
    #[doc(alias("volumes"))]
    #[track_caller]
    pub fn volume(&mut self, mount: Mount<S>) -> &mut Self {
        self.add_volume(&mount.mount.name, mount.source);
        self.note(Anchor::Volume(mount.mount.name), "")
    }

    /// Takes over what a volume brings, once for each volume.
    fn add_volume(&mut self, name: &str, source: VolumeSource) {
        if self.volumes.iter().all(|(known, _)| known != name) {
            self.volumes.push((name.to_owned(), source));
        }
    }
}
