//! Probes.

use k8s_openapi::api::core::v1::Probe;

use super::handler::Handler;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::field_error::FieldErrors;

/// Checks a liveness or a startup probe: one success is enough for it.
pub(super) fn liveness(probe: &Probe, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    check(probe, at, errors);
    // 0 stands for the default, which is 1.
    if let Some(threshold) = probe.success_threshold.filter(|threshold| *threshold > 1) {
        let message = format!("here one success is enough: `successThreshold` is 1, not {threshold}");
        errors.invalid(&at.field("successThreshold"), message);
    }
}

/// Checks a readiness probe: its failure ends nothing.
pub(super) fn readiness(probe: &Probe, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    check(probe, at, errors);
    if probe.termination_grace_period_seconds.is_some_and(|seconds| seconds > 0) {
        let message = "a readiness probe ends no container: leave `terminationGracePeriodSeconds` out";
        errors.invalid(&at.field("terminationGracePeriodSeconds"), message);
    }
}

fn check(probe: &Probe, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    Handler::from(probe).check(0, at, errors);
    for (field, number) in [
        ("initialDelaySeconds", probe.initial_delay_seconds),
        ("timeoutSeconds", probe.timeout_seconds),
        ("periodSeconds", probe.period_seconds),
        ("successThreshold", probe.success_threshold),
        ("failureThreshold", probe.failure_threshold),
    ] {
        checks::not_negative(number, &at.field(field), errors);
    }
    let grace = at.field("terminationGracePeriodSeconds");
    checks::within(probe.termination_grace_period_seconds, 1..=i64::MAX, &grace, errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::pod::testing::{container_accepts, container_refuses};

    #[test]
    fn probes_do_one_thing() {
        container_accepts(&[
            "livenessProbe: {httpGet: {port: http}}",
            "livenessProbe: {httpGet: {port: 80, path: '', scheme: '', httpHeaders: [{name: X-A, value: ''}]}}",
            "readinessProbe: {tcpSocket: {port: 1}, successThreshold: 3, periodSeconds: 0}",
            "startupProbe: {exec: {command: [a]}, terminationGracePeriodSeconds: 1, successThreshold: 0}",
            "livenessProbe: {grpc: {port: 65535}}",
        ]);
        container_refuses(&[
            ("livenessProbe: {}", "livenessProbe", "names what to do"),
            ("startupProbe: {exec: {}}", "startupProbe.exec.command", "one word at least"),
            ("livenessProbe: {httpGet: {port: 0}}", "livenessProbe.httpGet.port", "outside 1 to 65535"),
            ("livenessProbe: {httpGet: {port: '80'}}", "livenessProbe.httpGet.port", "without quotes"),
            (
                "livenessProbe: {httpGet: {port: 1, scheme: https}}",
                "livenessProbe.httpGet.scheme",
                "expected `HTTP`",
            ),
            (
                "livenessProbe: {httpGet: {port: 1, httpHeaders: [{name: a b, value: c}]}}",
                "livenessProbe.httpGet.httpHeaders",
                "name of a header",
            ),
            ("livenessProbe: {grpc: {}}", "livenessProbe.grpc.port", "outside 1 to 65535"),
            (
                "livenessProbe: {tcpSocket: {port: 1}, grpc: {port: 1}}",
                "livenessProbe.grpc",
                "leave out all but one",
            ),
        ]);
    }

    #[test]
    fn numbers_fit_the_sort_of_probe() {
        container_refuses(&[
            (
                "livenessProbe: {grpc: {port: 1}, successThreshold: 2}",
                "livenessProbe.successThreshold",
                "is 1",
            ),
            ("startupProbe: {grpc: {port: 1}, periodSeconds: -1}", "startupProbe.periodSeconds", "0 or more"),
            (
                "livenessProbe: {grpc: {port: 1}, terminationGracePeriodSeconds: 0}",
                "livenessProbe.terminationGracePeriodSeconds",
                "1 or more",
            ),
            (
                "readinessProbe: {grpc: {port: 1}, terminationGracePeriodSeconds: 5}",
                "readinessProbe.terminationGracePeriodSeconds",
                "leave",
            ),
        ]);
    }
}
