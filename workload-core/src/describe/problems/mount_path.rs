//! Mounts without a path, or two at the same one.

use super::Problem;
use crate::describe::description::Description;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for part in description.containers() {
        let mounts = part.container.raw.volume_mounts.as_deref().unwrap_or_default();
        for (at, mount) in mounts.iter().enumerate() {
            let earlier = &mounts[..at];
            let message = if mount.mount_path.is_empty() {
                format!("volume `{}` is mounted nowhere: say where with `mount = \"/…\"`", mount.name)
            } else if let Some(other) = earlier.iter().find(|other| other.mount_path == mount.mount_path) {
                format!(
                    "`{}` and `{}` are both mounted at `{}`: move one",
                    other.name, mount.name, mount.mount_path
                )
            } else {
                continue;
            };
            problems.push(part.problem(&format!("volumeMounts[{at}]"), message));
        }
    }
    problems
}
