//! Conditions in CEL on the requests that a webhook or a policy is asked about.

use std::collections::BTreeSet;

use k8s_openapi::api::admissionregistration::v1::MatchCondition;

use crate::k8s::values::check_qualified;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, name};
use crate::validate::api_server::value::at_most_items;
use crate::validate::field_error::FieldErrors;

/// Maximum number of conditions.
const MAX_CONDITIONS: usize = 64;

/// Checks the conditions; `at` is their list.
pub(super) fn check_all(
    conditions: Option<&[MatchCondition]>,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let conditions = conditions.unwrap_or_default();
    at_most_items(MAX_CONDITIONS, conditions.len(), at, errors);
    let mut names = BTreeSet::new();
    each(conditions, at, errors, |condition, at, errors| {
        check(condition, at, errors);
        if !condition.name.is_empty() && !names.insert(&condition.name) {
            errors.duplicate(&at.field("name"), &condition.name);
        }
    });
}

fn check(condition: &MatchCondition, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if condition.expression.trim().is_empty() {
        errors.required(&at.field("expression"), "a match condition needs an `expression`");
    }
    let is_name = |text: &str| check_qualified(text, "the name of a condition");
    name(&condition.name, "a match condition needs a `name`", is_name, &at.field("name"), errors);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_have_names_of_their_own() {
        let condition = |name: &str, expression: &str| MatchCondition {
            name: name.to_owned(),
            expression: expression.to_owned(),
        };
        let given = [condition("a", "true"), condition("a", " "), condition("", "true")];
        let mut errors = FieldErrors::default();
        check_all(Some(&given), &PathBuilder::root(), &mut errors);
        let paths: Vec<_> = errors.into_vec().into_iter().map(|error| error.path.to_string()).collect();
        assert_eq!(paths, ["[1].expression", "[1].name", "[2].name"]);
    }
}
