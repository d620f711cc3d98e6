//! Jobs.

mod failure_policy;
mod indexed;
mod managed_by;
mod selector;
mod success_policy;

use k8s_openapi::api::batch::v1::{Job, JobSpec};

use super::checks::{not_negative, optional, strict_word};
use super::meta::{self, Naming};
use super::pod_template;
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for Job {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        let meta_at = at.field("metadata");
        meta::object(&self.metadata, Naming::Subdomain(253), &meta_at, errors);
        let given: &JobSpec = &self.spec.get_or_default();
        let spec_at = at.field("spec");
        selector::check(&self.metadata, given, at, errors);
        indexed::hostnames(&self.metadata, given, &meta_at, errors);
        // A Job that names neither number runs one Pod once; in a CronJob neither is filled in.
        if given.completions.is_none() && given.parallelism.is_none() {
            all_but_selector(given, Some(1), &spec_at, errors);
        } else {
            all_but_selector(given, given.completions, &spec_at, errors);
        }
    }
}

/// Checks the spec of the Jobs that a CronJob makes.
pub(super) fn spec(spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    all_but_selector(spec, spec.completions, at, errors);
}

fn all_but_selector(
    spec: &JobSpec,
    completions: Option<i32>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    numbers(spec, at, errors);
    optional(spec.managed_by.as_ref(), &at.field("managedBy"), errors, |name, at, errors| {
        managed_by::check(name, at, errors);
    });
    completion_mode(spec, completions, at, errors);
    policies(spec, completions, at, errors);
    pod_template::check(&spec.template, &at.field("template"), errors);
    restart_policy(spec, &at.fields(&["template", "spec", "restartPolicy"]), errors);
}

/// Checks the mode of completion and the fields that depend on the mode.
fn completion_mode(spec: &JobSpec, completions: Option<i32>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let modes = ["NonIndexed", "Indexed"];
    strict_word(spec.completion_mode.as_ref(), &modes, &at.field("completionMode"), errors);
    if is_indexed(spec) {
        indexed::numbers(spec, completions, at, errors);
    } else {
        indexed::only(spec, at, errors);
    }
}

fn is_indexed(spec: &JobSpec) -> bool {
    spec.completion_mode.as_deref() == Some("Indexed")
}

fn numbers(spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    not_negative(spec.parallelism, &at.field("parallelism"), errors);
    not_negative(spec.completions, &at.field("completions"), errors);
    not_negative(spec.active_deadline_seconds, &at.field("activeDeadlineSeconds"), errors);
    not_negative(spec.backoff_limit, &at.field("backoffLimit"), errors);
    not_negative(spec.ttl_seconds_after_finished, &at.field("ttlSecondsAfterFinished"), errors);
    not_negative(spec.backoff_limit_per_index, &at.field("backoffLimitPerIndex"), errors);
    not_negative(spec.max_failed_indexes, &at.field("maxFailedIndexes"), errors);
    if spec.max_failed_indexes.is_some() && spec.backoff_limit_per_index.is_none() {
        errors.required(
            &at.field("backoffLimitPerIndex"),
            "with `maxFailedIndexes` goes how often each index may fail",
        );
    }
}

/// Checks when the Job fails, when it succeeds and when a Pod is replaced.
fn policies(spec: &JobSpec, completions: Option<i32>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(policy) = &spec.pod_failure_policy {
        failure_policy::check(policy, spec, &at.fields(&["podFailurePolicy", "rules"]), errors);
    }
    if let Some(policy) = &spec.success_policy {
        success_policy::check(policy, is_indexed(spec), completions, &at.field("successPolicy"), errors);
    }
    replacement(spec, &at.field("podReplacementPolicy"), errors);
}

fn replacement(spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let policy = spec.pod_replacement_policy.as_ref();
    if spec.pod_failure_policy.is_none() {
        strict_word(policy, &["Failed", "TerminatingOrFailed"], at, errors);
    } else if let Some(policy) = policy.filter(|policy| *policy != "Failed") {
        errors
            .unsupported(at, policy, &["Failed"])
            .help("with `podFailurePolicy` a Pod is replaced when it has failed, not before");
    }
}

fn restart_policy(spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    const HELP: &str =
        "write `restartPolicy: OnFailure` to start the container again, `restartPolicy: Never` for a new Pod";
    let pod = spec.template.spec.as_ref();
    match pod.and_then(|pod| pod.restart_policy.as_deref()).unwrap_or_default() {
        "" => _ = errors.required(at, "a Job says what happens when a container fails").help(HELP),
        "Always" => {
            let message = "the Pods of a Job end: `Always` would restart them for ever";
            errors.required(at, message).help(HELP);
        }
        "OnFailure" if spec.pod_failure_policy.is_some() => {
            let message = "with `podFailurePolicy` only `Never` is supported: the policy counts failed Pods";
            errors.invalid(at, message);
        }
        // Of a word that is no policy at all the Pod's own check speaks.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(spec: &str, policy: &str) -> Vec<String> {
        let spec = format!(
            r#"{{"template": {{"spec": {{"containers": [], "restartPolicy": "{policy}"}}}} {spec}}}"#
        );
        let spec = serde_json::from_str(&spec).unwrap();
        let mut errors = FieldErrors::default();
        super::spec(&spec, &PathBuilder::root().field("spec"), &mut errors);
        let paths = errors.into_tested().into_iter().map(|error| error.path.to_string());
        paths.filter(|path| !path.contains("containers")).collect()
    }

    #[test]
    fn what_the_server_takes_is_taken() {
        for (spec, policy) in [
            ("", "Never"),
            ("", "OnFailure"),
            (r#", "parallelism": 0, "completions": 0, "backoffLimit": 0"#, "Never"),
            (r#", "podReplacementPolicy": "TerminatingOrFailed", "completionMode": "NonIndexed""#, "Never"),
            (r#", "podReplacementPolicy": "Failed", "podFailurePolicy": {"rules": []}"#, "Never"),
        ] {
            assert_eq!(said(spec, policy), [""; 0], "{spec}");
        }
    }

    #[test]
    fn what_the_server_refuses_is_refused() {
        for (spec, path) in [
            (r#", "parallelism": -1"#, "spec.parallelism"),
            (r#", "completions": -1"#, "spec.completions"),
            (r#", "activeDeadlineSeconds": -1"#, "spec.activeDeadlineSeconds"),
            (r#", "backoffLimit": -1"#, "spec.backoffLimit"),
            (r#", "ttlSecondsAfterFinished": -1"#, "spec.ttlSecondsAfterFinished"),
            (r#", "completionMode": """#, "spec.completionMode"),
            (r#", "podReplacementPolicy": "failed""#, "spec.podReplacementPolicy"),
            (
                r#", "podReplacementPolicy": "TerminatingOrFailed", "podFailurePolicy": {"rules": []}"#,
                "spec.podReplacementPolicy",
            ),
            (r#", "managedBy": "x""#, "spec.managedBy"),
        ] {
            assert_eq!(said(spec, "Never"), [path], "{spec}");
        }
        for (spec, policy) in
            [("", ""), ("", "Always"), (r#", "podFailurePolicy": {"rules": []}"#, "OnFailure")]
        {
            assert_eq!(said(spec, policy), ["spec.template.spec.restartPolicy"], "{policy}");
        }
    }
}
