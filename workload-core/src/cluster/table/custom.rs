//! The columns that a definition gives its kind.

use serde_json::{Value, json};

use crate::cluster::json::{items, name, text};
use crate::cluster::registry::Served;
use crate::cluster::table::age;
use crate::cluster::table::column::definition;

/// The column of a kind whose definition gives none.
const AGE_PATH: &str = ".metadata.creationTimestamp";

/// The columns and rows of a custom resource.
pub(super) fn table(served: &Served, objects: &[Value], now: &str) -> (Vec<Value>, Vec<Vec<Value>>) {
    let version = served.kind.version(&served.resource.api_version());
    let declared = version.map(|version| items(&version["additionalPrinterColumns"])).unwrap_or_default();
    let mut columns = vec![("Name", "string", 0, "")];
    for column in declared {
        let priority = column["priority"].as_i64().unwrap_or(0);
        columns.push((text(&column["name"]), text(&column["type"]), priority, text(&column["jsonPath"])));
    }
    if declared.is_empty() {
        columns.push(("Age", "date", 0, AGE_PATH));
    }
    let cells = |object: &Value| {
        let cell = |(_, kind, _, path): &(&str, &str, i64, &str)| match *path {
            "" => json!(name(object)),
            path => cell(object, kind, path, now),
        };
        columns.iter().map(cell).collect()
    };
    let definitions = columns.iter().map(|(name, kind, priority, _)| definition(name, kind, *priority));
    (definitions.collect(), objects.iter().map(cells).collect())
}

/// The cell of a column: the value at a path of fields and places, such as `.spec.ports[0].name`.
fn cell(object: &Value, kind: &str, path: &str, now: &str) -> Value {
    let pointer = path.replace('[', "/").replace(']', "").replace('.', "/");
    let pointer = if pointer.starts_with('/') { pointer } else { format!("/{pointer}") };
    match object.pointer(&pointer) {
        None => json!(""),
        Some(moment) if kind == "date" => age::since(moment, now),
        Some(value) if kind == "string" && !value.is_string() => json!(value.to_string()),
        Some(value) => value.clone(),
    }
}
