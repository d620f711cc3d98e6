//! R21: a liveness probe that gives up before the readiness probe begins.

use k8s_openapi::api::core::v1::Probe;

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A liveness probe waits at least as long as the readiness probe.
    ///
    /// Where both ask the same and the readiness probe waits for the program to start, the liveness probe has
    /// failed often enough by then: the container is killed while it starts, again and again
    /// (article §3.2). A startup probe says how long a start may take.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   containers:
    ///   - name: shop
    ///     image: shop:v1
    ///     readinessProbe: {httpGet: {path: /, port: 80}, initialDelaySeconds: 120}
    ///     livenessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: shop}
    /// spec:
    ///   containers:
    ///   - name: shop
    ///     image: shop:v1
    ///     startupProbe: {httpGet: {path: /, port: 80}, failureThreshold: 30, periodSeconds: 10}
    ///     readinessProbe: {httpGet: {path: /, port: 80}}
    ///     livenessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 5}
    /// ```
    R21 killed_before_it_is_ready: Warning, ["3.2"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    for part in subject.containers().filter(|part| part.container.startup_probe.is_none()) {
        let (Some(live), Some(ready)) = (&part.container.liveness_probe, &part.container.readiness_probe)
        else {
            continue;
        };
        let waits = ready.initial_delay_seconds.unwrap_or_default();
        let lasts = seconds_until_it_is_killed(live);
        if !asks_the_same(live, ready) || waits <= lasts {
            continue;
        }
        let path = pod_spec(subject);
        let spec = PathBuilder::along(&path);
        let list = spec.field(part.list);
        let message = format!(
            "a start that takes longer than {lasts} s is killed, and the readiness probe allows {waits} s for it"
        );
        violations.report(subject, &list.index(part.index).field("livenessProbe"), message).help(
            "add a `startupProbe` that lasts as long as the slowest start, or raise `initialDelaySeconds` of the liveness probe",
        );
    }
}

fn asks_the_same(one: &Probe, other: &Probe) -> bool {
    (one.http_get.is_some() && one.http_get == other.http_get)
        || (one.tcp_socket.is_some() && one.tcp_socket == other.tcp_socket)
        || (one.exec.is_some() && one.exec == other.exec)
}

/// How long a container that never answers lasts.
fn seconds_until_it_is_killed(probe: &Probe) -> i32 {
    let failures = probe.failure_threshold.unwrap_or(3).max(1);
    let period = probe.period_seconds.filter(|period| *period > 0).unwrap_or(10);
    probe.initial_delay_seconds.unwrap_or_default().saturating_add(period.saturating_mul(failures - 1))
}
