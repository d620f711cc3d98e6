//! Expressions in CEL of webhooks and policies, as far as their types are known.

use k8s_openapi::api::admissionregistration::v1::{MatchCondition, ValidatingAdmissionPolicySpec};

use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::cel_expression::expression;
use crate::validate::api_server::checks::each;
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
    let variables = variables(spec, &at.field("variables"), errors);
    let all = environment(spec.param_kind.is_some(), true, &variables);
    let messages = environment(spec.param_kind.is_some(), false, &variables);
    each(spec.validations.iter().flatten(), &at.field("validations"), errors, |validation, at, errors| {
        expression(&validation.expression, &all, &[Type::Bool], &at.field("expression"), errors);
        if let Some(message) = &validation.message_expression {
            expression(message, &messages, &[Type::String], &at.field("messageExpression"), errors);
        }
    });
    audit_annotations(spec, &all, &at.field("auditAnnotations"), errors);
}

fn audit_annotations(
    spec: &ValidatingAdmissionPolicySpec,
    environment: &Environment,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) {
    each(spec.audit_annotations.iter().flatten(), at, errors, |annotation, at, errors| {
        let wanted = [Type::String, Type::Null];
        expression(&annotation.value_expression, environment, &wanted, &at.field("valueExpression"), errors);
    });
}

/// Checks the variables of a policy, each of which may use those before it; `at` is their list.
fn variables(
    spec: &ValidatingAdmissionPolicySpec,
    at: &PathBuilder<'_>,
    errors: &mut FieldErrors,
) -> Vec<(String, Type)> {
    let mut variables: Vec<(String, Type)> = Vec::new();
    each(spec.variables.iter().flatten(), at, errors, |variable, at, errors| {
        let environment = environment(spec.param_kind.is_some(), true, &variables);
        let of = type_of(&variable.expression, &environment, &at.field("expression"), errors);
        variables.push((variable.name.clone(), of));
    });
    variables
}

/// The type of an expression, unknown where the expression is wrong; a blank one is reported as missing elsewhere.
fn type_of(text: &str, environment: &Environment, at: &PathBuilder<'_>, errors: &mut FieldErrors) -> Type {
    match cel::type_of(text, environment) {
        Err(why) if !text.trim().is_empty() => {
            errors.invalid(at, why);
            Type::Unknown
        }
        checked => checked.unwrap_or(Type::Unknown),
    }
}

fn environment(has_params: bool, has_authorizer: bool, variables: &[(String, Type)]) -> Environment {
    let declared = Type::object(variables.iter().cloned());
    admission(has_params, has_authorizer).with("variables", declared)
}
