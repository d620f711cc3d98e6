//! What Deployments, ReplicaSets, StatefulSets and DaemonSets ask of their Pods alike.

use k8s_openapi::api::core::v1::{PodSpec, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::{meta, selection};
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// Checks that the selector finds the template's Pods, and that those run for good; `at` is
/// the spec that holds both, `kind` is whose it is.
pub(super) fn check(
    kind: &str,
    selector: &LabelSelector,
    template: &PodTemplateSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if selection::is_empty(selector) {
        let message = format!("a {kind} says by `selector` which Pods are its own");
        errors.required(&at.field("selector"), message).help(SELECTOR);
    } else {
        meta::selector(selector, &at.field("selector"), errors);
        finds(kind, selector, template, at, errors);
    }
    restarts_always(kind, template, at, errors);
}

const SELECTOR: &str = "repeat the labels of the template: `selector: {matchLabels: {app: …}}`";

/// Checks that the selector matches the labels of the template; one that cannot be read is
/// reported elsewhere.
pub(super) fn finds(
    kind: &str,
    selector: &LabelSelector,
    template: &PodTemplateSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if selection::is_readable(selector) {
        selects(kind, selector, template, at, errors);
    }
}

/// Checks that the selector, whatever its keys and values, matches the labels of the template.
pub(super) fn selects(
    kind: &str,
    selector: &LabelSelector,
    template: &PodTemplateSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let meta: Option<&ObjectMeta> = template.metadata.get();
    if let Some(unmet) = selection::unmet(selector, meta.and_then(|meta| meta.labels.as_ref())) {
        let message = format!("the selector of the {kind} does not match the labels of its Pods");
        errors.invalid(&at.fields(&["template", "metadata", "labels"]), message).help(unmet.help());
    }
}

/// Checks that the Pods of a template are restarted always and have no deadline.
pub(super) fn restarts_always(
    kind: &str,
    template: &PodTemplateSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let spec: &PodSpec = &template.spec.get_or_default();
    let spec_at = at.fields(&["template", "spec"]);
    // Of a word that is no policy at all the Pod's own check speaks.
    if let Some(policy @ ("OnFailure" | "Never")) = spec.restart_policy.as_deref() {
        let error = errors.unsupported(&spec_at.field("restartPolicy"), policy, &["Always"]);
        error.help(format!("a {kind} restarts its Pods always; a Job takes `{policy}`"));
    }
    if spec.active_deadline_seconds.is_some() {
        no_deadline(kind, &spec_at.field("activeDeadlineSeconds"), errors);
    }
}

fn no_deadline(kind: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let error = errors.forbidden(at, format!("the Pods of a {kind} run without a deadline"));
    error.help("leave it out; a Job has `activeDeadlineSeconds`");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(selector: &str, template: &str) -> Vec<String> {
        let selector = serde_json::from_str(selector).unwrap();
        let template = serde_json::from_str(template).unwrap();
        let mut errors = FieldErrors::default();
        check("Deployment", &selector, &template, &PathBuilder::root().field("spec"), &mut errors);
        errors.into_tested().into_iter().map(|error| format!("{}: {}", error.path, error.message)).collect()
    }

    const APP: &str = r#"{"matchLabels": {"app": "a"}}"#;

    #[test]
    fn a_selector_finds_its_pods() {
        assert_eq!(
            said(APP, r#"{"metadata": {"labels": {"app": "a"}}, "spec": {"containers": []}}"#),
            [""; 0]
        );
        for (selector, expected) in [
            ("{}", "spec.selector: a Deployment says by `selector` which Pods are its own"),
            (
                APP,
                "spec.template.metadata.labels: the selector of the Deployment does not match the labels of its Pods",
            ),
        ] {
            assert_eq!(said(selector, "{}"), [expected]);
        }
    }

    #[test]
    fn pods_run_for_good() {
        let template =
            |spec: &str| format!(r#"{{"metadata": {{"labels": {{"app": "a"}}}}, "spec": {spec}}}"#);
        for spec in [r#"{"restartPolicy": "Always"}"#, r#"{"restartPolicy": ""}"#, "{}"] {
            assert_eq!(said(APP, &template(spec)), [""; 0], "{spec}");
        }
        assert_eq!(
            said(APP, &template(r#"{"restartPolicy": "Never", "activeDeadlineSeconds": 5}"#)),
            [
                "spec.template.spec.restartPolicy: `Never` is not supported, expected `Always`",
                "spec.template.spec.activeDeadlineSeconds: the Pods of a Deployment run without a deadline",
            ]
        );
    }
}
