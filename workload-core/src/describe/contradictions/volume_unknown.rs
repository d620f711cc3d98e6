//! A mount of a volume that the app does not have.

use crate::describe::description::Description;
use crate::describe::error::DescriptionError;
use crate::describe::shape::Shape;
use crate::syntax::text::nearest;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<DescriptionError> {
    let known: Vec<&str> = description.volumes.iter().map(|(name, _)| name.as_str()).collect();
    let mut errors = Vec::new();
    for container in description.containers() {
        let mounts = container.raw.volume_mounts.as_deref().unwrap_or_default();
        for (at, mount) in mounts.iter().enumerate() {
            if known.contains(&mount.name.as_str()) {
                continue;
            }
            let help = help(&mount.name, &known);
            let message = format!("the app has no volume `{}`: {help}", mount.name);
            errors.push(container.error(&format!("volumeMounts[{at}]"), message));
        }
    }
    errors
}

fn help(volume: &str, known: &[&str]) -> String {
    match nearest(volume, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add a field `#[workload(volume)] {}: …`", volume.replace('-', "_")),
    }
}
