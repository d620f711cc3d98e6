//! Hooks of a container.

use k8s_openapi::api::core::v1::Lifecycle;

use super::handler::Handler;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks the hooks; `grace` is how many seconds the Pod has to end.
pub(super) fn check(hooks: &Lifecycle, grace: i64, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(hook) = &hooks.post_start {
        Handler::from(hook).check(grace, &at.field("postStart"), errors);
    }
    if let Some(hook) = &hooks.pre_stop {
        Handler::from(hook).check(grace, &at.field("preStop"), errors);
    }
}

/// Whether nothing is left of it: servers take `stopSignal` out where the feature is off.
pub(super) fn is_dropped(hooks: &Lifecycle) -> bool {
    hooks.stop_signal.is_some() && hooks.post_start.is_none() && hooks.pre_stop.is_none()
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{accepts, container_accepts, container_refuses, refuses};

    #[test]
    fn a_negative_grace_period_counts_as_one_second() {
        let pod = |seconds: u8| {
            format!(
                "{{apiVersion: v1, kind: Pod, metadata: {{name: a}}, spec: {{terminationGracePeriodSeconds: -1, containers: [{{name: a, image: b, lifecycle: {{preStop: {{sleep: {{seconds: {seconds}}}}}}}}}]}}}}"
            )
        };
        accepts(&pod(1));
        refuses(&pod(2), "spec.containers[0].lifecycle.preStop.sleep", "(1)");
    }

    #[test]
    fn hooks_do_one_thing_in_time() {
        container_accepts(&[
            "lifecycle: {}",
            "lifecycle: {stopSignal: SIGTERM}",
            "lifecycle: {preStop: {sleep: {seconds: 30}}, postStart: {sleep: {}}}",
            "lifecycle: {preStop: {exec: {command: [a]}}, postStart: {httpGet: {port: 1}}}",
        ]);
        container_refuses(&[
            ("lifecycle: {preStop: {}}", "lifecycle.preStop", "names what to do"),
            ("lifecycle: {preStop: {sleep: {seconds: 31}}}", "lifecycle.preStop.sleep", "(30)"),
            ("lifecycle: {postStart: {sleep: {seconds: -1}}}", "lifecycle.postStart.sleep", "outside 0"),
            (
                "lifecycle: {preStop: {exec: {command: [a]}, sleep: {seconds: 1}}}",
                "lifecycle.preStop.sleep",
                "leave out all but one",
            ),
        ]);
    }
}
