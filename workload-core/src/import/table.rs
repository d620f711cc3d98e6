//! From fields of objects to keys of attributes, by tables.

use serde_json::Value as Json;

use super::attribute::{Attribute, Value};

/// How the value of a field becomes the value of its key.
pub(super) enum How {
    /// A text, a number or a flag, as it stands.
    Plain,
    /// A list of texts.
    List,
    /// A map from names to texts.
    Map,
    /// An object whose fields are keys in parentheses.
    Group(Table),
    /// A list of objects, each of which is the key once more.
    Each(fn(&Json) -> Option<Value>),
    /// What a function makes of it.
    With(fn(&Json) -> Option<Value>),
}

/// A field, its key, and how one becomes the other.
pub(super) type Table = &'static [(&'static str, &'static str, How)];

/// The keys that say what the fields of `object` say, as far as the table knows them.
pub(super) fn keys(object: &Json, table: Table) -> Vec<Attribute> {
    let mut keys = Vec::new();
    for (field, key, how) in table {
        let Some(value) = object.get(field).filter(|value| !value.is_null()) else { continue };
        match how {
            How::Each(read) => {
                let values = value.as_array().into_iter().flatten().filter_map(read);
                keys.extend(values.map(|value| Attribute::new(key, value)));
            }
            how => keys.extend(one(value, how).map(|value| Attribute::new(key, value))),
        }
    }
    keys
}

fn one(value: &Json, how: &How) -> Option<Value> {
    match how {
        How::Plain | How::Each(_) => plain(value),
        How::List => list(value),
        How::Map => map(value),
        How::Group(table) => group(keys(value, table)),
        How::With(read) => read(value),
    }
}

/// A text, a number or a flag, as it stands.
pub(super) fn plain(value: &Json) -> Option<Value> {
    match value {
        Json::Bool(on) => Some(Value::Flag(*on)),
        Json::String(text) => Some(Value::Text(text.clone())),
        Json::Number(number) => number.as_i64().map(Value::Number),
        _ => None,
    }
}

/// A text, or a number as its text.
pub(super) fn text(value: &Json) -> Option<Value> {
    match value {
        Json::Number(number) => Some(Value::Text(number.to_string())),
        value => value.as_str().map(|text| Value::Text(text.to_owned())),
    }
}

/// A list of texts.
pub(super) fn list(value: &Json) -> Option<Value> {
    let words = value.as_array()?.iter().map(|word| word.as_str().map(ToOwned::to_owned));
    words.collect::<Option<Vec<_>>>().map(Value::List)
}

/// A map from names to texts or numbers.
pub(super) fn map(value: &Json) -> Option<Value> {
    let entries = value.as_object()?.iter();
    group(entries.filter_map(|(name, value)| Some(Attribute::entry(name, text(value)?))).collect())
}

/// Keys in parentheses, if there is one.
pub(super) fn group(keys: Vec<Attribute>) -> Option<Value> {
    (!keys.is_empty()).then_some(Value::Group(keys))
}
