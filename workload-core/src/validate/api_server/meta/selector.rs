//! The syntax of label selectors.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use super::labels;
use crate::k8s::values::{check_label_key, check_label_value};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks;
use crate::validate::api_server::checks::each;
use crate::validate::field_error::FieldErrors;

/// The operators of a label selector.
const OPERATORS: [&str; 4] = ["In", "NotIn", "Exists", "DoesNotExist"];

/// Checks the syntax of a label selector.
pub(in crate::validate::api_server) fn selector(
    selector: &LabelSelector,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    labels(selector.match_labels.as_ref(), &at.field("matchLabels"), errors);
    each(selector.match_expressions.iter().flatten(), &at.field("matchExpressions"), errors, requirement);
}

fn requirement(one: &LabelSelectorRequirement, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let listed = one.values.as_deref().unwrap_or_default();
    checks::operator(&one.operator, &OPERATORS, &at.field("operator"), errors);
    values(&one.operator, listed, &at.field("values"), errors);
    checks::text(check_label_key(&one.key), &at.field("key"), errors);
    for (index, value) in listed.iter().enumerate() {
        checks::text(check_label_value(value), &at.field("values").index(index), errors);
    }
}

/// Checks that there are as many values as the operator takes.
pub(in crate::validate::api_server) fn values(
    operator: &str,
    values: &[String],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    match operator {
        "In" | "NotIn" if values.is_empty() => {
            errors.required(at, format!("`{operator}` compares with values: name one at least"));
        }
        "Exists" | "DoesNotExist" if !values.is_empty() => {
            errors.forbidden(at, format!("`{operator}` compares with nothing: leave the values out"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(operator: &str, key: &str, values: &[&str]) -> Vec<String> {
        let one = LabelSelectorRequirement {
            operator: operator.to_owned(),
            key: key.to_owned(),
            values: Some(values.iter().map(|&value| value.to_owned()).collect()),
        };
        let mut errors = FieldErrors::default();
        requirement(&one, &PathBuilder::root(), &mut errors);
        errors.into_vec().into_iter().map(|error| error.path.to_string()).collect()
    }

    #[test]
    fn operators_take_their_values() {
        for (operator, key, values, wrong) in [
            ("In", "a.b/c", &["x", ""][..], None),
            ("DoesNotExist", "a", &[], None),
            ("In", "a", &[], Some("values")),
            ("Exists", "a", &["x"], Some("values")),
            ("in", "a", &["x"], Some("operator")),
            ("", "a", &[], Some("operator")),
            ("NotIn", "", &["x"], Some("key")),
            ("NotIn", "a", &["x", "y z"], Some("values[1]")),
        ] {
            assert_eq!(paths(operator, key, values), Vec::from_iter(wrong), "{operator}");
        }
    }
}
