//! `FlowSchemas`.

mod rule;
mod subject;

use k8s_openapi::api::flowcontrol::v1::{
    FlowDistinguisherMethod, FlowSchema, FlowSchemaSpec, PolicyRulesWithSubjects,
};

use super::checks::{each, name, optional, required_word};
use super::meta::{self, Form, SUBDOMAIN};
use super::validate::Validate;
use crate::k8s::OptionalField;
use crate::k8s::values::check_dns_name;
use crate::syntax::yaml::PathBuilder;
use crate::validate::field_error::FieldErrors;

/// The last place in the order of all schemas.
const LAST: i32 = 10_000;

/// The schema that alone may have the first place.
const FIRST_OF_ALL: &str = "exempt";

impl Validate for FlowSchema {
    fn validate(&self, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
        meta::check(&self.metadata, Form::cluster(SUBDOMAIN), &at.field("metadata"), errors);
        let spec: &FlowSchemaSpec = &self.spec.get_or_default();
        let own = self.metadata.name.as_deref().unwrap_or_default();
        let at = at.field("spec");
        precedence(spec.matching_precedence, own, &at.field("matchingPrecedence"), errors);
        optional(spec.distinguisher_method.as_ref(), &at.field("distinguisherMethod"), errors, method);
        let level = at.fields(&["priorityLevelConfiguration", "name"]);
        let missing = "a FlowSchema needs the name of a PriorityLevelConfiguration";
        let is_name = |text: &str| check_dns_name(text, "the name of a PriorityLevelConfiguration");
        name(&spec.priority_level_configuration.name, missing, is_name, &level, errors);
        each(spec.rules.iter().flatten(), &at.field("rules"), errors, rules);
    }
}

fn method(method: &FlowDistinguisherMethod, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let missing = "`distinguisherMethod` needs a `type`";
    required_word(&method.type_, missing, &["ByNamespace", "ByUser"], &at.field("type"), errors);
}

/// Checks the place of a schema in the order of all schemas; left out it is 1000.
fn precedence(place: Option<i32>, own: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(place) = place.filter(|place| *place != 0) else { return };
    if place < 0 {
        errors.invalid(at, format!("`matchingPrecedence` is {place}, expected 1 to {LAST}"));
    }
    if place == 1 && own != FIRST_OF_ALL {
        errors.invalid(at, format!("only the FlowSchema `{FIRST_OF_ALL}` may have `matchingPrecedence: 1`"));
    }
    if place > LAST {
        errors.invalid(at, format!("`matchingPrecedence` is {place}, expected at most {LAST}"));
    }
}

fn rules(rules: &PolicyRulesWithSubjects, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if rules.subjects.is_empty() {
        errors.required(&at.field("subjects"), "`subjects` needs at least one entry");
    }
    each(&rules.subjects, &at.field("subjects"), errors, subject::check);
    let (resources, others) = (
        rules.resource_rules.as_deref().unwrap_or_default(),
        rules.non_resource_rules.as_deref().unwrap_or_default(),
    );
    if resources.is_empty() && others.is_empty() {
        errors.required(at, "at least one of `resourceRules` and `nonResourceRules` must have an entry");
    }
    each(resources, &at.field("resourceRules"), errors, rule::of_resources);
    each(others, &at.field("nonResourceRules"), errors, rule::of_urls);
}

#[cfg(test)]
mod tests {
    use crate::validate::api_server::testing::assert_paths;

    const SCHEMA: &str = "apiVersion: flowcontrol.apiserver.k8s.io/v1, kind: FlowSchema";

    #[test]
    fn the_place_and_the_level_are_checked() {
        assert_paths(
            SCHEMA,
            &[
                ("spec: {priorityLevelConfiguration: {name: a}}", &[]),
                (
                    "spec: {matchingPrecedence: 10000, distinguisherMethod: {type: ByUser}, priorityLevelConfiguration: {name: a}}",
                    &[],
                ),
                (
                    "metadata: {name: exempt}, spec: {matchingPrecedence: 1, priorityLevelConfiguration: {name: exempt}}",
                    &[],
                ),
                (
                    "spec: {matchingPrecedence: 1, priorityLevelConfiguration: {name: A b}}",
                    &["spec.matchingPrecedence", "spec.priorityLevelConfiguration.name"],
                ),
                (
                    "spec: {matchingPrecedence: 10001, distinguisherMethod: {type: user}}",
                    &[
                        "spec.matchingPrecedence",
                        "spec.distinguisherMethod.type",
                        "spec.priorityLevelConfiguration.name",
                    ],
                ),
            ],
        );
    }

    #[test]
    fn rules_need_subjects_and_something_that_they_match() {
        assert_paths(
            SCHEMA,
            &[
                (
                    "spec: {priorityLevelConfiguration: {name: a}, rules: [{}]}",
                    &["spec.rules[0].subjects", "spec.rules[0]"],
                ),
                (
                    "spec: {priorityLevelConfiguration: {name: a}, rules: [{subjects: [{kind: Group, group: {name: g}}], nonResourceRules: [{verbs: [get], nonResourceURLs: [/healthz]}]}]}",
                    &[],
                ),
            ],
        );
    }
}
