//! R14: a Pod that is killed before it has stopped.

use k8s_openapi::api::core::v1::LifecycleHandler;

use crate::k8s::defaults::values::TERMINATION_GRACE_PERIOD_SECONDS;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::container_command::calls;
use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::stores::image::is_store;
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A Pod has the time that it takes to stop.
    ///
    /// The grace period (`terminationGracePeriodSeconds`, 30 unless it is set) begins with the `preStop` hook,
    /// not after it: a hook that sleeps for as long leaves the program nothing, and one that sleeps longer is
    /// killed with it. A grace period of 0 kills a program that keeps data in the middle of a write (article
    /// §3.2 ①, §4.1).
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         lifecycle: {preStop: {exec: {command: [sh, -c, sleep 60]}}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       terminationGracePeriodSeconds: 90
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         lifecycle: {preStop: {exec: {command: [sh, -c, sleep 60]}}}
    /// ```
    R14 shutdown_cut_short: Warning, ["3.2", "4.1"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    let set: Option<i64> = pod.spec.termination_grace_period_seconds;
    let grace = set.unwrap_or(TERMINATION_GRACE_PERIOD_SECONDS.into());
    let root = subject.at();
    let spec = root.fields(pod_spec_fields(subject));
    if set == Some(0)
        && let Some(what) = keeps_data(subject)
    {
        let message = format!("{what}, and a grace period of 0 kills it in the middle of a write");
        violations.report(subject, &spec.field("terminationGracePeriodSeconds"), message).help(
            "leave it out, which gives 30 s, or give it the time that a clean stop takes (article §4.1)",
        );
        return;
    }
    for part in subject.containers().filter(|part| !part.ends_first()) {
        hook(subject, &spec, part, grace, violations);
    }
}

fn hook(
    subject: &Subject<'_>,
    spec: &PathBuilder<'_>,
    part: ContainerPart<'_>,
    grace: i64,
    violations: &mut Violations,
) {
    let hook = part.container.lifecycle.as_ref().and_then(|hooks| hooks.pre_stop.as_ref());
    let Some(seconds) = hook.and_then(seconds).filter(|seconds| *seconds >= grace && grace > 0) else {
        return;
    };
    let list = spec.field(part.list);
    let container = list.index(part.index);
    let result =
        if seconds > grace { "it is killed half way" } else { "the program is killed right after it" };
    let message = format!("the `preStop` hook takes {seconds} s of a grace period of {grace} s: {result}");
    violations.report(subject, &container.fields(&["lifecycle", "preStop"]), message).help(format!(
        "`terminationGracePeriodSeconds: {}` in the Pods' spec: the hook, and the time that the program takes to stop",
        seconds + i64::from(TERMINATION_GRACE_PERIOD_SECONDS)
    ));
}

/// How long a hook sleeps, as far as it says so.
fn seconds(hook: &LifecycleHandler) -> Option<i64> {
    if let Some(sleep) = &hook.sleep {
        return Some(sleep.seconds);
    }
    let words = hook.exec.as_ref()?.command.as_deref()?;
    if let [program, time] = words
        && program.rsplit('/').next() == Some("sleep")
    {
        return time_span(time);
    }
    let script = words.last().filter(|_| words.len() > 1)?;
    // A loop sleeps until something else ends it.
    if ["while", "until", "for "].iter().any(|word| script.contains(word)) {
        return None;
    }
    let sleeps = calls(script).filter(|call| call.program == "sleep");
    Some(sleeps.filter_map(|call| time_span(call.words.first()?)).sum()).filter(|sum| *sum > 0)
}

/// The seconds of `60`, `60s`, `2m`.
fn time_span(text: &str) -> Option<i64> {
    let digits = text.trim_end_matches(['s', 'm', 'h']);
    let unit = match &text[digits.len()..] {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3_600,
        _ => return None,
    };
    digits.parse::<i64>().ok()?.checked_mul(unit)
}

/// Why the Pods are to stop cleanly.
fn keeps_data(subject: &Subject<'_>) -> Option<String> {
    let main = subject.containers().find(|part| part.list == "containers" && is_store(part.container));
    let claims = !templates(subject).is_empty();
    match main {
        Some(part) => Some(format!("the container `{}` keeps data", part.container.name)),
        None => claims.then(|| format!("the Pods of {} keep data in their claims", subject.name())),
    }
}
