//! Expressions in CEL of webhooks and policies, as far as their types are known.

use k8s_openapi::api::admissionregistration::v1::{MatchCondition, ValidatingAdmissionPolicySpec};

use crate::syntax::yaml::PathBuilder;
use crate::validate::cel::{self, Environment, Type, admission};
use crate::validate::field_error::FieldErrors;

/// Checks the expressions of match conditions; `at` is their list.
pub(super) fn conditions(
    conditions: Option<&[MatchCondition]>,
    has_params: bool,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    for (index, condition) in conditions.unwrap_or_default().iter().enumerate() {
        let one = at.index(index);
        let at = one.field("expression");
        expression(&condition.expression, &admission(has_params, true), &[Type::Bool], &at, errors);
    }
}

/// Checks the expressions of a policy; `at` is the spec.
pub(super) fn of_policy(
    spec: &ValidatingAdmissionPolicySpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    let has_params = spec.param_kind.is_some();
    let mut variables: Vec<(String, Type)> = Vec::new();
    for (index, variable) in spec.variables.iter().flatten().enumerate() {
        let environment = environment(has_params, true, &variables);
        let list = at.field("variables");
        let one = list.index(index);
        let at = one.field("expression");
        let of = match cel::type_of(&variable.expression, &environment) {
            Err(why) if !variable.expression.trim().is_empty() => {
                errors.invalid(&at, why);
                Type::Unknown
            }
            checked => checked.unwrap_or(Type::Unknown),
        };
        variables.push((variable.name.clone(), of));
    }
    let all = environment(has_params, true, &variables);
    let messages = environment(has_params, false, &variables);
    for (index, validation) in spec.validations.iter().flatten().enumerate() {
        let list = at.field("validations");
        let at = list.index(index);
        expression(&validation.expression, &all, &[Type::Bool], &at.field("expression"), errors);
        if let Some(message) = &validation.message_expression {
            expression(message, &messages, &[Type::String], &at.field("messageExpression"), errors);
        }
    }
    for (index, annotation) in spec.audit_annotations.iter().flatten().enumerate() {
        let list = at.field("auditAnnotations");
        let one = list.index(index);
        let at = one.field("valueExpression");
        expression(&annotation.value_expression, &all, &[Type::String, Type::Null], &at, errors);
    }
}

fn environment(has_params: bool, has_authorizer: bool, variables: &[(String, Type)]) -> Environment {
    let declared = Type::object(variables.iter().cloned());
    admission(has_params, has_authorizer).with("variables", declared)
}

fn expression(
    text: &str,
    environment: &Environment,
    wanted: &[Type],
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    // A blank one is reported as missing.
    if !text.trim().is_empty()
        && let Err(why) = cel::check(text, environment, wanted)
    {
        errors.invalid(at, why);
    }
}
