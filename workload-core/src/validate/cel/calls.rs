//! Calls: of operators, of functions, and of functions of a value.

use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue};

use super::environment::Environment;
use super::functions::{global, is_namespace, member, names};
use super::operators;
use super::types::Type;
use crate::syntax::text::nearest;
use crate::validate::re2;

/// Finds the type of a part.
type TypeOf = fn(&IdedExpr, &Environment) -> Result<Type, String>;

/// Functions that declare variables of their own in what they are called with.
const BINDING: [&str; 6] =
    ["optMap", "optFlatMap", "transformList", "transformMap", "transformMapEntry", "sortBy"];

/// Functions that take a text, and are called on one.
const OF_TEXT: [&str; 4] = ["startsWith", "endsWith", "contains", "matches"];

/// The type of a call.
pub(super) fn type_of(call: &CallExpr, environment: &Environment, of: TypeOf) -> Result<Type, String> {
    let name = call.func_name.as_str();
    if name == "_?._" {
        return call
            .args
            .first()
            .map_or(Ok(Type::Unknown), |operand| of(operand, environment))
            .map(|_| Type::Unknown);
    }
    let receiver = match call.target.as_deref() {
        Some(target) if names_functions(target, environment) => {
            arguments(call, environment, of)?;
            return Ok(if target_is(target, "sets") { Type::Bool } else { Type::Unknown });
        }
        Some(target) => Some(of(target, environment)?),
        None => None,
    };
    if BINDING.contains(&name) {
        return Ok(Type::Unknown);
    }
    let arguments = arguments(call, environment, of)?;
    if receiver.is_none()
        && let Some(found) = operators::type_of(name, &arguments)
    {
        return found;
    }
    let known = if receiver.is_some() { member(name) } else { global(name) };
    let Some(known) = known else { return Err(no_function(name)) };
    match &receiver {
        Some(receiver) => of_value(call, receiver, &arguments)?,
        None if name == "size" => sized(&arguments)?,
        None => {}
    }
    Ok(known)
}

fn target_is(target: &IdedExpr, name: &str) -> bool {
    matches!(&target.expr, Expr::Ident(ident) if ident == name)
}

/// Whether the target of a call only says which functions are meant: `sets.contains(…)`.
fn names_functions(target: &IdedExpr, environment: &Environment) -> bool {
    matches!(&target.expr, Expr::Ident(name) if is_namespace(name) && environment.find(name).is_none())
}

fn arguments(call: &CallExpr, environment: &Environment, of: TypeOf) -> Result<Vec<Type>, String> {
    call.args.iter().map(|argument| of(argument, environment)).collect()
}

fn no_function(name: &str) -> String {
    match nearest(name, &names()) {
        Some(near) => format!("there is no function `{name}`, did you mean `{near}`?"),
        None => format!("there is no function `{name}`"),
    }
}

fn of_value(call: &CallExpr, receiver: &Type, arguments: &[Type]) -> Result<(), String> {
    let name = call.func_name.as_str();
    if !OF_TEXT.contains(&name) || !(receiver.is_open() || *receiver == Type::String) {
        return Ok(());
    }
    if let Some(wrong) = arguments.iter().find(|of| of.is_plain() && **of != Type::String) {
        return Err(format!("`{name}` does not take `{wrong}`"));
    }
    match call.args.first().map(|argument| &argument.expr) {
        Some(Expr::Literal(LiteralValue::String(pattern))) if name == "matches" => {
            let pattern = pattern.inner();
            re2::check(pattern).map_err(|why| format!("`{pattern}` is not a regular expression: {why}"))
        }
        _ => Ok(()),
    }
}

fn sized(arguments: &[Type]) -> Result<(), String> {
    match arguments {
        [of] if of.is_number() || *of == Type::Bool => Err(format!("`size` does not take `{of}`")),
        _ => Ok(()),
    }
}
