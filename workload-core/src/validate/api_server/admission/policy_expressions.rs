//! What a policy says in CEL: variables, validations and annotations of the audit log.

use std::collections::BTreeSet;

use k8s_openapi::api::admissionregistration::v1::{
    AuditAnnotation, ValidatingAdmissionPolicySpec, Validation, Variable,
};

use crate::k8s::values::check_qualified;
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::checks::{each, strict_word, text};
use crate::validate::field_error::FieldErrors;

/// Maximum number of annotations of the audit log.
const MAX_ANNOTATIONS: usize = 20;

/// Maximum length of the expression of an annotation, in bytes.
const MAX_VALUE_EXPRESSION: usize = 5 * 1024;

const REASONS: [&str; 4] = ["Unauthorized", "Forbidden", "Invalid", "RequestEntityTooLarge"];

/// Checks the expressions of a policy of that name; `at` is the spec.
pub(super) fn check(
    spec: &ValidatingAdmissionPolicySpec,
    name: &str,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    each(spec.variables.iter().flatten(), &at.field("variables"), errors, variable);
    let validations = spec.validations.as_deref().unwrap_or_default();
    let annotations = spec.audit_annotations.as_deref().unwrap_or_default();
    let annotations_at = at.field("auditAnnotations");
    if validations.is_empty() && annotations.is_empty() {
        let message = "a policy needs at least one of its `validations` or `auditAnnotations`";
        errors.required(&at.field("validations"), message);
        errors.required(&annotations_at, message);
    }
    each(validations, &at.field("validations"), errors, validation);
    audit_annotations(annotations, name, &annotations_at, errors);
}

fn audit_annotations(
    annotations: &[AuditAnnotation],
    policy: &str,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    if annotations.len() > MAX_ANNOTATIONS {
        let message = format!("{} annotations, expected at most {MAX_ANNOTATIONS}", annotations.len());
        errors.invalid(at, message);
    }
    let mut keys = BTreeSet::new();
    each(annotations, at, errors, |one, at, errors| {
        annotation(one, policy, at, errors);
        if !keys.insert(&one.key) {
            errors.duplicate(&at.field("key"), &one.key);
        }
    });
}

fn variable(variable: &Variable, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if variable.name.trim().is_empty() {
        errors.required(&at.field("name"), "a variable needs a `name`");
    } else if !is_identifier(&variable.name) {
        let message =
            format!("`{}` is not the name of a variable, expected letters, digits and `_`", variable.name);
        errors.invalid(&at.field("name"), message);
    }
    if variable.expression.trim().is_empty() {
        errors.required(&at.field("expression"), "a variable needs an `expression`");
    }
}

fn is_identifier(name: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !name.starts_with(|first: char| first.is_ascii_digit())
        && name.bytes().all(is_part)
        && !RESERVED.contains(&name)
}

/// Words that CEL keeps for itself, and those that the server refuses beside them.
const RESERVED: [&str; 21] = [
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

fn validation(validation: &Validation, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if validation.expression.trim().is_empty() {
        errors.required(&at.field("expression"), "a validation needs an `expression`");
    }
    for (field, given) in
        [("messageExpression", &validation.message_expression), ("message", &validation.message)]
    {
        let Some(given) = given.as_deref().filter(|given| !given.is_empty()) else { continue };
        if given.trim().is_empty() {
            errors.invalid(&at.field(field), format!("`{field}` is blank"));
        } else if field == "message" && given.trim().contains(['\n', '\r']) {
            errors.invalid(&at.field(field), "`message` has more than one line");
        }
    }
    strict_word(validation.reason.as_ref(), &REASONS, &at.field("reason"), errors);
}

fn annotation(annotation: &AuditAnnotation, name: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let key = at.field("key");
    if name.is_empty() {
        errors.required(&key, "an annotation of the audit log needs the name of its policy");
    } else {
        let full = format!("{name}/{}", annotation.key);
        text(check_qualified(&full, "the key of an annotation, after the policy's name"), &key, errors);
    }
    let expression = annotation.value_expression.trim();
    let value = at.field("valueExpression");
    if expression.is_empty() {
        errors.required(&value, "an annotation needs a `valueExpression`");
    } else if expression.len() > MAX_VALUE_EXPRESSION {
        let message =
            format!("the expression has {} bytes, expected at most {MAX_VALUE_EXPRESSION}", expression.len());
        errors.required(&value, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_there() {
        for (spec, expected) in [
            (r#"{"validations": [{"expression": "true", "message": "a", "reason": "Forbidden"}]}"#, &[][..]),
            (
                r#"{"validations": [{"expression": " ", "message": " ", "messageExpression": " ", "reason": "Conflict"}]}"#,
                &[
                    "validations[0].expression",
                    "validations[0].messageExpression",
                    "validations[0].message",
                    "validations[0].reason",
                ],
            ),
            (r#"{"validations": [{"expression": "true", "message": "a\nb"}]}"#, &["validations[0].message"]),
            (
                r#"{"variables": [{"name": "a-b", "expression": "1"}, {"name": "", "expression": ""}], "validations": [{"expression": "true"}]}"#,
                &["variables[0].name", "variables[1].name", "variables[1].expression"],
            ),
            (
                r#"{"auditAnnotations": [{"key": "a", "valueExpression": "'x'"}, {"key": "a b", "valueExpression": ""}, {"key": "a", "valueExpression": "'x'"}]}"#,
                &[
                    "auditAnnotations[1].key",
                    "auditAnnotations[1].valueExpression",
                    "auditAnnotations[2].key",
                ],
            ),
        ] {
            let spec = serde_json::from_str(spec).unwrap();
            let mut errors = FieldErrors::default();
            check(&spec, "name", &PathBuilder::root(), &mut errors);
            let paths: Vec<_> = errors.into_vec().into_iter().map(|error| error.path.to_string()).collect();
            assert_eq!(paths, expected);
        }
    }
}
