//! Whether a value meets a schema: types, enums, bounds and unknown fields.
//!
//! Formats, patterns and rules are not looked at.

use k8s_openapi::apiextensions_apiserver::pkg::apis::apiextensions::v1::{
    JSONSchemaProps, JSONSchemaPropsOrArray, JSONSchemaPropsOrBool,
};
use serde_json::{Map, Value};

/// Why a value does not meet a schema; none where it does, or may.
pub(super) fn misfit(value: &Value, schema: &JSONSchemaProps) -> Option<String> {
    if value.is_null() {
        return None;
    }
    by_type(value, schema).or_else(|| by_enum(value, schema)).or_else(|| match value {
        Value::Number(number) => by_bounds(number.as_f64()?, schema),
        Value::String(text) => by_length(text, schema),
        Value::Array(items) => by_items(items, schema),
        Value::Object(fields) => by_fields(fields, schema),
        Value::Null | Value::Bool(_) => None,
    })
}

fn by_type(value: &Value, schema: &JSONSchemaProps) -> Option<String> {
    let is_whole = || value.as_f64().is_some_and(|number| number.fract() == 0.0);
    let fits = match schema.type_.as_deref() {
        _ if schema.x_kubernetes_int_or_string == Some(true) => value.is_string() || is_whole(),
        Some("string") => value.is_string(),
        Some("integer") => is_whole(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    };
    (!fits).then(|| {
        format!("`{value}` is not of the type `{}`", schema.type_.as_deref().unwrap_or("integer or string"))
    })
}

fn by_enum(value: &Value, schema: &JSONSchemaProps) -> Option<String> {
    let allowed = schema.enum_.as_deref().filter(|allowed| !allowed.is_empty())?;
    let same =
        |one: &Value| one == value || one.as_f64().is_some_and(|number| value.as_f64() == Some(number));
    (!allowed.iter().any(|one| same(&one.0))).then(|| format!("`{value}` is not in its `enum`"))
}

fn by_bounds(number: f64, schema: &JSONSchemaProps) -> Option<String> {
    let is_integer = schema.type_.as_deref() == Some("integer");
    let bounds = [schema.minimum, schema.maximum].into_iter().flatten();
    if is_integer && bounds.chain([number]).any(|number| is_out_of_format(number, schema)) {
        return Some("a number does not fit the format `int32`".to_owned());
    }
    let exclusive = |flag: Option<bool>| flag == Some(true);
    if let Some(least) = schema.minimum
        && (number < least || (exclusive(schema.exclusive_minimum) && number <= least))
    {
        return Some(format!("{number} is below the `minimum`, {least}"));
    }
    let most = schema.maximum?;
    let is_above = number > most || (exclusive(schema.exclusive_maximum) && number >= most);
    is_above.then(|| format!("{number} is above the `maximum`, {most}"))
}

fn is_out_of_format(number: f64, schema: &JSONSchemaProps) -> bool {
    let is_int32 = number.fract() == 0.0 && (f64::from(i32::MIN)..=f64::from(i32::MAX)).contains(&number);
    schema.format.as_deref() == Some("int32") && !is_int32
}

/// Whether a count is outside of its bounds.
fn is_outside(count: usize, least: Option<i64>, most: Option<i64>) -> bool {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    least.is_some_and(|least| count < least) || most.is_some_and(|most| count > most)
}

fn by_length(text: &str, schema: &JSONSchemaProps) -> Option<String> {
    let length = text.chars().count();
    is_outside(length, schema.min_length, schema.max_length).then(|| format!("it has {length} characters"))
}

fn by_items(items: &[Value], schema: &JSONSchemaProps) -> Option<String> {
    if is_outside(items.len(), schema.min_items, schema.max_items) {
        return Some(format!("it has {} items", items.len()));
    }
    let Some(JSONSchemaPropsOrArray::Schema(schema)) = &schema.items else { return None };
    items.iter().find_map(|item| misfit(item, schema))
}

fn by_fields(fields: &Map<String, Value>, schema: &JSONSchemaProps) -> Option<String> {
    if is_outside(fields.len(), schema.min_properties, schema.max_properties) {
        return Some(format!("it has {} fields", fields.len()));
    }
    let is_missing = |name: &&String| !fields.contains_key(*name) && !has_default(schema, name);
    if let Some(name) = schema.required.iter().flatten().find(is_missing) {
        return Some(format!("the required field `{name}` is missing"));
    }
    fields.iter().find_map(|(name, value)| by_field(name, value, schema))
}

fn by_field(name: &str, value: &Value, schema: &JSONSchemaProps) -> Option<String> {
    if let Some(property) = schema.properties.as_ref().and_then(|properties| properties.get(name)) {
        return misfit(value, property);
    }
    let keeps_unknown = schema.x_kubernetes_preserve_unknown_fields == Some(true)
        || schema.x_kubernetes_embedded_resource == Some(true);
    match &schema.additional_properties {
        Some(JSONSchemaPropsOrBool::Schema(schema)) => misfit(value, schema),
        Some(JSONSchemaPropsOrBool::Bool(true)) => None,
        _ if keeps_unknown => None,
        _ => Some(format!("the field `{name}` is unknown")),
    }
}

fn has_default(schema: &JSONSchemaProps, name: &str) -> bool {
    let property = schema.properties.as_ref().and_then(|properties| properties.get(name));
    property.is_some_and(|property| property.default.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_meet_their_schema() {
        for (value, schema, fits) in [
            ("5.0", r#"{"type": "integer"}"#, true),
            ("5.5", r#"{"type": "integer"}"#, false),
            ("'5'", r#"{"x-kubernetes-int-or-string": true}"#, true),
            ("'5'", r#"{"type": "integer"}"#, false),
            ("'a'", r#"{"type": "string", "enum": ["a", "b"]}"#, true),
            ("'c'", r#"{"type": "string", "enum": ["a", "b"]}"#, false),
            ("3000000000", r#"{"type": "integer", "format": "int32"}"#, false),
            ("1", r#"{"type": "integer", "minimum": 1, "exclusiveMinimum": true}"#, false),
            ("'äö'", r#"{"type": "string", "maxLength": 2}"#, true),
            ("[1]", r#"{"type": "array", "items": {"type": "string"}}"#, false),
            ("{'a': 1}", r#"{"type": "object", "properties": {"a": {"type": "integer"}}}"#, true),
            ("{'b': 1}", r#"{"type": "object", "properties": {"a": {"type": "integer"}}}"#, false),
            ("{}", r#"{"type": "object", "required": ["a"]}"#, false),
            ("null", r#"{"type": "object"}"#, true),
        ] {
            let given = serde_json::from_str(&value.replace('\'', "\"")).unwrap();
            let parsed = serde_json::from_str(schema).unwrap();
            assert_eq!(misfit(&given, &parsed).is_none(), fits, "{value} {schema}");
        }
    }
}
