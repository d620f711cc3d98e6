//! A column of a table.

use serde_json::{Value, json};

use crate::cluster::json::{name, text};
use crate::cluster::table::age;

/// A column: its name, its type, whether it is only for `-o wide`, and its cells.
pub(super) struct Column {
    name: &'static str,
    kind: &'static str,
    priority: u8,
    /// The cell of an object at a moment.
    pub(super) cell: fn(&Value, &str) -> Value,
}

impl Column {
    /// A column of texts.
    pub(super) const fn new(name: &'static str, cell: fn(&Value, &str) -> Value) -> Self {
        Self { name, kind: "string", priority: 0, cell }
    }

    /// A column of numbers.
    pub(super) const fn number(name: &'static str, cell: fn(&Value, &str) -> Value) -> Self {
        Self { name, kind: "integer", priority: 0, cell }
    }

    /// A column for `-o wide`.
    pub(super) const fn wide(name: &'static str, cell: fn(&Value, &str) -> Value) -> Self {
        Self { name, kind: "string", priority: 1, cell }
    }

    /// What the table says of it.
    pub(super) fn definition(&self) -> Value {
        definition(self.name, self.kind, self.priority.into())
    }
}

/// What a table says of a column.
pub(super) fn definition(name: &str, kind: &str, priority: i64) -> Value {
    let format = if name == "Name" { "name" } else { "" };
    json!({"name": name, "type": kind, "format": format, "description": "", "priority": priority})
}

/// The columns that most kinds have.
pub(super) const NAME: Column = Column::new("Name", |object, _| json!(name(object)));
pub(super) const AGE: Column =
    Column::new("Age", |object, now| age::since(&object["metadata"]["creationTimestamp"], now));

/// A text, or `<none>`.
pub(super) fn or_none(value: &str) -> Value {
    json!(if value.is_empty() { "<none>" } else { value })
}

/// A number at a path, 0 where there is none.
pub(super) fn count(object: &Value, pointer: &str) -> i64 {
    object.pointer(pointer).and_then(Value::as_i64).unwrap_or(0)
}

/// A text at a path.
pub(super) fn text_at<'a>(object: &'a Value, pointer: &str) -> &'a str {
    object.pointer(pointer).map(text).unwrap_or_default()
}

/// The entries of a map, with commas between.
pub(super) fn pairs(map: &Value) -> Value {
    let pairs = map.as_object().into_iter().flatten().map(|(key, value)| format!("{key}={}", text(value)));
    or_none(&pairs.collect::<Vec<_>>().join(","))
}
