//! The precision of quantities: resources are counted in thousandths at the finest.

use serde_json::{Map, Value, json};

use crate::ownership::facts::Facts;
use crate::ownership::stored::quantity::canonical_quantity;

/// Rounds the amounts of resources up to thousandths, at any depth.
pub(super) fn round_amounts(facts: &Facts, kind: &str, value: &mut Value) {
    match (value, kind.strip_prefix('{')) {
        (Value::Array(items), _) => {
            let kind = kind.trim_start_matches('[');
            for item in items {
                round_amounts(facts, kind, item);
            }
        }
        (Value::Object(map), Some("api.resource.Quantity")) => map.values_mut().for_each(round_up_to_milli),
        (Value::Object(map), Some(kind)) => {
            map.values_mut().for_each(|value| round_amounts(facts, kind, value));
        }
        (Value::Object(map), None) => round_fields(facts, kind, map),
        _ => {}
    }
}

fn round_fields(facts: &Facts, kind: &str, map: &mut Map<String, Value>) {
    for (name, field) in facts.type_facts(kind).into_iter().flat_map(|ty| &ty.fields) {
        if let Some(value) = map.get_mut(name) {
            round_amounts(facts, &field.kind, value);
        }
    }
}

fn round_up_to_milli(value: &mut Value) {
    let Some(text) = value.as_str() else { return };
    let finer = text.ends_with('n') || text.ends_with('u');
    let number: Option<u64> = text.get(..text.len().saturating_sub(1)).and_then(|number| number.parse().ok());
    if let (true, Some(number)) = (finer, number) {
        let unit = if text.ends_with('u') { 1_000 } else { 1_000_000 };
        let milli = number.div_ceil(unit);
        *value = json!(canonical_quantity(&format!("{milli}m")));
    }
}
