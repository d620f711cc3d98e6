//! Where the fields of a scenario's file are, so that errors name the line and the field.

use std::collections::BTreeMap;
use std::path::Path;

use toml_edit::{Document, Item, Value};
use workload_core::syntax::text::Lines;
use workload_core::syntax::yaml::{NodeId, Tree, documents};

use crate::error::CliError;
use crate::files::display_name;

/// The lines of the fields, as in `ready`, `duration.api` and `do[1]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    file: String,
    lines: BTreeMap<String, u32>,
}

impl Places {
    /// The fields of a TOML file, or of a YAML file.
    pub(super) fn of(path: &Path, text: &str) -> Self {
        let is_toml = path.extension().is_some_and(|end| end == "toml");
        let lines = Lines::of(text);
        let starts = if is_toml { of_toml(text) } else { of_yaml(text) };
        let place = |(field, start): (String, u32)| (field, lines.position(start).line);
        Self { file: display_name(path), lines: starts.into_iter().map(place).collect() }
    }

    /// The field does not come from the file any more.
    pub(super) fn forget(&mut self, field: &str) {
        self.lines.remove(field);
    }

    /// What is wrong with a field, with its place when it is in the file.
    pub(super) fn error(&self, field: &str, why: &str) -> CliError {
        CliError::new(match self.lines.get(field) {
            Some(line) => format!("{}:{line}: `{field}`: {why}", self.file),
            None => why.to_owned(),
        })
    }
}

fn of_yaml(text: &str) -> Vec<(String, u32)> {
    let mut places = Vec::new();
    let Some(document) = documents(text).next() else { return places };
    let Ok(tree) = document.tree else { return places };
    let start = |tree: &Tree<'_>, id: NodeId| document.span.start + tree.raw(id).span.start;
    for entry in tree.entries(NodeId::ROOT) {
        let field = entry.key.to_string();
        let items = tree.items(entry.value).enumerate();
        places.extend(items.map(|(number, item)| (format!("{field}[{number}]"), start(&tree, item))));
        let own = tree.entries(entry.value);
        places.extend(own.map(|own| (format!("{field}.{}", own.key), start(&tree, own.key_id))));
        places.push((field, start(&tree, entry.key_id)));
    }
    places
}

fn of_toml(text: &str) -> Vec<(String, u32)> {
    let Ok(document) = Document::parse(text) else { return Vec::new() };
    let mut places = Vec::new();
    let mut add = |field: String, span: Option<std::ops::Range<usize>>| {
        places.extend(span.and_then(|span| u32::try_from(span.start).ok()).map(|start| (field, start)));
    };
    for (field, item) in document.iter() {
        add(field.to_owned(), item.span());
        if let Item::Value(Value::Array(items)) = item {
            for (number, value) in items.iter().enumerate() {
                add(format!("{field}[{number}]"), value.span());
            }
        }
        for (key, value) in item.as_table_like().iter().flat_map(|table| table.iter()) {
            add(format!("{field}.{key}"), value.span());
        }
    }
    places
}
