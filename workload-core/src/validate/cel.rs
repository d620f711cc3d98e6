//! Expressions in CEL: whether they parse, name what exists, and have the type that is wanted.
//!
//! What is not known here, such as the result of a rarely used function, fits everywhere, so
//! that nothing is refused that the API server compiles.

mod calls;
mod environment;
mod functions;
mod operators;
mod schema;
mod types;
mod walk;

use std::panic::catch_unwind;

use cel::common::ast::IdedExpr;
use cel::parser::Parser;

pub(super) use environment::{Environment, admission};
pub(super) use schema::of_schema;
pub(super) use types::Type;

/// The type of an expression.
///
/// # Errors
///
/// Why it does not compile.
pub(super) fn type_of(expression: &str, environment: &Environment) -> Result<Type, String> {
    walk::type_of(&parse(expression)?, environment)
}

/// Checks that an expression compiles and has one of the types `wanted`.
///
/// # Errors
///
/// Why it does not compile, or which type it has.
pub(super) fn check(expression: &str, environment: &Environment, wanted: &[Type]) -> Result<(), String> {
    let found = type_of(expression, environment)?;
    if found == Type::Unknown || wanted.contains(&found) {
        return Ok(());
    }
    let wanted: Vec<_> = wanted.iter().map(ToString::to_string).collect();
    Err(format!("the expression is of type `{found}`, expected `{}`", wanted.join("` or `")))
}

fn parse(expression: &str) -> Result<IdedExpr, String> {
    // The parser is made by a generator and has asserts of its own.
    let parsed = catch_unwind(|| Parser::new().enable_optional_syntax(true).parse(expression));
    match parsed {
        Ok(Ok(parsed)) => Ok(parsed),
        Ok(Err(errors)) => {
            let first = errors.errors.into_iter().next().map(|error| error.msg).unwrap_or_default();
            Err(format!("the expression does not parse: {}", first.trim_start_matches("Syntax error: ")))
        }
        Err(_) => Err("the expression does not parse".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(expression: &str) -> Result<(), String> {
        check(expression, &admission(true, true), &[Type::Bool])
    }

    #[test]
    fn what_the_server_compiles_is_taken() {
        for expression in [
            "true // comment",
            "!object",
            "\"a\" in object.metadata.labels",
            "authorizer.group('').resource('pods').check('get').allowed()",
            "cidr('10.0.0.0/8').containsIP('10.1.1.1')",
            "format.dns1123Label().validate('a').hasValue()",
            "object.?metadata.name.orValue('') == ''",
            "object.list.map(x, x.y).size() < 3",
            "object.spec.a.all(x, object.spec.b.all(y, x == y))",
            "optional.of(1).hasValue()",
            "semver('1.2.3').major() == 1",
            "sets.contains([1],[1])",
            "oldObject == null",
            "request.userInfo.username == 'x' && 'a' in request.userInfo.groups",
            "has(object.spec) ? object.spec.replicas > 1 : false",
            "duration('1h') < duration('2h')",
            "object.a + 1 > 2",
            "[1, 2].all(x, x > 0)",
            "type(object.a) == string",
            "true\n&& true",
        ] {
            assert_eq!(checked(expression), Ok(()), "{expression}");
        }
    }

    #[test]
    fn what_it_does_not_compile_is_told() {
        for (expression, reason) in [
            ("object.", "does not parse"),
            ("object.a ==", "does not parse"),
            ("a\nb", "does not parse"),
            ("has(object)", "has()"),
            ("nosuch.x", "`nosuch` is not declared"),
            ("undeclared(1)", "there is no function `undeclared`"),
            ("cel.bind(x, 1, x == 1)", "`cel` is not declared"),
            ("request.nosuch", "no field `nosuch`"),
            ("'x'", "of type `string`"),
            ("null", "of type `null`"),
            ("dyn(1)", "of type `dyn`"),
            ("object.a", "of type `dyn`"),
            ("1 + 'a' == 2", "`+` does not take `int` and `string`"),
            ("object.name.matches('[')", "not a regular expression"),
            ("object.name.startsWith(1)", "`startsWith` does not take `int`"),
            ("size(object) < 5 ? true : 'x'", "`bool` and `string`"),
            ("'abc'.all(c, c == 'a')", "cannot be walked through"),
            ("'a'.b", "`string` has no fields"),
        ] {
            let error = checked(expression).unwrap_err();
            assert!(error.contains(reason), "{expression}: {error}");
        }
    }
}
