//! Deployments.

use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec, DeploymentStrategy, RollingUpdateDeployment};

use super::checks::{not_negative, optional};
use super::meta::{self, Naming};
use super::validate::Validate;
use super::value::{amount, amount_of_all, given, is_zero};
use super::{pod_template, pods};
use crate::k8s::OptionalField;
use crate::k8s::defaults::values::PROGRESS_DEADLINE_SECONDS;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for Deployment {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
        let spec: &DeploymentSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        not_negative(spec.replicas, &at.field("replicas"), errors);
        not_negative(spec.min_ready_seconds, &at.field("minReadySeconds"), errors);
        not_negative(spec.revision_history_limit, &at.field("revisionHistoryLimit"), errors);
        deadline(spec, &at, errors);
        pods::check("Deployment", &spec.selector, &spec.template, &at, errors);
        optional(spec.strategy.as_ref(), &at.field("strategy"), errors, strategy);
        pod_template::check(&spec.template, &at.field("template"), errors);
    }
}

fn deadline(spec: &DeploymentSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let deadline_at = at.field("progressDeadlineSeconds");
    not_negative(spec.progress_deadline_seconds, &deadline_at, errors);
    let deadline = spec.progress_deadline_seconds.unwrap_or(PROGRESS_DEADLINE_SECONDS);
    let ready = spec.min_ready_seconds.unwrap_or(0);
    if deadline <= ready && deadline >= 0 {
        let error = errors.invalid(
            &deadline_at,
            format!("the deadline of {deadline} s is over before a Pod counts as available, after {ready} s"),
        );
        if spec.progress_deadline_seconds.is_none() {
            error.standing_at(&at.field("minReadySeconds"));
        }
        error.help("let `progressDeadlineSeconds` be more than `minReadySeconds`");
    }
}

fn strategy(strategy: &DeploymentStrategy, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match given(strategy.type_.as_ref()).map_or("RollingUpdate", String::as_str) {
        "RollingUpdate" => {
            optional(strategy.rolling_update.as_ref(), &at.field("rollingUpdate"), errors, rolling_update);
        }
        "Recreate" if strategy.rolling_update.is_some() => {
            let message = "a Deployment that recreates its Pods has no rolling update";
            errors
                .forbidden(&at.field("rollingUpdate"), message)
                .help("leave it out, or write `type: RollingUpdate`");
        }
        "Recreate" => {}
        other => {
            errors.unsupported(at, other, &["Recreate", "RollingUpdate"]).standing_at(&at.field("type"));
        }
    }
}

fn rolling_update(update: &RollingUpdateDeployment, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let (surge, unavailable) = (update.max_surge.as_ref(), update.max_unavailable.as_ref());
    amount(surge, &at.field("maxSurge"), errors);
    let unavailable_at = at.field("maxUnavailable");
    amount_of_all(unavailable, &unavailable_at, errors);
    // Either defaults to a quarter.
    if surge.is_some_and(is_zero) && unavailable.is_some_and(is_zero) {
        let message = "without a Pod more and without a Pod less nothing can be replaced";
        errors.invalid(&unavailable_at, message).help("let `maxSurge` or `maxUnavailable` be at least 1");
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
        let mut errors = FieldErrors::default();
        object.validate(&PathBuilder::root(), &mut errors);
        let own = errors.into_vec().into_iter().map(|error| error.path.to_string());
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
        let mut errors = FieldErrors::default();
        Deployment::default().validate(&PathBuilder::root(), &mut errors);
        assert!(errors.into_vec().iter().any(|error| error.path.to_string() == "spec.selector"));
    }
}
