//! Objects as Go structs hold them, by the table of facts.

use serde_json::{Map, Value, json};

use super::quantity::canonical_quantity;
use super::time::{canonical_time, check_time};
use crate::ownership::facts::{Facts, FieldFacts, TypeFacts};

/// Decodes a value of a type: unknown fields, nulls and zeros that are not pointers are gone;
/// empty lists and maps are kept.
pub(crate) fn decode_form(facts: &Facts, type_name: &str, value: &Value) -> Value {
    let former = Former { facts, keeps_empty: true };
    former.named(type_name, value)
}

/// Writes a decoded value as JSON: empty lists and maps go unless they are always written, and
/// what is always written is there. `is_stored` tells that the value has been in storage, where
/// empty and absent are the same.
pub(crate) fn write_form(facts: &Facts, type_name: &str, value: &Value, is_stored: bool) -> Value {
    let former = Former { facts, keeps_empty: false };
    let mut written = former.named(type_name, value);
    if is_stored {
        forget_empty(facts, type_name, &mut written);
    }
    written
}

/// The paths of the fields that a type does not have, such as `spec.nosuch` and
/// `spec.containers[0].nope`.
pub(crate) fn unknown_fields(facts: &Facts, type_name: &str, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect_unknown(facts, type_name, value, "", &mut found);
    found
}

/// Checks that the times and quantities of a value can be read.
///
/// # Errors
/// When one cannot.
pub(crate) fn check_form(facts: &Facts, kind: &str, value: &Value) -> Result<(), String> {
    match value {
        Value::String(text) if kind == "apis.meta.v1.Time" => check_time(text, false),
        Value::String(text) if kind == "apis.meta.v1.MicroTime" => check_time(text, true),
        Value::String(text) if kind == "api.resource.Quantity" && canonical_quantity(text).is_none() => {
            Err(format!("`{text}` is no quantity"))
        }
        Value::Array(items) => {
            items.iter().try_for_each(|item| check_form(facts, kind.trim_start_matches('['), item))
        }
        Value::Object(map) => map.iter().try_for_each(|(key, value)| {
            let field = facts.type_facts(kind).and_then(|ty| ty.fields.get(key));
            let inner = kind.strip_prefix('{').or_else(|| field.map(|field| field.kind.as_str()));
            inner.map_or(Ok(()), |inner| check_form(facts, inner, value))
        }),
        _ => Ok(()),
    }
}

fn collect_unknown(facts: &Facts, kind: &str, value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            let kind = kind.trim_start_matches('[');
            for (place, item) in items.iter().enumerate() {
                collect_unknown(facts, kind, item, &format!("{path}[{place}]"), found);
            }
        }
        Value::Object(map) => collect_unknown_keys(facts, kind, map, path, found),
        _ => {}
    }
}

fn collect_unknown_keys(
    facts: &Facts,
    kind: &str,
    map: &Map<String, Value>,
    path: &str,
    found: &mut Vec<String>,
) {
    let ty = facts.type_facts(kind).filter(|ty| !ty.fields.is_empty());
    for (key, value) in map {
        let below = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let field = ty.and_then(|ty| ty.fields.get(key)).map(|field| field.kind.as_str());
        match kind.strip_prefix('{').or(field) {
            Some(kind) => collect_unknown(facts, kind, value, &below, found),
            None if ty.is_some() => found.push(below),
            None => {}
        }
    }
}

struct Former<'a> {
    facts: &'a Facts,
    keeps_empty: bool,
}

