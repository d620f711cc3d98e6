//! Lists in a strategic merge patch.

use serde_json::{Map, Value};

use super::strategic_error::StrategicPatchError;

type Object = Map<String, Value>;

/// Takes members out of a list of scalars.
pub(super) fn delete_from_primitive_list(object: &mut Map<String, Value>, list: &str, gone: &Value) {
    let gone = gone.as_array().cloned().unwrap_or_default();
    if let Some(Value::Array(items)) = object.get_mut(list) {
        items.retain(|item| !gone.contains(item));
    }
}

/// Merges the items of a patch into a list: scalars as a set, maps by their key. The patch's items
/// keep its order, the others theirs. `merge` merges a map of the patch into one of the list.
pub(super) fn merge_list(
    key: Option<&str>,
    before: &[Value],
    patch: &[Value],
    order: Option<&Value>,
    merge: impl Fn(Object, &Object) -> Result<Object, StrategicPatchError>,
) -> Result<Vec<Value>, StrategicPatchError> {
    let order = order.and_then(Value::as_array).cloned().unwrap_or_else(|| patch.to_vec());
    let Some(key) = key else {
        let mut merged: Vec<Value> = Vec::new();
        for item in before.iter().chain(patch) {
            if !merged.contains(item) {
                merged.push(item.clone());
            }
        }
        return Ok(sort(merged, &order, before, Clone::clone));
    };
    let merged = merge_keyed(key, before, patch, merge)?;
    Ok(sort(merged, &order, before, |item| item[key].clone()))
}

fn merge_keyed(
    key: &str,
    before: &[Value],
    patch: &[Value],
    merge: impl Fn(Object, &Object) -> Result<Object, StrategicPatchError>,
) -> Result<Vec<Value>, StrategicPatchError> {
    let mut merged = before.to_vec();
    let replaces = |item: &Value| item["$patch"] == "replace";
    if patch.iter().any(replaces) {
        return Ok(patch.iter().filter(|item| !replaces(item)).cloned().collect());
    }
    for item in patch {
        let Some(map) = item.as_object() else { continue };
        let Some(id) = map.get(key) else {
            return Err(StrategicPatchError(format!(
                "map: {item} does not contain declared merge key: {key}"
            )));
        };
        if item["$patch"] == "delete" {
            merged.retain(|known| &known[key] != id);
            continue;
        }
        match merged.iter_mut().find(|known| &known[key] == id) {
            Some(known) => {
                *known = Value::Object(merge(known.as_object().cloned().unwrap_or_default(), map)?);
            }
            None => merged.push(Value::Object(merge(Map::new(), map)?)),
        }
    }
    Ok(merged)
}

/// Orders a merged list: what the order names follows it, all else follows the list before.
fn sort(merged: Vec<Value>, order: &[Value], before: &[Value], id: impl Fn(&Value) -> Value) -> Vec<Value> {
    let place = |list: &[Value], item: &Value| list.iter().position(|known| id(known) == id(item));
    let (mut named, mut others): (Vec<Value>, Vec<Value>) =
        merged.into_iter().partition(|item| place(order, item).is_some());
    named.sort_by_key(|item| place(order, item));
    others.sort_by_key(|item| place(before, item));
    let mut out = Vec::new();
    let (mut left, mut right) = (others.into_iter().peekable(), named.into_iter().peekable());
    loop {
        let takes_left = match (left.peek(), right.peek()) {
            (Some(left), Some(right)) => {
                matches!((place(before, left), place(before, right)), (Some(left), Some(right)) if left < right)
            }
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => return out,
        };
        out.extend(if takes_left { left.next() } else { right.next() });
    }
}
