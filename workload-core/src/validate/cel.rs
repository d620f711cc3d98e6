//! Expressions in CEL: whether they parse, name what exists, and have the type that is wanted.
//!
//! What is not known here, such as the result of a rarely used function, fits everywhere, so
//! that nothing is refused that the API server compiles.

mod calls;
mod depth;
mod environment;
mod functions;
mod operators;
mod schema;
mod types;
mod walk;

use std::panic::catch_unwind;
use std::thread;

use cel::common::ast::IdedExpr;
use cel::parser::Parser;

pub(super) use environment::{Environment, admission};
pub(super) use schema::of_schema;
pub(super) use types::Type;

/// Number of levels and of bytes of an expression that any thread has stack for.
const SHALLOW: usize = 4;
const SHORT: usize = 1 << 10;

/// Number of bytes of stack for a deeper or longer one.
const STACK: usize = 128 << 20;

/// Number of bytes of the longest expression that is looked at; the server refuses far shorter ones for their cost.
const LONGEST: usize = 16 << 10;

/// The type of an expression.
///
/// # Errors
///
/// Why it does not compile.
pub(super) fn type_of(expression: &str, environment: &Environment) -> Result<Type, String> {
    let depth = depth::of(expression);
    if depth > depth::DEEPEST {
        return Err(format!(
            "the expression is nested {depth} levels deep, and the API server takes {}",
            depth::DEEPEST
        ));
    }
    if expression.len() > LONGEST {
        return Ok(Type::Unknown);
    }
    let compile = || walk::type_of(&parse(expression)?, environment);
    if depth <= SHALLOW && expression.len() <= SHORT {
        return compile();
    }
    // The parser takes tens of kilobytes of stack for each level.
    thread::scope(|scope| {
        let deep = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, compile);
        deep.map_or(Ok(Type::Unknown), |deep| deep.join().unwrap_or(Ok(Type::Unknown)))
    })
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

/// A parser whose own bound is never met: what is too deep was refused before.
fn parser() -> Parser {
    Parser::new().enable_optional_syntax(true).max_recursion_depth(u16::MAX)
}

fn parse(expression: &str) -> Result<IdedExpr, String> {
    // The parser is made by a generator and has asserts of its own.
    let parsed = catch_unwind(|| parser().parse(expression));
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

    /// The API server takes 250 levels; more than a thread has stack for must not end the program.
    #[test]
    fn deep_and_long_expressions_are_checked() {
        for (open, close) in [("(", ")"), ("!(", ")"), ("[1].all(x, ", ")"), ("true ? true : ", "")] {
            for levels in [60, 249] {
                let expression = format!("{}true{}", open.repeat(levels), close.repeat(levels));
                assert_eq!(checked(&expression), Ok(()), "{levels} {open}");
            }
            let expression = format!("{}true{}", open.repeat(20_000), close.repeat(20_000));
            assert!(checked(&expression).unwrap_err().contains("nested 20000 levels deep"));
        }
        for link in [" && true", " == true", ".a", ".?a", "[0]"] {
            for links in [500, 20_000] {
                let _ = checked(&format!("object.a{}", link.repeat(links)));
            }
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
