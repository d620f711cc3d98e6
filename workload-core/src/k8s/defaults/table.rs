//! How defaults are written down, and how they are filled in.

use serde_json::{Map, Value};

/// A decoded object, or one inside it.
pub(super) type Fields = Map<String, Value>;

/// The defaults of a type.
pub(super) type Type = &'static [Entry];

/// One line of a table of defaults.
#[derive(Clone, Copy)]
pub(super) enum Entry {
    /// A field with a default, which is filled in where the field is missing.
    Field(&'static str, Literal),
    /// The type of a field, or of the items of a list, where there is one.
    Typed(&'static str, Type),
    /// The type of a field that is made, empty, where it is missing.
    Made(&'static str, Type),
    /// Lines that count only when a field has one of these values.
    When(&'static str, &'static [&'static str], Type),
    /// A default that depends on other fields.
    Derived(fn(&mut Fields)),
}

/// The value of a default.
#[derive(Clone, Copy)]
pub(super) enum Literal {
    Text(&'static str),
    Number(i32),
    Flag(bool),
    /// `{}`
    Empty,
    /// A list of one text.
    List(&'static str),
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        match literal {
            Literal::Text(text) => Self::from(text),
            Literal::Number(number) => Self::from(number),
            Literal::Flag(flag) => Self::from(flag),
            Literal::Empty => Self::Object(Map::new()),
            Literal::List(text) => Self::from(vec![text]),
        }
    }
}

/// Fills in the defaults of a type.
pub(super) fn fill_in(fields: &mut Fields, table: Type) {
    for entry in table {
        match entry {
            Entry::Field(key, literal) => default(fields, key, *literal),
            Entry::Typed(key, inner) => typed(fields, key, inner),
            Entry::Made(key, inner) => {
                default(fields, key, Literal::Empty);
                typed(fields, key, inner);
            }
            Entry::When(key, values, inner) => {
                if says(fields, key, values) {
                    fill_in(fields, inner);
                }
            }
            Entry::Derived(derive) => derive(fields),
        }
    }
}

/// Sets a field that is missing or null.
pub(super) fn default(fields: &mut Fields, key: &str, value: impl Into<Value>) {
    let slot = fields.entry(key).or_insert(Value::Null);
    if slot.is_null() {
        *slot = value.into();
    }
}

/// Sets a field that is missing, null, empty or zero, as Go has it where the field is no pointer.
pub(super) fn default_if_empty(fields: &mut Fields, key: &str, value: impl Into<Value>) {
    let is_empty = match fields.get(key) {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(items)) => items.is_empty(),
        Some(Value::Object(inner)) => inner.is_empty(),
        Some(Value::Number(number)) => number.as_i64() == Some(0),
        Some(Value::Bool(_)) => false,
    };
    if is_empty {
        fields.insert(key.to_owned(), value.into());
    }
}

/// Whether a field is one of these texts.
pub(super) fn says(fields: &Fields, key: &str, values: &[&str]) -> bool {
    fields.get(key).and_then(Value::as_str).is_some_and(|text| values.contains(&text))
}

/// A field that is an object, or the items of a list that are.
fn typed(fields: &mut Fields, key: &str, inner: Type) {
    match fields.get_mut(key) {
        Some(Value::Object(object)) => fill_in(object, inner),
        Some(Value::Array(items)) => {
            items.iter_mut().filter_map(Value::as_object_mut).for_each(|item| fill_in(item, inner));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Entry::{Field, Made, Typed, When};
    use super::Literal::{Number, Text};
    use super::*;

    const TABLE: Type = &[
        Field("type", Text("A")),
        Typed("items", &[Field("count", Number(1))]),
        When("type", &["A"], &[Made("inner", &[Field("count", Number(2))])]),
    ];

    fn filled(value: Value) -> Value {
        let Value::Object(mut fields) = value else { panic!("an object") };
        fill_in(&mut fields, TABLE);
        Value::Object(fields)
    }

    #[test]
    fn missing_fields_are_filled_in() {
        assert_eq!(
            filled(json!({ "type": null, "items": [{}, { "count": 5 }] })),
            json!({ "type": "A", "items": [{ "count": 1 }, { "count": 5 }], "inner": { "count": 2 } })
        );
        assert_eq!(filled(json!({ "type": "B" })), json!({ "type": "B" }));
    }
}
