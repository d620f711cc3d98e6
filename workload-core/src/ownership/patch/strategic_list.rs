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
        return Ok(sort(merge_primitives(before, patch), &order, before, Clone::clone));
    };
    let merged = merge_keyed(key, before, patch, merge)?;
    Ok(sort(merged, &order, before, |item| item[key].clone()))
}

fn merge_primitives(before: &[Value], patch: &[Value]) -> Vec<Value> {
    let mut merged: Vec<Value> = Vec::new();
    for item in before.iter().chain(patch) {
        if !merged.contains(item) {
            merged.push(item.clone());
        }
    }
    merged
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
    for map in patch.iter().filter_map(Value::as_object) {
        merge_item(key, &mut merged, map, &merge)?;
    }
    Ok(merged)
}

/// Merges one item of a patch into the item with the same key, or adds the item.
fn merge_item(
    key: &str,
    merged: &mut Vec<Value>,
    patch: &Object,
    merge: impl Fn(Object, &Object) -> Result<Object, StrategicPatchError>,
) -> Result<(), StrategicPatchError> {
    let id = patch.get(key).ok_or_else(|| without_key(key, patch))?;
    if patch.get("$patch").is_some_and(|directive| directive == "delete") {
        merged.retain(|known| &known[key] != id);
        return Ok(());
    }
    match merged.iter_mut().find(|known| &known[key] == id) {
        Some(known) => *known = Value::Object(merge(known.as_object().cloned().unwrap_or_default(), patch)?),
        None => merged.push(Value::Object(merge(Map::new(), patch)?)),
    }
    Ok(())
}

fn without_key(key: &str, item: &Object) -> StrategicPatchError {
    let item = Value::Object(item.clone());
    StrategicPatchError(format!("map: {item} does not contain declared merge key: {key}"))
}

/// Orders a merged list: what the order names follows it, all else follows the list before.
fn sort(merged: Vec<Value>, order: &[Value], before: &[Value], id: impl Fn(&Value) -> Value) -> Vec<Value> {
    let place = |list: &[Value], item: &Value| list.iter().position(|known| id(known) == id(item));
    let (mut named, mut others): (Vec<Value>, Vec<Value>) =
        merged.into_iter().partition(|item| place(order, item).is_some());
    named.sort_by_key(|item| place(order, item));
    others.sort_by_key(|item| place(before, item));
    interleave(
        others,
        named,
        |left, right| matches!((place(before, left), place(before, right)), (Some(left), Some(right)) if left < right),
    )
}

/// Both lists in one, each in its order; `is_first` says whether the next of the left one comes first.
fn interleave(left: Vec<Value>, right: Vec<Value>, is_first: impl Fn(&Value, &Value) -> bool) -> Vec<Value> {
    let mut out = Vec::new();
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    loop {
        let takes_left = match (left.peek(), right.peek()) {
            (Some(left), Some(right)) => is_first(left, right),
            (Some(_), None) => true,
            (None, Some(_)) => false,
            (None, None) => return out,
        };
        out.extend(if takes_left { left.next() } else { right.next() });
    }
}
