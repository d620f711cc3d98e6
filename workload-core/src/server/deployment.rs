//! Deployments.

use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment};

use super::checks::not_negative;
use super::meta::{self, Naming};
use super::value::{amount, amount_of_all, given, is_zero};
use super::{pod_template, pods};
use crate::faults::Faults;
use crate::objects::Maybe;
use crate::yaml::At;

/// How long a Deployment may be without progress when it does not say so.
const DEADLINE: i32 = 600;

/// Checks a Deployment.
pub(super) fn check(object: &Deployment, at: &At<'_>, faults: &mut Faults) {
    meta::object(&object.metadata, Naming::Subdomain(253), &at.field("metadata"), faults);
    let mut empty = None;
    let given: Option<&DeploymentSpec> = object.spec.maybe();
    let spec = given.unwrap_or_else(|| empty.insert(DeploymentSpec::default()));
    let at = at.field("spec");
    not_negative(spec.replicas, &at.field("replicas"), faults);
    not_negative(spec.min_ready_seconds, &at.field("minReadySeconds"), faults);
    not_negative(spec.revision_history_limit, &at.field("revisionHistoryLimit"), faults);
    deadline(spec, &at, faults);
    pods::check("Deployment", &spec.selector, &spec.template, &at, faults);
    if let Some(given) = &spec.strategy {
        strategy(given, &at.field("strategy"), faults);
    }
    pod_template::check(&spec.template, &at.field("template"), faults);
}

fn deadline(spec: &DeploymentSpec, at: &At<'_>, faults: &mut Faults) {
    let deadline_at = at.field("progressDeadlineSeconds");
    not_negative(spec.progress_deadline_seconds, &deadline_at, faults);
    let deadline = spec.progress_deadline_seconds.unwrap_or(DEADLINE);
    let ready = spec.min_ready_seconds.unwrap_or(0);
    if deadline <= ready && deadline >= 0 {
        let fault = faults.invalid(
            &deadline_at,
            format!("the deadline of {deadline} s is over before a Pod counts as available, after {ready} s"),
        );
        if spec.progress_deadline_seconds.is_none() {
            fault.standing_at(&at.field("minReadySeconds"));
        }
        fault.help("let `progressDeadlineSeconds` be more than `minReadySeconds`");
    }
}

fn strategy(strategy: &DeploymentStrategy, at: &At<'_>, faults: &mut Faults) {
    match given(strategy.type_.as_ref()).map_or("RollingUpdate", String::as_str) {
        "RollingUpdate" => {
            if let Some(given) = &strategy.rolling_update {
                rolling_update(given, &at.field("rollingUpdate"), faults);
            }
        }
        "Recreate" if strategy.rolling_update.is_some() => {
            let message = "a Deployment that recreates its Pods has no rolling update";
            faults
                .forbidden(&at.field("rollingUpdate"), message)
                .help("leave it out, or write `type: RollingUpdate`");
        }
        "Recreate" => {}
        other => {
            faults.unsupported(at, other, &["Recreate", "RollingUpdate"]).standing_at(&at.field("type"));
        }
    }
}

fn rolling_update(update: &RollingUpdateDeployment, at: &At<'_>, faults: &mut Faults) {
    let (surge, unavailable) = (update.max_surge.as_ref(), update.max_unavailable.as_ref());
    amount(surge, &at.field("maxSurge"), faults);
    let unavailable_at = at.field("maxUnavailable");
    amount_of_all(unavailable, &unavailable_at, faults);
    // Either defaults to a quarter.
    if surge.is_some_and(is_zero) && unavailable.is_some_and(is_zero) {
        let message = "without a Pod more and without a Pod less nothing can be replaced";
        faults.invalid(&unavailable_at, message).help("let `maxSurge` or `maxUnavailable` be at least 1");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(spec: &str) -> Vec<String> {
        let spec = format!(
            r#"{{"selector": {{"matchLabels": {{"a": "b"}}}}, "template": {{"metadata": {{"labels": {{"a": "b"}}}}}}, {spec}}}"#
        );
        let spec: DeploymentSpec = serde_json::from_str(&spec).unwrap();
        let object = Deployment { spec: spec.into(), ..Deployment::default() };
        let mut faults = Faults::default();
        check(&object, &At::root(), &mut faults);
        let own = faults.into_vec().into_iter().map(|fault| fault.path.to_string());
        own.filter(|path| path.starts_with("spec") && !path.starts_with("spec.template.spec")).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for spec in [
            r#""replicas": 0"#,
            r#""progressDeadlineSeconds": 6, "minReadySeconds": 5"#,
            r#""strategy": {"type": "", "rollingUpdate": {"maxSurge": 0}}"#,
            r#""strategy": {"rollingUpdate": {"maxSurge": "125%", "maxUnavailable": "100%"}}"#,
            r#""strategy": {"type": "Recreate"}"#,
        ] {
            assert_eq!(said(spec), [""; 0], "{spec}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (spec, path) in [
            (r#""replicas": -1"#, "spec.replicas"),
            (r#""minReadySeconds": -1"#, "spec.minReadySeconds"),
            (r#""revisionHistoryLimit": -1"#, "spec.revisionHistoryLimit"),
            (r#""progressDeadlineSeconds": -1"#, "spec.progressDeadlineSeconds"),
            (r#""progressDeadlineSeconds": 0"#, "spec.progressDeadlineSeconds"),
            (r#""minReadySeconds": 600"#, "spec.progressDeadlineSeconds"),
            (r#""strategy": {"type": "recreate"}"#, "spec.strategy"),
            (r#""strategy": {"type": "Recreate", "rollingUpdate": {}}"#, "spec.strategy.rollingUpdate"),
            (r#""strategy": {"rollingUpdate": {"maxSurge": "x"}}"#, "spec.strategy.rollingUpdate.maxSurge"),
            (
                r#""strategy": {"rollingUpdate": {"maxUnavailable": "101%"}}"#,
                "spec.strategy.rollingUpdate.maxUnavailable",
            ),
            (
                r#""strategy": {"rollingUpdate": {"maxSurge": 0, "maxUnavailable": "0%"}}"#,
                "spec.strategy.rollingUpdate.maxUnavailable",
            ),
        ] {
            assert_eq!(said(spec), [path], "{spec}");
        }
    }

    #[test]
    fn a_deployment_without_a_spec_lacks_its_selector() {
        let mut faults = Faults::default();
        check(&Deployment::default(), &At::root(), &mut faults);
        assert!(faults.into_vec().iter().any(|fault| fault.path.to_string() == "spec.selector"));
    }
}
