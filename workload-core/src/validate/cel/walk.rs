//! The types of an expression's parts, from the inside out.

use cel::common::ast::{ComprehensionExpr, EntryExpr, Expr, IdedExpr, ListExpr, LiteralValue, SelectExpr};

use super::calls;
use super::environment::Environment;
use super::functions::is_type;
use super::operators::item;
use super::types::Type;
use crate::syntax::text::nearest;

/// The type of an expression.
pub(super) fn type_of(expression: &IdedExpr, environment: &Environment) -> Result<Type, String> {
    match &expression.expr {
        Expr::Unspecified | Expr::Struct(_) => Ok(Type::Unknown),
        Expr::Literal(value) => Ok(literal(value)),
        Expr::Ident(name) => variable(name, environment),
        Expr::Select(select) => field(select, environment),
        Expr::List(list) => items(list, environment),
        Expr::Map(map) => {
            for entry in &map.entries {
                if let EntryExpr::MapEntry(entry) = &entry.expr {
                    type_of(&entry.key, environment)?;
                    type_of(&entry.value, environment)?;
                }
            }
            Ok(Type::map(Type::Unknown))
        }
        Expr::Comprehension(comprehension) => walk_through(comprehension, environment),
        Expr::Call(call) => calls::type_of(call, environment, type_of),
    }
}

fn literal(value: &LiteralValue) -> Type {
    match value {
        LiteralValue::Boolean(_) => Type::Bool,
        LiteralValue::Bytes(_) => Type::Bytes,
        LiteralValue::Double(_) => Type::Double,
        LiteralValue::Int(_) => Type::Int,
        LiteralValue::Null => Type::Null,
        LiteralValue::String(_) => Type::String,
        LiteralValue::UInt(_) => Type::Uint,
    }
}

fn variable(name: &str, environment: &Environment) -> Result<Type, String> {
    if let Some(of) = environment.find(name) {
        return Ok(of.clone());
    }
    if is_type(name) {
        return Ok(Type::Unknown);
    }
    Err(match nearest(name, &environment.names()) {
        Some(near) => format!("`{name}` is not declared, did you mean `{near}`?"),
        None => format!("`{name}` is not declared"),
    })
}

fn field(select: &SelectExpr, environment: &Environment) -> Result<Type, String> {
    let of = type_of(&select.operand, environment)?;
    let found = match &of {
        Type::Object(fields) => match fields.get(&select.field) {
            Some(found) => found.clone(),
            None => return Err(format!("there is no field `{}`", select.field)),
        },
        plain if plain.is_plain() || matches!(plain, Type::Null | Type::List(_)) => {
            return Err(format!("a value of type `{plain}` has no fields: `{}`", select.field));
        }
        Type::Map(_) | Type::Dyn => item(&of),
        _ => Type::Unknown,
    };
    Ok(if select.test { Type::Bool } else { found })
}

fn items(list: &ListExpr, environment: &Environment) -> Result<Type, String> {
    let mut types = Vec::with_capacity(list.elements.len());
    for element in &list.elements {
        types.push(type_of(element, environment)?);
    }
    let first = types.first().cloned().unwrap_or(Type::Unknown);
    Ok(Type::list(if types.iter().all(|of| *of == first) { first } else { Type::Unknown }))
}

/// The type of a macro such as `all` or `map`, which walks through a list or a map.
/// The type of what a comprehension walks through.
fn item_of(range: &Type) -> Result<Type, String> {
    match range {
        Type::List(item) => Ok((**item).clone()),
        Type::Map(_) | Type::Object(_) => Ok(Type::String),
        open if open.is_open() => Ok(open.clone()),
        Type::Optional(_) => Ok(Type::Unknown),
        other => Err(format!("a value of type `{other}` cannot be walked through")),
    }
}

fn walk_through(comprehension: &ComprehensionExpr, environment: &Environment) -> Result<Type, String> {
    let range = type_of(&comprehension.iter_range, environment)?;
    let item = item_of(&range)?;
    let start = type_of(&comprehension.accu_init, environment)?;
    let mut inner =
        environment.clone().with(&comprehension.iter_var, item).with(&comprehension.accu_var, start);
    if let Some(second) = &comprehension.iter_var2 {
        inner = inner.with(second, Type::Unknown);
    }
    type_of(&comprehension.loop_cond, &inner)?;
    type_of(&comprehension.loop_step, &inner)?;
    type_of(&comprehension.result, &inner)
}
