//! Defaults that the type itself declares, and the precision of quantities.

use serde_json::{Value, json};

use crate::ownership::facts::Facts;
use crate::ownership::stored::quantity::canonical_quantity;

/// Fills in what the table of facts has as the default of a field, at any depth.
pub(super) fn set_declared(facts: &Facts, kind: &str, value: &mut Value) {
    match value {
        Value::Array(items) => {
            let kind = kind.trim_start_matches('[');
            for item in items {
                set_declared(facts, kind, item);
            }
        }
        Value::Object(map) if kind == "{api.resource.Quantity" => {
            map.values_mut().for_each(round_up_to_milli);
        }
        Value::Object(map) => {
            if let Some(kind) = kind.strip_prefix('{') {
                map.values_mut().for_each(|value| set_declared(facts, kind, value));
                return;
            }
            let Some(ty) = facts.type_facts(kind) else { return };
            for (name, field) in &ty.fields {
                let is_zero = |value: &Value| [json!(""), json!(0), json!(false), json!({})].contains(value);
                let default = field.default.as_ref().filter(|default| !is_zero(default));
                if let Some(default) = default.filter(|_| map.get(name).is_none_or(|value| value == "")) {
                    map.insert(name.clone(), default.clone());
                }
                if let Some(value) = map.get_mut(name) {
                    set_declared(facts, &field.kind, value);
                }
            }
        }
        _ => {}
    }
}

/// Resources are counted in thousandths at the finest.
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
