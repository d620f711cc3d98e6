//! ReplicationControllers.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{PodTemplateSpec, ReplicationController, ReplicationControllerSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::checks::not_negative;
use super::meta::{self, SUBDOMAIN};
use super::validate::Validate;
use super::{pod_template, pods};
use crate::k8s::OptionalField;
use crate::k8s::facts::validation::GENERATE_NAMES_IGNORED;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

const KIND: &str = "ReplicationController";

type Labels = BTreeMap<String, String>;

const NO_TEMPLATE: &str = "a ReplicationController needs a `template` of its Pods";

impl Validate for ReplicationController {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        metadata(&self.metadata, &at.field("metadata"), errors);
        let spec: &ReplicationControllerSpec = &self.spec.get_or_default();
        let at = at.field("spec");
        not_negative(spec.replicas, &at.field("replicas"), errors);
        not_negative(spec.min_ready_seconds, &at.field("minReadySeconds"), errors);
        let selector = spec.selector.as_ref().filter(|selector| !selector.is_empty());
        if selector.or(labels(spec)).is_none() {
            let message = "a ReplicationController needs a `selector`, or labels on its template";
            errors.required(&at.field("selector"), message);
        }
        let template: Option<&PodTemplateSpec> = spec.template.get();
        match template {
            Some(template) => check_template(selector, template, &at, errors),
            None => _ = errors.required(&at.field("template"), NO_TEMPLATE),
        }
    }
}

/// Checks the metadata; beside a name a `generateName` is not looked at.
fn metadata(given: &ObjectMeta, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if given.name.as_ref().is_none_or(String::is_empty) || given.generate_name.is_none() {
        meta::object(given, SUBDOMAIN, at, errors);
    } else {
        let named = ObjectMeta { generate_name: None, ..given.clone() };
        meta::object(&named, SUBDOMAIN, at, errors);
        let prefixed = ObjectMeta { generate_name: given.generate_name.clone(), ..ObjectMeta::default() };
        errors.changed(&GENERATE_NAMES_IGNORED, |errors| {
            meta::object(&prefixed, SUBDOMAIN, at, errors);
        });
    }
}

/// The labels of the template, where it has any: the default of the selector.
fn labels(spec: &ReplicationControllerSpec) -> Option<&Labels> {
    let template: Option<&PodTemplateSpec> = spec.template.get();
    let meta: Option<&ObjectMeta> = template?.metadata.get();
    meta?.labels.as_ref().filter(|labels| !labels.is_empty())
}

fn check_template(
    selector: Option<&Labels>,
    template: &PodTemplateSpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if let Some(labels) = selector {
        let selector = LabelSelector { match_labels: Some(labels.clone()), match_expressions: None };
        pods::selects(KIND, &selector, template, at, errors);
    }
    pods::restarts_always(KIND, template, at, errors);
    pod_template::check(template, &at.field("template"), errors);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    #[test]
    fn the_selector_defaults_to_the_labels() {
        let pod = "spec: {containers: [{name: a, image: b}]}";
        let with = |spec: &str| format!("spec: {{{spec}}}");
        let labelled = format!("template: {{metadata: {{labels: {{a: b}}}}, {pod}}}");
        assert_paths(
            "apiVersion: v1, kind: ReplicationController",
            &[
                (&with(&labelled), &[]),
                (&with(&format!("selector: {{}}, {labelled}")), &[]),
                (&with(&format!("selector: {{a: c}}, {labelled}")), &["spec.template.metadata.labels"]),
                (&with(&format!("template: {{{pod}}}")), &["spec.selector"]),
                (&with("replicas: -1"), &["spec.replicas", "spec.selector", "spec.template"]),
                (
                    &with(&labelled.replace("containers", "restartPolicy: Never, containers")),
                    &["spec.template.spec.restartPolicy"],
                ),
            ],
        );
    }
}
