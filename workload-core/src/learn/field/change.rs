//! What a change of a field does to an object that exists.

use serde_json::Value;

use crate::predict::diff::{Effect, field_effects};

/// What a change does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangeOfField {
    /// Whether it happens in place, rolls the Pods, or is forbidden.
    pub effect: Effect,
    /// The same in a sentence.
    pub message: String,
    /// What happens to Pods on the way.
    pub pods: String,
}

/// What another value at a pointer does, for a text, a number or a flag.
pub(super) fn of(object: &Value, pointer: &str) -> Option<ChangeOfField> {
    if matches!(pointer, "/apiVersion" | "/kind" | "/metadata/name" | "/metadata/namespace") {
        return None;
    }
    let mut changed = object.clone();
    let value = changed.pointer_mut(pointer)?;
    *value = another(value)?;
    let field = field_effects(object, &changed).into_iter().max_by_key(|field| weight(&field.effect))?;
    Some(ChangeOfField { effect: field.effect, message: field.note.message, pods: field.note.pods })
}

fn weight(effect: &Effect) -> u8 {
    match effect {
        Effect::Forbidden { .. } => 2,
        Effect::RollsPods { .. } => 1,
        Effect::InPlace | Effect::Ignored { .. } => 0,
    }
}

/// Another value of the same type: the next number, the same text with a number at its beginning raised.
fn another(value: &Value) -> Option<Value> {
    match value {
        Value::Bool(flag) => Some(Value::Bool(!flag)),
        Value::Number(number) => number.as_i64()?.checked_add(1).map(Value::from),
        Value::String(text) => {
            let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let (number, rest) = text.split_at(digits);
            let more = number.parse::<u64>().ok().and_then(|number| number.checked_add(1));
            Some(Value::String(more.map_or_else(|| format!("{text}-2"), |more| format!("{more}{rest}"))))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
