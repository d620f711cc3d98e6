//! Settings that only some probes may have.

use k8s_openapi::api::core::v1::Probe;

use super::Problem;
use crate::describe::description::Description;
use crate::describe::shape::Shape;

pub(super) fn check<S: Shape>(description: &Description<S>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for part in description.containers() {
        let raw = &part.container.raw;
        for (key, path, probe) in
            [("startup", "startupProbe", &raw.startup_probe), ("live", "livenessProbe", &raw.liveness_probe)]
        {
            if probe.as_ref().and_then(|probe| probe.success_threshold).is_some_and(|count| count != 1) {
                let message =
                    format!("`success` of a `{key}` probe is 1: one good answer is enough, leave it out");
                problems.push(part.problem(path, message));
            }
        }
        let grace = |probe: &Probe| probe.termination_grace_period_seconds;
        if raw.readiness_probe.as_ref().and_then(grace).is_some() {
            let message =
                "a `ready` probe ends nothing, so it has no `grace_period`: leave it out".to_owned();
            problems.push(part.problem("readinessProbe", message));
        }
    }
    problems
}
