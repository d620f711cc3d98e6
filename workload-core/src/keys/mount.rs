//! `mount`: a volume in the main container.

use crate::description::{Anchor, Description};
use crate::parts::Mount;
use crate::shape::Shape;

impl<S: Shape> Description<S> {
    /// `#[workload(mount = "/data")] data: PerPod`: a volume, mounted into the main container.
    ///
    /// The field's type says what happens to the data, and which shapes it fits.
    #[track_caller]
    pub fn mount(&mut self, mount: Mount<S>) -> &mut Self {
        let mounts = self.main.raw.volume_mounts.get_or_insert_default();
        let path = format!("volumeMounts[{}]", mounts.len());
        mounts.push(mount.mount);
        if let Some(volume) = mount.supply.volume {
            self.pod.volumes.get_or_insert_default().push(volume);
        }
        self.claim_templates.extend(mount.supply.claim_template);
        self.companions.claims.extend(mount.supply.claim);
        self.companions.config_maps.extend(mount.supply.config_map);
        self.companions.secrets.extend(mount.supply.secret);
        self.note(Anchor::Main, &path)
    }
}
