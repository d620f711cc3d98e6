//! A scenario in TOML.

use std::ops::Range;

use serde_json::{Map, Value as Json};
use toml_edit::{Document, Item, Value};
use workload_core::syntax::text::Lines;

use crate::error::Result;
use crate::plan::scenario::places::Places;

/// The fields of the file.
pub(super) fn read(text: &str, mut places: Places) -> Result<(Map<String, Json>, Places)> {
    let lines = Lines::of(text);
    let line = |span: Option<Range<usize>>| {
        let start = span.and_then(|span| u32::try_from(span.start).ok()).unwrap_or_default();
        lines.position(start).line
    };
    let document = Document::parse(text).map_err(|error| {
        // The reader says what is wrong in the first line, and what it expected in the next ones.
        places.at(line(error.span()), &error.message().lines().collect::<Vec<_>>().join(", "))
    })?;
    let mut fields = Map::new();
    for (field, item) in document.iter() {
        let own = document.key(field).and_then(toml_edit::Key::span).or_else(|| item.span());
        places.add(field.to_owned(), line(own));
        if let Item::Value(Value::Array(items)) = item {
            for (number, value) in items.iter().enumerate() {
                places.add(format!("{field}[{number}]"), line(value.span()));
            }
        }
        for (key, value) in item.as_table_like().iter().flat_map(|table| table.iter()) {
            places.add(format!("{field}.{key}"), line(value.span()));
        }
        fields.insert(field.to_owned(), of_item(item));
    }
    Ok((fields, places))
}

fn of_item(item: &Item) -> Json {
    match item {
        Item::None => Json::Null,
        Item::Value(value) => of_value(value),
        Item::Table(table) => table.iter().map(|(key, item)| (key.to_owned(), of_item(item))).collect(),
        Item::ArrayOfTables(tables) => {
            tables.iter().map(|table| of_item(&Item::Table(table.clone()))).collect()
        }
    }
}

fn of_value(value: &Value) -> Json {
    match value {
        Value::String(text) => text.value().as_str().into(),
        Value::Integer(number) => (*number.value()).into(),
        Value::Float(number) => (*number.value()).into(),
        Value::Boolean(flag) => (*flag.value()).into(),
        // `start` may be a time of TOML's own.
        Value::Datetime(time) => time.value().to_string().into(),
        Value::Array(items) => items.iter().map(of_value).collect(),
        Value::InlineTable(table) => {
            table.iter().map(|(key, value)| (key.to_owned(), of_value(value))).collect()
        }
    }
}
