//! ReplicaSets.

use k8s_openapi::api::apps::v1::{ReplicaSet, ReplicaSetSpec};
use k8s_openapi::api::core::v1::PodTemplateSpec;

use super::checks::not_negative;
use super::meta::{self, Naming};
use super::validate::Validate;
use super::{pod_template, pods};
use crate::k8s::OptionalField;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

impl Validate for ReplicaSet {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::object(&self.metadata, Naming::Subdomain(253), &at.field("metadata"), errors);
        let (mut no_spec, mut no_template) = (None, None);
        let spec: Option<&ReplicaSetSpec> = self.spec.get();
        let spec = spec.unwrap_or_else(|| no_spec.insert(ReplicaSetSpec::default()));
        let template: Option<&PodTemplateSpec> = spec.template.get();
        let template = template.unwrap_or_else(|| no_template.insert(PodTemplateSpec::default()));
        let at = at.field("spec");
        not_negative(spec.replicas, &at.field("replicas"), errors);
        not_negative(spec.min_ready_seconds, &at.field("minReadySeconds"), errors);
        pods::check("ReplicaSet", &spec.selector, template, &at, errors);
        pod_template::check(template, &at.field("template"), errors);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_the_selector_are_checked() {
        for (spec, expected) in [
            (
                r#"{"selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}}}}"#,
                &[][..],
            ),
            (
                r#"{"replicas": -1, "minReadySeconds": -1}"#,
                &["spec.replicas", "spec.minReadySeconds", "spec.selector"],
            ),
            (r#"{"selector": {"matchLabels": {"a": "b"}}}"#, &["spec.template.metadata.labels"]),
        ] {
            let spec: ReplicaSetSpec = serde_json::from_str(spec).unwrap();
            let object = ReplicaSet { spec: spec.into(), ..ReplicaSet::default() };
            let mut errors = FieldErrors::default();
            object.validate(&PathBuilder::root(), &mut errors);
            let paths = errors.into_tested().into_iter().map(|error| error.path.to_string());
            let own =
                paths.filter(|path| path.starts_with("spec") && !path.starts_with("spec.template.spec"));
            assert_eq!(own.collect::<Vec<_>>(), expected);
        }
    }
}
