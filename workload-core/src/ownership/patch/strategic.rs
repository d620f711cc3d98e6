//! Strategic merge patch: lists merge by key where the type says so.

use serde_json::{Map, Value};

use super::strategic_error::StrategicPatchError;
use super::strategic_list::{delete_from_primitive_list, merge_list};
use crate::ownership::facts::{Facts, FieldFacts};

/// The object of a built-in type after a strategic merge patch, with the directives `$patch`,
/// `$retainKeys`, `$setElementOrder` and `$deleteFromPrimitiveList`.
///
/// # Errors
/// When a directive is unknown, or an item of a keyed list has no key.
pub fn strategic_merge_patch(
    type_name: &str,
    object: &Value,
    patch: &Value,
) -> Result<Value, StrategicPatchError> {
    let (Value::Object(object), Value::Object(patch)) = (object, patch) else { return Ok(patch.clone()) };
    merge_map(type_name, object.clone(), patch).map(Value::Object)
}

fn merge_map(
    kind: &str,
    mut object: Map<String, Value>,
    patch: &Map<String, Value>,
) -> Result<Map<String, Value>, StrategicPatchError> {
    match patch.get("$patch").map(|directive| directive.as_str().unwrap_or_default()) {
        Some("replace") => return Ok(patch.iter().filter(|(key, _)| *key != "$patch").map(owned).collect()),
        Some("delete") => return Ok(Map::new()),
        Some("merge") | None => {}
        Some(other) => return Err(StrategicPatchError(format!("unknown patch type found: {other}"))),
    }
    if let Some(Value::Array(kept)) = patch.get("$retainKeys") {
        object.retain(|key, _| kept.iter().any(|kept| kept == key.as_str()));
    }
    for (key, value) in patch {
        merge_key(kind, &mut object, patch, (key, value))?;
    }
    Ok(object)
}

/// Lays the value of one key of a patch over the object; the key can be a directive for a list.
fn merge_key(
    kind: &str,
    object: &mut Map<String, Value>,
    patch: &Map<String, Value>,
    (key, value): (&str, &Value),
) -> Result<(), StrategicPatchError> {
    if let Some(list) = key.strip_prefix("$deleteFromPrimitiveList/") {
        delete_from_primitive_list(object, list, value);
    } else if let Some(list) = key.strip_prefix("$setElementOrder/") {
        if !patch.contains_key(list) {
            merge_value(kind, object, list, &Value::Array(Vec::new()), Some(value))?;
        }
    } else if !key.starts_with('$') {
        let order = patch.get(&format!("$setElementOrder/{key}"));
        merge_value(kind, object, key, value, order)?;
    }
    Ok(())
}

fn owned((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

fn merge_value(
    kind: &str,
    object: &mut Map<String, Value>,
    key: &str,
    value: &Value,
    order: Option<&Value>,
) -> Result<(), StrategicPatchError> {
    if value.is_null() {
        object.remove(key);
        return Ok(());
    }
    let merged = merged_value(&field_of(kind, key), object.get(key), value, order)?;
    object.insert(key.to_owned(), merged);
    Ok(())
}

/// What a field holds after a patch of its value.
fn merged_value(
    field: &FieldFacts,
    before: Option<&Value>,
    value: &Value,
    order: Option<&Value>,
) -> Result<Value, StrategicPatchError> {
    let has = |strategy: &str| field.patch.iter().any(|known| known == strategy);
    let whole = |before: Map<String, Value>, patch| merge_map(&field.kind, before, patch).map(Value::Object);
    match (before, value) {
        (_, Value::Object(patch)) if has("replace") => Ok(Value::Object(patch.clone())),
        (Some(Value::Object(before)), Value::Object(patch)) => whole(before.clone(), patch),
        (None | Some(Value::Null), Value::Object(patch)) => whole(Map::new(), patch),
        (before, Value::Array(patch)) if has("merge") => {
            let before = before.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            merged_list(field, before, patch, order)
        }
        _ => Ok(value.clone()),
    }
}

fn merged_list(
    field: &FieldFacts,
    before: &[Value],
    patch: &[Value],
    order: Option<&Value>,
) -> Result<Value, StrategicPatchError> {
    let kind = field.kind.trim_start_matches('[');
    let merge = |before: Map<String, Value>, patch: &Map<String, Value>| merge_map(kind, before, patch);
    merge_list(field.merge_key.as_deref(), before, patch, order, merge).map(Value::Array)
}

/// The facts of a field; for the value of a map, its kind.
fn field_of(kind: &str, key: &str) -> FieldFacts {
    if let Some(kind) = kind.strip_prefix('{') {
        return FieldFacts { kind: kind.to_owned(), ..FieldFacts::default() };
    }
    let ty = Facts::builtin().type_facts(kind);
    ty.and_then(|ty| ty.fields.get(key)).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::strategic_merge_patch;

    fn containers(patch: Value) -> Value {
        let object = json!({"spec": {"containers": [
            {"name": "a", "image": "a:1", "env": [{"name": "X", "value": "1"}]},
            {"name": "b", "image": "b:1"},
        ]}});
        let patch = json!({"spec": {"containers": patch}});
        strategic_merge_patch("core.v1.Pod", &object, &patch).unwrap()["spec"]["containers"].clone()
    }

    #[test]
    fn keyed_lists_merge_and_what_is_new_comes_first() {
        let merged = containers(json!([{"name": "c", "image": "c:1"}, {"name": "b", "image": "b:2"}]));
        let a = json!({"name": "a", "image": "a:1", "env": [{"name": "X", "value": "1"}]});
        assert_eq!(merged, json!([{"name": "c", "image": "c:1"}, a, {"name": "b", "image": "b:2"}]));
    }

    #[test]
    fn directives() {
        assert_eq!(
            containers(json!([{"name": "a", "$patch": "delete"}])),
            json!([{"name": "b", "image": "b:1"}])
        );
        let replaced = containers(json!([{"$patch": "replace"}, {"name": "z", "image": "z:1"}]));
        assert_eq!(replaced, json!([{"name": "z", "image": "z:1"}]));
        let object =
            json!({"spec": {"strategy": {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 1}}}});
        let patch = json!({"spec": {"strategy": {"$retainKeys": ["type"], "type": "Recreate"}}});
        let patched = strategic_merge_patch("apps.v1.Deployment", &object, &patch).unwrap();
        assert_eq!(patched, json!({"spec": {"strategy": {"type": "Recreate"}}}));
        let object = json!({"metadata": {"finalizers": ["a", "b"]}});
        let patch = json!({"metadata": {"$deleteFromPrimitiveList/finalizers": ["a"]}});
        let patched = strategic_merge_patch("core.v1.Pod", &object, &patch).unwrap();
        assert_eq!(patched, json!({"metadata": {"finalizers": ["b"]}}));
    }

    #[test]
    fn what_is_wrong_is_refused() {
        let object = json!({"spec": {"containers": []}});
        let unnamed = json!({"spec": {"containers": [{"image": "x"}]}});
        assert!(strategic_merge_patch("core.v1.Pod", &object, &unnamed).is_err());
        assert!(strategic_merge_patch("core.v1.Pod", &object, &json!({"$patch": "bogus"})).is_err());
    }
}
