//! The selector of a Job, which the server makes itself unless `manualSelector` is true.

use std::collections::BTreeMap;

use k8s_openapi::api::batch::v1::JobSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::super::{meta, name, pods, selection};
use crate::k8s::OptionalField;
use crate::k8s::values::{check_dns_name, check_label_value};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::optional;
use crate::validate::field_error::FieldErrors;

/// The labels by which the server tells the Pods of a Job, whose values it knows.
const NAME_LABELS: [&str; 2] = ["job-name", "batch.kubernetes.io/job-name"];

/// Those whose values nobody knows before.
const UID_LABELS: [&str; 2] = ["controller-uid", "batch.kubernetes.io/controller-uid"];

type Labels = BTreeMap<String, String>;

/// Checks the selector and the labels that go with it; `at` is the Job.
pub(super) fn check(job: &ObjectMeta, spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let spec_at = at.field("spec");
    optional(spec.selector.as_ref(), &spec_at.field("selector"), errors, meta::selector);
    if spec.manual_selector == Some(true) {
        by_hand(spec, &spec_at, errors);
    } else {
        generated(job, spec, at, errors);
    }
}

fn by_hand(spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match &spec.selector {
        None => {
            errors
                .required(
                    &at.field("selector"),
                    "with `manualSelector: true` a Job says which Pods are its own",
                )
                .help("leave `manualSelector` out: the server makes a selector of its own");
        }
        Some(selector) => pods::finds("Job", selector, &spec.template, at, errors),
    }
}

fn generated(job: &ObjectMeta, spec: &JobSpec, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Some(selector) = &spec.selector
        && selection::is_readable(selector)
        && !is_of(job, selector)
    {
        errors
            .invalid(&at.fields(&["spec", "selector"]), "the server makes the selector of a Job itself")
            .help("leave it out");
    }
    let meta: Option<&ObjectMeta> = spec.template.metadata.get();
    own_labels(job, meta.and_then(|meta| meta.labels.as_ref()), at, errors);
    name_as_label(job, at, errors);
}

/// Whether a selector asks only for what the server's own labels are.
fn is_of(job: &ObjectMeta, selector: &LabelSelector) -> bool {
    // The UID is unknown yet: whatever a selector asks of it is not met.
    let expected = NAME_LABELS.map(|label| (label.to_owned(), name::text(job).to_owned()));
    selection::unmet(selector, Some(&Labels::from(expected))).is_none()
}

/// Labels of the server's own that the template sets to something else.
fn own_labels(job: &ObjectMeta, labels: Option<&Labels>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(labels) = labels.filter(|labels| !labels.is_empty()) else { return };
    let labels_at = at.fields(&["spec", "template", "metadata", "labels"]);
    let named = job.name.as_deref().unwrap_or_default();
    for label in NAME_LABELS {
        if labels.get(label).is_some_and(|value| value != named) {
            let message = "the server sets this label to the name of the Job";
            errors.invalid(&labels_at.key(label), message).help("leave it out");
        }
    }
    for label in UID_LABELS.into_iter().filter(|label| labels.contains_key(*label)) {
        let message = "the server sets this label to the UID of the Job";
        errors.invalid(&labels_at.key(label), message).help("leave it out");
    }
}

/// The name becomes a label of the Pods.
fn name_as_label(job: &ObjectMeta, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    // A name that is none at all has its own fault.
    let named = job.name.as_deref().filter(|named| check_dns_name(named, "").is_ok());
    let Some(named) = named else { return };
    if let Err(error) = check_label_value(named) {
        let meta_at = at.field("metadata");
        errors
            .invalid(&at.fields(&["spec", "template", "labels"]), error.as_str())
            .standing_at(&meta_at.field("name"))
            .help("the name of a Job becomes a label of its Pods");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(meta: &str, spec: &str) -> Vec<String> {
        let (meta, spec) = (serde_json::from_str(meta).unwrap(), serde_json::from_str(spec).unwrap());
        let mut errors = FieldErrors::default();
        check(&meta, &spec, &PathBuilder::root(), &mut errors);
        errors.into_vec().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn the_server_makes_selectors_itself() {
        for (spec, expected) in [
            ("{}", &[][..]),
            (r#"{"selector": {}}"#, &[]),
            (r#"{"selector": {"matchLabels": {"job-name": "a"}}}"#, &[]),
            (r#"{"template": {"metadata": {"labels": {"job-name": "a", "x": "y"}}}}"#, &[]),
            (r#"{"selector": {"matchLabels": {"x": "y"}}}"#, &["spec.selector"]),
            (
                r#"{"template": {"metadata": {"labels": {"job-name": "b", "controller-uid": "x"}}}}"#,
                &["spec.template.metadata.labels[job-name]", "spec.template.metadata.labels[controller-uid]"],
            ),
        ] {
            assert_eq!(said(r#"{"name": "a"}"#, spec), expected, "{spec}");
        }
        let long = format!(r#"{{"name": "{}"}}"#, "a".repeat(64));
        assert_eq!(said(&long, "{}"), ["spec.template.labels"]);
    }

    #[test]
    fn a_selector_by_hand_is_wanted_and_must_match() {
        for (spec, expected) in [
            (
                r#"{"manualSelector": true, "selector": {"matchLabels": {"x": "y"}}, "template": {"metadata": {"labels": {"x": "y"}}}}"#,
                &[][..],
            ),
            (r#"{"manualSelector": true}"#, &["spec.selector"]),
            (
                r#"{"manualSelector": true, "selector": {"matchLabels": {"x": "y"}}}"#,
                &["spec.template.metadata.labels"],
            ),
        ] {
            assert_eq!(said(r#"{"name": "a"}"#, spec), expected, "{spec}");
        }
    }
}
