//! The text form of field sets: the `FieldsV1` of `managedFields`.

use serde_json::{Map, Value};

use crate::ownership::field_set::FieldSet;
use crate::ownership::path::PathElement;

/// Writes a field set as the object that `fieldsV1` holds.
pub fn encode(set: &FieldSet) -> Value {
    let mut out = Map::new();
    for member in &set.members {
        out.insert(element_text(member), Value::Object(Map::new()));
    }
    for (element, child) in &set.children {
        let Value::Object(mut inner) = encode(child) else { continue };
        if set.members.contains(element) && !child.is_empty() {
            inner.insert(".".to_owned(), Value::Object(Map::new()));
        }
        out.insert(element_text(element), Value::Object(inner));
    }
    Value::Object(out)
}

/// Reads the object that `fieldsV1` holds.
///
/// # Errors
/// When it is no object, or a key is no path element; elements of a kind that is not known are
/// left out.
pub fn decode(fields: &Value) -> Result<FieldSet, String> {
    Ok(decode_node(fields)?.0)
}

/// The set, and whether the node itself is a member of its parent.
fn decode_node(fields: &Value) -> Result<(FieldSet, bool), String> {
    let Value::Object(map) = fields else {
        return Err(format!("fields must be an object, found `{fields}`"));
    };
    let (mut set, mut is_member) = (FieldSet::default(), map.is_empty());
    for (key, inner) in map {
        if key == "." {
            is_member = true;
            continue;
        }
        if let Some(element) = parse_element(key)? {
            set_child(&mut set, element, decode_node(inner)?);
        }
    }
    Ok((set, is_member))
}

fn set_child(set: &mut FieldSet, element: PathElement, (child, is_member): (FieldSet, bool)) {
    if is_member {
        set.members.insert(element.clone());
    }
    if !child.is_empty() {
        set.children.insert(element, child);
    }
}

fn element_text(element: &PathElement) -> String {
    match element {
        PathElement::Field(name) => format!("f:{name}"),
        PathElement::Key(keys) => {
            let pairs: Vec<_> = keys
                .iter()
                .map(|(name, value)| format!("{}:{}", text(&Value::from(name.as_str())), text(value)))
                .collect();
            format!("k:{{{}}}", pairs.join(","))
        }
        PathElement::Value(value) => format!("v:{}", text(value)),
        PathElement::Index(index) => format!("i:{index}"),
    }
}

/// JSON with the characters escaped that Go escapes for HTML.
fn text(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

fn parse_element(text: &str) -> Result<Option<PathElement>, String> {
    let Some((kind, rest)) = text.split_once(':').filter(|(kind, _)| kind.len() == 1) else {
        return Err(format!("`{text}` is no path element"));
    };
    let json = || {
        serde_json::from_str::<Value>(rest).map_err(|error| format!("`{text}` is no path element: {error}"))
    };
    Ok(match kind {
        "f" => Some(PathElement::Field(rest.to_owned())),
        "v" => Some(PathElement::Value(json()?)),
        "i" => Some(PathElement::Index(rest.parse().map_err(|_| format!("`{text}` has no index"))?)),
        "k" => match json()? {
            Value::Object(map) => Some(key_element(map)),
            _ => return Err(format!("`{text}` has no keys")),
        },
        _ => None,
    })
}

fn key_element(map: Map<String, Value>) -> PathElement {
    let mut keys: Vec<_> = map.into_iter().collect();
    keys.sort_by(|left, right| left.0.cmp(&right.0));
    PathElement::Key(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_read_is_written() {
        let fields = json!({
            "f:metadata": {"f:labels": {".": {}, "f:app": {}}},
            "f:spec": {"f:ports": {"k:{\"port\":80,\"protocol\":\"TCP\"}": {".": {}, "f:port": {}}}, "f:tags": {"v:\"a\"": {}}},
        });
        assert_eq!(encode(&decode(&fields).unwrap()), fields);
    }

    #[test]
    fn unknown_kinds_are_left_out_and_broken_keys_refused() {
        assert!(decode(&json!({"x:y": {}})).unwrap().is_empty());
        assert!(decode(&json!({"nope": {}})).is_err());
        assert!(decode(&json!({"k:[": {}})).is_err());
    }
}
