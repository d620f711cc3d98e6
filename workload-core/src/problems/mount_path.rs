//! Mounts without a path, or two at the same one.

use super::Problem;
use crate::description::{Anchor, Description};
use crate::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let mounts = description.main.raw.volume_mounts.as_deref().unwrap_or_default();
    let mut problems = Vec::new();
    for (at, mount) in mounts.iter().enumerate() {
        let message = if mount.mount_path.is_empty() {
            format!("volume `{}` is mounted nowhere: say where with `mount = \"/…\"`", mount.name)
        } else if let Some(other) = mounts[..at].iter().find(|other| other.mount_path == mount.mount_path) {
            format!(
                "`{}` and `{}` are both mounted at `{}`: move one",
                other.name, mount.name, mount.mount_path
            )
        } else {
            continue;
        };
        let place = description.origins.place(&Anchor::Pod, &format!("containers[0].volumeMounts[{at}]"));
        problems.push(Problem { message, place });
    }
    problems
}
