//! Rules in CEL on the values of a schema: whether they compile, and give a bool and a string.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::JSONSchemaProps;

use crate::syntax::yaml::{PathBuilder, Step};
use crate::validate::api_server::cel_expression::expression;
use crate::validate::api_server::checks::each;
use crate::validate::cel::{Environment, Type, of_schema};
use crate::validate::field_error::FieldErrors;

/// Checks the rules of a schema, which stands at `at`.
pub(super) fn check_all(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(rules) = schema.x_kubernetes_validations.as_ref().filter(|rules| !rules.is_empty()) else {
        return;
    };
    let is_root = matches!(at.path().0.last(), Some(Step::Field(name)) if name == "openAPIV3Schema");
    let of = of_schema(schema, is_root);
    each(rules, &at.field("x-kubernetes-validations"), errors, |rule, at, errors| {
        let environment = environment(&of, rule.optional_old_self == Some(true));
        expression(&rule.rule, &environment, &[Type::Bool], &at.field("rule"), errors);
        let message = rule.message_expression.as_deref().unwrap_or_default();
        expression(message, &environment, &[Type::String], &at.field("messageExpression"), errors);
    });
}

/// What a rule can name: the value, and what the value was.
fn environment(of: &Type, is_old_optional: bool) -> Environment {
    let old = if is_old_optional { Type::Optional(of.clone().into()) } else { of.clone() };
    Environment::default().with("self", of.clone()).with("oldSelf", old)
}