impl Former<'_> {
    fn named(&self, name: &str, value: &Value) -> Value {
        match self.facts.type_facts(name) {
            Some(ty) if !ty.fields.is_empty() => self.structure(ty, value),
            _ => special(name, value),
        }
    }

    fn structure(&self, ty: &TypeFacts, value: &Value) -> Value {
        let mut out = Map::new();
        for (name, field) in &ty.fields {
            if let Some(value) = self.field(field, value.get(name).filter(|value| !value.is_null())) {
                out.insert(name.clone(), value);
            }
        }
        Value::Object(out)
    }

    /// What a field holds; nothing if it is not written.
    fn field(&self, field: &FieldFacts, given: Option<&Value>) -> Option<Value> {
        let Some(given) = given else { return self.absent(field) };
        let value = self.kind(&field.kind, given);
        let drops = if field.is_always || field.is_pointer {
            false
        } else if field.is_omitted_when_zero {
            value == json!({}) || value.is_null()
        } else if matches!(field.kind.as_str(), "string" | "integer" | "boolean" | "number") {
            value == "" || value == false || value == 0
        } else {
            is_empty(field, &value) && !self.keeps_empty
        };
        (!drops).then_some(value)
    }

    /// What an absent field holds.
    fn absent(&self, field: &FieldFacts) -> Option<Value> {
        let null = field.is_always.then_some(Value::Null);
        if field.is_pointer || field.kind.starts_with(['[', '{']) {
            return null.filter(|_| !self.keeps_empty);
        }
        match field.kind.as_str() {
            "string" if field.is_always => Some(json!("")),
            "integer" | "number" if field.is_always => Some(json!(0)),
            "boolean" if field.is_always => Some(json!(false)),
            "string" | "integer" | "number" | "boolean" | "object" | "any" => None,
            named => (!field.is_omitted_when_zero).then(|| self.named(named, &Value::Null)),
        }
    }

    fn kind(&self, kind: &str, value: &Value) -> Value {
        if let Some(item) = kind.strip_prefix('[') {
            let items =
                value.as_array().map(|items| items.iter().map(|value| self.item(item, value)).collect());
            return items.map_or_else(|| value.clone(), Value::Array);
        }
        if let Some(item) = kind.strip_prefix('{') {
            let Value::Object(map) = value else { return value.clone() };
            let values = map.iter().map(|(key, value)| (key.clone(), self.item(item, value)));
            return Value::Object(values.collect());
        }
        match kind {
            "string" | "integer" | "number" | "boolean" | "object" | "any" => value.clone(),
            named => self.named(named, value),
        }
    }

    /// An item of a list or a value of a map, where null is zero.
    fn item(&self, kind: &str, value: &Value) -> Value {
        match (kind, value) {
            ("string", Value::Null) => json!(""),
            ("integer" | "number", Value::Null) => json!(0),
            ("boolean", Value::Null) => json!(false),
            _ => self.kind(kind, value),
        }
    }
}

/// Types that Go writes in their own way.
fn special(name: &str, value: &Value) -> Value {
    match (name, value) {
        ("api.resource.Quantity", Value::String(text)) => {
            canonical_quantity(text).map_or_else(|| value.clone(), Value::String)
        }
        ("api.resource.Quantity", Value::Number(number)) => {
            canonical_quantity(&number.to_string()).map_or_else(|| value.clone(), Value::String)
        }
        ("api.resource.Quantity", Value::Null) => json!("0"),
        ("util.intstr.IntOrString", Value::Null) => json!(0),
        ("apis.meta.v1.Time", Value::String(text)) => json!(canonical_time(text, false)),
        ("apis.meta.v1.MicroTime", Value::String(text)) => json!(canonical_time(text, true)),
        _ => value.clone(),
    }
}

/// Lists that are always written are null when they have been stored empty.
fn forget_empty(facts: &Facts, kind: &str, value: &mut Value) {
    match value {
        Value::Array(items) if items.is_empty() && kind.starts_with('[') => *value = Value::Null,
        value => forget_empty_below(facts, kind, value),
    }
}

/// Forgets the empty lists in a value, whatever the value is itself.
fn forget_empty_below(facts: &Facts, kind: &str, value: &mut Value) {
    match value {
        Value::Array(items) => {
            let kind = kind.trim_start_matches('[');
            for item in items {
                forget_empty_below(facts, kind, item);
            }
        }
        Value::Object(map) => {
            for (key, value) in map.iter_mut() {
                let field = facts.type_facts(kind).and_then(|ty| ty.fields.get(key));
                let inner = kind.strip_prefix('{').or_else(|| field.map(|field| field.kind.as_str()));
                if let Some(inner) = inner {
                    forget_empty(facts, inner, value);
                }
            }
        }
        _ => {}
    }
}

/// Whether a list, or a map of a kind of maps, has nothing in it.
fn is_empty(field: &FieldFacts, value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => field.kind.starts_with('{') && map.is_empty(),
        _ => false,
    }
}
