//! The path element that names an item of a keyed list or a set.

use serde_json::Value;

use crate::ownership::path::PathElement;
use crate::ownership::schema::{ListType, Schema};

/// The element for `item`; the error is why an item like this can have none.
pub(super) fn item_key(schema: &Schema, list: &ListType, item: &Value) -> Result<PathElement, String> {
    if list.keys.is_empty() { member(item) } else { keyed(schema, list, item) }
}

fn member(item: &Value) -> Result<PathElement, String> {
    let wrong = match item {
        Value::Object(_) => "associative list without keys has an element that's a map type",
        Value::Array(_) => "not supported: associative list with lists as elements",
        Value::Null => "associative list without keys has an element that's an explicit null",
        _ => return Ok(PathElement::Value(item.clone())),
    };
    Err(wrong.to_owned())
}

fn keyed(schema: &Schema, list: &ListType, item: &Value) -> Result<PathElement, String> {
    let map = match item {
        Value::Object(map) => map,
        Value::Null => return Err("associative list with keys may not have a null element".to_owned()),
        _ => return Err("associative list with keys may not have non-map elements".to_owned()),
    };
    let Some(element) = &schema.atom(list.element).map else {
        return Err("associative list may not have non-map types".to_owned());
    };
    let default = |key: &String| element.fields.get(key).and_then(|field| field.default.clone());
    let value = |key: &String| map.get(key).cloned().or_else(|| default(key));
    let keys = list.keys.iter().filter_map(|key| Some((key.clone(), value(key)?)));
    let mut keys: Vec<(String, Value)> = keys.collect();
    if keys.is_empty() {
        return Err(without_keys(list));
    }
    keys.sort_by(|left, right| left.0.cmp(&right.0));
    Ok(PathElement::Key(keys))
}

fn without_keys(list: &ListType) -> String {
    let names: Vec<_> = list.keys.iter().map(|key| format!("{key:?}")).collect();
    format!(
        "associative list with keys has an element that omits all key fields [{}] (and doesn't have default values for any key fields)",
        names.join(" ")
    )
}
