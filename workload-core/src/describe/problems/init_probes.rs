//! Probes and hooks of a container that ends before the others start.

use super::Problem;
use crate::describe::description::Description;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for part in description.containers().filter(|part| part.ends_first) {
        let raw = &part.container.raw;
        for (key, path, is_there) in [
            ("startup", "startupProbe", raw.startup_probe.is_some()),
            ("ready", "readinessProbe", raw.readiness_probe.is_some()),
            ("live", "livenessProbe", raw.liveness_probe.is_some()),
            (
                "post_start",
                "lifecycle.postStart",
                raw.lifecycle.as_ref().is_some_and(|it| it.post_start.is_some()),
            ),
            ("pre_stop", "lifecycle.preStop", raw.lifecycle.as_ref().is_some_and(|it| it.pre_stop.is_some())),
        ] {
            if is_there {
                let message = format!(
                    "`{}` ends before the others start and cannot have `{key}`: make it a `sidecar`, or leave the key out",
                    raw.name
                );
                problems.push(part.problem(path, message));
            }
        }
    }
    problems
}
