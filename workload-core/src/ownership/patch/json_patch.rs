//! JSON patch (RFC 6902).

use crate::syntax::text::token_name;
use serde_json::Value;

/// Why a JSON patch cannot be applied.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JsonPatchError {
    /// The patch is no list of operations: 400.
    Malformed(String),
    /// An operation fails on this object: 422.
    Failed(String),
}

/// The object after all operations of a patch.
///
/// # Errors
/// When the patch is malformed, a path does not exist, or a test fails.
pub fn json_patch(object: &Value, patch: &Value) -> Result<Value, JsonPatchError> {
    let Value::Array(operations) = patch else {
        return Err(JsonPatchError::Malformed("a JSON patch must be a list of operations".to_owned()));
    };
    let mut out = object.clone();
    for operation in operations {
        apply_operation(&mut out, operation)?;
    }
    Ok(out)
}

fn apply_operation(object: &mut Value, operation: &Value) -> Result<(), JsonPatchError> {
    let text = |key: &str| operation[key].as_str().unwrap_or_default();
    let (path, from) = (text("path"), text("from"));
    let value = || operation.get("value").cloned().unwrap_or(Value::Null);
    match text("op") {
        "add" => add(object, path, value()),
        "remove" => remove(object, path).map(|_| ()),
        "replace" => {
            object.pointer_mut(path).map(|place| *place = value()).ok_or_else(|| missing("replace", path))
        }
        "move" => remove(object, from).and_then(|moved| add(object, path, moved)),
        "copy" => copy(object, path, from),
        "test" if object.pointer(path).unwrap_or(&Value::Null) == &value() => Ok(()),
        "test" => Err(JsonPatchError::Failed(format!("testing value {path} failed"))),
        other => Err(JsonPatchError::Failed(format!("unexpected kind: {other}"))),
    }
}

fn copy(object: &mut Value, path: &str, from: &str) -> Result<(), JsonPatchError> {
    let copied = object.pointer(from).cloned().ok_or_else(|| missing("copy", from))?;
    add(object, path, copied)
}

fn missing(operation: &str, path: &str) -> JsonPatchError {
    JsonPatchError::Failed(format!("{operation} operation does not apply: doc is missing path: {path}"))
}

fn split(path: &str) -> Option<(&str, String)> {
    let (parent, last) = path.rsplit_once('/')?;
    Some((parent, token_name(last)))
}

fn add(object: &mut Value, path: &str, value: Value) -> Result<(), JsonPatchError> {
    let Some((parent, last)) = split(path) else {
        *object = value;
        return Ok(());
    };
    match object.pointer_mut(parent) {
        Some(Value::Object(map)) => _ = map.insert(last, value),
        Some(Value::Array(items)) => {
            let place = if last == "-" { Some(items.len()) } else { last.parse().ok() };
            let place = place.filter(|place| *place <= items.len()).ok_or_else(|| missing("add", path))?;
            items.insert(place, value);
        }
        _ => return Err(missing("add", path)),
    }
    Ok(())
}

fn remove(object: &mut Value, path: &str) -> Result<Value, JsonPatchError> {
    let removed = split(path).and_then(|(parent, last)| match object.pointer_mut(parent)? {
        Value::Object(map) => map.remove(&last),
        Value::Array(items) => {
            let place = last.parse::<usize>().ok().filter(|place| *place < items.len())?;
            Some(items.remove(place))
        }
        _ => None,
    });
    removed.ok_or_else(|| missing("remove", path))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{JsonPatchError, json_patch};

    fn patched(patch: Value) -> Result<Value, JsonPatchError> {
        json_patch(&json!({"a": [1, 2], "b/c": {"d": 1}}), &patch)
    }

    #[test]
    fn operations() {
        let patch = json!([
            {"op": "test", "path": "/b~1c/d", "value": 1},
            {"op": "add", "path": "/a/-", "value": 3},
            {"op": "add", "path": "/a/0", "value": 0},
            {"op": "remove", "path": "/a/1"},
            {"op": "replace", "path": "/b~1c/d", "value": 2},
            {"op": "copy", "from": "/b~1c/d", "path": "/e"},
            {"op": "move", "from": "/b~1c", "path": "/f"},
        ]);
        assert_eq!(patched(patch), Ok(json!({"a": [0, 2, 3], "e": 2, "f": {"d": 2}})));
    }

    #[test]
    fn failures() {
        for operation in [
            json!({"op": "test", "path": "/a/0", "value": 9}),
            json!({"op": "remove", "path": "/nothing"}),
            json!({"op": "replace", "path": "/nothing", "value": 1}),
            json!({"op": "add", "path": "/a/9", "value": 1}),
            json!({"op": "bogus", "path": "/a"}),
        ] {
            assert!(
                matches!(patched(json!([operation.clone()])), Err(JsonPatchError::Failed(_))),
                "{operation}"
            );
        }
        assert!(matches!(patched(json!({})), Err(JsonPatchError::Malformed(_))));
    }
}
