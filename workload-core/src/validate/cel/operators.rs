//! What operators take, and the types they give.

use super::types::Type;

/// The sign of an operator with two operands, by its name in the tree.
fn sign(name: &str) -> &str {
    name.trim_start_matches(['_', '@']).trim_end_matches('_')
}

/// The type of an operator with these operands; none for what is no operator.
pub(super) fn type_of(name: &str, operands: &[Type]) -> Option<Result<Type, String>> {
    let of = match (name, operands) {
        ("!_" | "@not_strictly_false", [one]) => logic(name, &[one]),
        ("_&&_" | "_||_", [one, other]) => logic(name, &[one, other]),
        ("-_", [one]) => match one {
            Type::Int | Type::Double | Type::Unknown | Type::Dyn => Ok(one.clone()),
            other => Err(format!("`-` does not take `{other}`")),
        },
        ("_==_" | "_!=_", [one, other]) => equality(name, one, other),
        ("_<_" | "_<=_" | "_>_" | "_>=_", [one, other]) => order(name, one, other),
        ("_+_" | "_-_" | "_*_" | "_/_" | "_%_", [one, other]) => arithmetic(name, one, other),
        ("@in" | "_in_", [_, range]) => match range {
            range if range.is_plain() => Err(format!("`in` does not take `{range}` on its right")),
            _ => Ok(Type::Bool),
        },
        ("_[_]", [one, _]) => Ok(item(one)),
        ("_[?_]", _) => Ok(Type::Unknown),
        ("_?_:_", [condition, one, other]) => choice(condition, one, other),
        _ => return None,
    };
    Some(of)
}

fn mismatch(name: &str, one: &Type, other: &Type) -> String {
    format!("`{}` does not take `{one}` and `{other}`", sign(name))
}

fn logic(name: &str, operands: &[&Type]) -> Result<Type, String> {
    match operands.iter().find(|of| !of.is_open() && ***of != Type::Bool) {
        Some(wrong) => Err(format!("`{}` does not take `{wrong}`", sign(name))),
        None => Ok(Type::Bool),
    }
}

fn equality(name: &str, one: &Type, other: &Type) -> Result<Type, String> {
    let is_other = one != other && !(one.is_number() && other.is_number());
    let is_optional = |of: &Type| matches!(of, Type::Optional(_));
    let differ = one.is_plain() && other.is_plain()
        || is_optional(one) && other.is_plain()
        || is_optional(other) && one.is_plain();
    if is_other && differ { Err(mismatch(name, one, other)) } else { Ok(Type::Bool) }
}

fn order(name: &str, one: &Type, other: &Type) -> Result<Type, String> {
    let has_order = |of: &Type| of.is_plain() || matches!(of, Type::Duration | Type::Timestamp);
    let fits = one.is_open()
        || other.is_open()
        || one == other && has_order(one)
        || one.is_number() && other.is_number();
    if fits { Ok(Type::Bool) } else { Err(mismatch(name, one, other)) }
}

fn arithmetic(name: &str, one: &Type, other: &Type) -> Result<Type, String> {
    let is_time = |of: &Type| matches!(of, Type::Duration | Type::Timestamp);
    match (one, other) {
        _ if one.is_open() || other.is_open() || is_time(one) || is_time(other) => Ok(Type::Unknown),
        _ if one == other && one.is_number() => Ok(one.clone()),
        (Type::String, Type::String) | (Type::Bytes, Type::Bytes) if name == "_+_" => Ok(one.clone()),
        (Type::List(_), Type::List(_)) if name == "_+_" => {
            Ok(if one == other { one.clone() } else { Type::Unknown })
        }
        _ => Err(mismatch(name, one, other)),
    }
}

/// The type of an item of a list, or of a value of a map.
pub(super) fn item(of: &Type) -> Type {
    match of {
        Type::List(item) | Type::Map(item) => (**item).clone(),
        Type::Dyn => Type::Dyn,
        _ => Type::Unknown,
    }
}

fn choice(condition: &Type, one: &Type, other: &Type) -> Result<Type, String> {
    logic("_?_", &[condition])?;
    match (one, other) {
        _ if one == other => Ok(one.clone()),
        _ if one.is_plain() && other.is_plain() => {
            Err(format!("the two sides of `?:` are of the types `{one}` and `{other}`"))
        }
        _ => Ok(Type::Unknown),
    }
}
