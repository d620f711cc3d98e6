//! The environment variables of a container as keys.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};
use super::table::How::Plain;
use super::table::{group, keys, plain, text};

/// Environment variables, in their order.
pub(super) fn env(container: &Json) -> Option<Value> {
    let items = |field| container.get(field).and_then(Json::as_array).into_iter().flatten();
    let vars = items("env").filter_map(|var| {
        let value = match var.get("valueFrom").filter(|source| !source.is_null()) {
            Some(source) => from(source)?,
            None => Value::Text(var.get("value").and_then(Json::as_str).unwrap_or_default().to_owned()),
        };
        Some(Attribute::entry(var.get("name")?.as_str()?, value))
    });
    group(vars.chain(items("envFrom").flat_map(env_from)).collect())
}

fn env_from(source: &Json) -> Vec<Attribute> {
    let mut all = keys(source, &[("prefix", "prefix", Plain)]);
    let kinds = [
        ("secretRef", "from_secret", "from_optional_secret"),
        ("configMapRef", "from_config", "from_optional_config"),
    ];
    for (field, key, optional_key) in kinds {
        let Some(reference) = source.get(field) else { continue };
        let key = if is_optional(reference) { optional_key } else { key };
        all.extend(reference.get("name").and_then(plain).map(|name| Attribute::new(key, name)));
    }
    all
}

fn is_optional(reference: &Json) -> bool {
    reference.get("optional") == Some(&Json::Bool(true))
}

/// A variable's source.
fn from(source: &Json) -> Option<Value> {
    let word = |object: &Json, field: &str| object.get(field)?.as_str().map(ToOwned::to_owned);
    for (field, call, optional) in
        [("secretKeyRef", "secret", "optional_secret"), ("configMapKeyRef", "config", "optional_config")]
    {
        if let Some(key) = source.get(field) {
            let call = if is_optional(key) { optional } else { call };
            return Some(Value::Call(call, vec![word(key, "name")?, word(key, "key")?]));
        }
    }
    if let Some(field) = source.get("fieldRef") {
        return Some(Value::Call("field", vec![word(field, "fieldPath")?]));
    }
    let reference = source.get("resourceFieldRef")?;
    let resource = word(reference, "resource")?;
    let divisor = reference.get("divisor").and_then(text).and_then(|divisor| match divisor {
        Value::Text(divisor) => Some(divisor),
        _ => None,
    });
    Some(match (word(reference, "containerName"), divisor) {
        (None, None) => Value::Call("resource", vec![resource]),
        (None, Some(divisor)) => Value::Call("resource_in", vec![resource, divisor]),
        (Some(container), divisor) => {
            let divisor = divisor.unwrap_or_else(|| "0".to_owned());
            Value::Call("resource_of", vec![container, resource, divisor])
        }
    })
}
