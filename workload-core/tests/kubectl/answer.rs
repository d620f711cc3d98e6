//! What a reader makes of a text.

use serde_json::Value;

/// The objects of a text up to the first that is refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The objects, without labels.
    pub objects: Vec<Value>,
    /// Whether the text cannot be read to its end.
    pub is_refused: bool,
}

/// An object in a form that can be compared: kubectl adds a label, and writes every large number as a float.
pub fn plain(mut object: Value) -> Value {
    if let Some(metadata) = object["metadata"].as_object_mut() {
        metadata.remove("labels");
    }
    numbers(object)
}

fn numbers(value: Value) -> Value {
    match value {
        Value::Number(number) =>
        // serde_json reads the last digit as it likes.
        {
            number.as_f64().map_or(Value::Null, |number| format!("number {number:.10e}").into())
        }
        Value::Array(items) => items.into_iter().map(numbers).collect(),
        Value::Object(entries) => entries.into_iter().map(|(key, value)| (key, numbers(value))).collect(),
        other => other,
    }
}
