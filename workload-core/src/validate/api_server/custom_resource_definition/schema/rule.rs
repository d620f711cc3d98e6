//! Rules in CEL on the values of a schema, as far as they can be judged without compiling them.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{JSONSchemaProps, ValidationRule};

use super::field_path;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::strict_word;
use crate::validate::field_error::FieldErrors;

const REASONS: [&str; 4] =
    ["FieldValueRequired", "FieldValueForbidden", "FieldValueInvalid", "FieldValueDuplicate"];

/// Checks the rules of a schema.
pub(super) fn check_all(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for (index, rule) in schema.x_kubernetes_validations.iter().flatten().enumerate() {
        check(rule, schema, &at.field("x-kubernetes-validations").index(index), errors);
    }
}

fn check(rule: &ValidationRule, schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    expression_and_message(rule, at, errors);
    if is_blank(rule.message_expression.as_ref()) {
        errors.required(&at.field("messageExpression"), "`messageExpression` is blank");
    }
    strict_word(rule.reason.as_ref(), &REASONS, &at.field("reason"), errors);
    if let Some(path) = rule.field_path.as_deref().filter(|path| !path.is_empty()) {
        field_path(path, schema, &at.field("fieldPath"), errors);
    }
    if rule.optional_old_self.is_some() && !rule.rule.contains("oldSelf") {
        errors.invalid(&at.field("optionalOldSelf"), "`optionalOldSelf` needs a rule with `oldSelf`");
    }
}

/// Whether a text is there and has nothing but white space.
fn is_blank(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.is_empty() && text.trim().is_empty())
}

fn expression_and_message(rule: &ValidationRule, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let message = rule.message.as_deref().unwrap_or_default().trim();
    let expression = rule.rule.trim();
    if expression.is_empty() {
        errors.required(&at.field("rule"), "a rule needs its expression in `rule`");
    } else if is_blank(rule.message.as_ref()) {
        errors.invalid(&at.field("message"), "`message` is blank");
    } else if has_lines(message) {
        errors.invalid(&at.field("message"), "`message` has more than one line");
    } else if has_lines(expression) && message.is_empty() {
        errors.required(&at.field("message"), "a rule of more than one line needs a `message`");
    }
}

fn field_path(path: &str, schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if path.trim().is_empty() {
        errors.invalid(at, "`fieldPath` is blank");
    }
    if has_lines(path) {
        errors.invalid(at, "`fieldPath` has more than one line");
    }
    if field_path::resolve(path, schema, true).is_none() {
        errors.invalid(at, format!("path `{path}` leads to no field of the schema"));
    }
}

fn has_lines(text: &str) -> bool {
    text.contains(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use super::super::tests::in_property;

    #[test]
    fn rules_are_whole() {
        for (rule, expected) in [
            (r#"{"rule": "self.a == 'x'", "fieldPath": ".a", "reason": "FieldValueInvalid"}"#, &[][..]),
            (r#"{"rule": " "}"#, &["rule"]),
            (r#"{"rule": "true", "message": " "}"#, &["message"]),
            (r#"{"rule": "true\n&& true"}"#, &["message"]),
            (r#"{"rule": "true", "reason": "Invalid", "fieldPath": ".b"}"#, &["reason", "fieldPath"]),
            (r#"{"rule": "self.a == 'x'", "optionalOldSelf": true}"#, &["optionalOldSelf"]),
        ] {
            let schema = format!(
                r#"{{"type": "object", "properties": {{"a": {{"type": "string"}}}}, "x-kubernetes-validations": [{rule}]}}"#
            );
            let expected: Vec<_> =
                expected.iter().map(|field| format!("x-kubernetes-validations[0].{field}")).collect();
            assert_eq!(in_property(&schema), expected, "{rule}");
        }
    }
}
