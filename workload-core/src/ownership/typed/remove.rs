//! Takes fields and items out of a value.

use serde_json::{Map, Value};

use super::item_key::item_key;
use crate::ownership::field_set::FieldSet;
use crate::ownership::path::PathElement;
use crate::ownership::schema::{Form, ListType, MapType, ObjectType, Schema, TypeId};

/// The value without the members of `items`. A list or map stays, though empty, when only
/// what is below it goes.
pub(crate) fn remove(value: &Value, items: &FieldSet, ty: ObjectType<'_>) -> Value {
    remove_in(ty.schema, value, items, ty.root)
}

fn remove_in(schema: &Schema, value: &Value, items: &FieldSet, ty: TypeId) -> Value {
    match (schema.atom(ty).deduce(Some(value)), value) {
        (Some(Form::Scalar(_)), _) => value.clone(),
        (Some(Form::Map(ty)), Value::Object(map)) if !ty.atomic => remove_values(schema, map, items, ty),
        (Some(Form::List(ty)), Value::Array(list)) if !ty.atomic => remove_items(schema, list, items, ty),
        _ => Value::Null,
    }
}

fn remove_values(schema: &Schema, map: &Map<String, Value>, items: &FieldSet, ty: &MapType) -> Value {
    let (mut out, mut has_kept) = (Map::new(), false);
    for (key, value) in map {
        let element = PathElement::field(key.as_str());
        if items.members.contains(&element) {
            continue;
        }
        let left = match (items.below(&element), ty.value_type(key)) {
            (Some(below), Some(inner)) => {
                has_kept = true;
                emptied(remove_in(schema, value, below, inner), value)
            }
            _ => value.clone(),
        };
        out.insert(key.clone(), left);
    }
    if out.is_empty() && !has_kept { Value::Null } else { Value::Object(out) }
}

fn remove_items(schema: &Schema, list: &[Value], items: &FieldSet, ty: &ListType) -> Value {
    let (mut out, mut has_kept) = (Vec::new(), false);
    for item in list {
        let element = item_key(schema, ty, item).ok();
        if element.as_ref().is_some_and(|element| items.members.contains(element)) {
            continue;
        }
        out.push(match element.and_then(|element| items.below(&element)) {
            Some(below) => {
                has_kept = true;
                emptied(remove_in(schema, item, below, ty.element), item)
            }
            None => item.clone(),
        });
    }
    if out.is_empty() && !has_kept { Value::Null } else { Value::Array(out) }
}

/// A list or map of which all is removed, but not itself, is empty.
fn emptied(left: Value, before: &Value) -> Value {
    match (left, before) {
        (Value::Null, Value::Object(_)) => Value::Object(Map::new()),
        (Value::Null, Value::Array(_)) => Value::Array(Vec::new()),
        (left, _) => left,
    }
}
