//! Rules in CEL on the values of a schema: whether they compile, and give a bool and a string.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::JSONSchemaProps;

use crate::syntax::yaml::{PathBuilder, Step};
use crate::validate::cel::{self, Environment, Type, of_schema};
use crate::validate::field_error::FieldErrors;

/// Checks the rules of a schema, which stands at `at`.
pub(super) fn check_all(schema: &JSONSchemaProps, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let Some(rules) = schema.x_kubernetes_validations.as_ref().filter(|rules| !rules.is_empty()) else {
        return;
    };
    let is_root = matches!(at.path().0.last(), Some(Step::Field(name)) if name == "openAPIV3Schema");
    let of = of_schema(schema, is_root);
    for (index, rule) in rules.iter().enumerate() {
        let list = at.field("x-kubernetes-validations");
        let at = list.index(index);
        let old = match rule.optional_old_self {
            Some(true) => Type::Optional(of.clone().into()),
            _ => of.clone(),
        };
        let environment = Environment::default().with("self", of.clone()).with("oldSelf", old);
        if !rule.rule.trim().is_empty()
            && let Err(why) = cel::check(&rule.rule, &environment, &[Type::Bool])
        {
            errors.invalid(&at.field("rule"), why);
        }
        let message = rule.message_expression.as_deref().filter(|text| !text.trim().is_empty());
        if let Some(message) = message
            && let Err(why) = cel::check(message, &environment, &[Type::String])
        {
            errors.invalid(&at.field("messageExpression"), why);
        }
    }
}
