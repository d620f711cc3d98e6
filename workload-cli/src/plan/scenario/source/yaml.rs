//! A scenario in YAML or JSON.

use serde_json::{Map, Value};
use workload_core::syntax::text::Lines;
use workload_core::syntax::yaml::{Document, NodeId, Tree, documents};
use workload_core::validate::decode::value;

use crate::error::{CliError, Result};
use crate::plan::scenario::places::{HELP, Places};

/// The fields of the one document that a scenario is.
pub(super) fn read(text: &str, mut places: Places) -> Result<(Map<String, Value>, Places)> {
    let lines = Lines::of(text);
    let wrong = |places: &Places, at: u32, why: &str| places.at(lines.position(at).line, why);
    let mut all = documents(text);
    let Some(document) = all.next() else { return Ok((Map::new(), places)) };
    let tree = document.tree.as_ref().map_err(|error| wrong(&places, error.span.start, &error.message))?;
    if let Some(second) = all.next() {
        return Err(wrong(
            &places,
            second.span.start,
            "a scenario is one document, and this is a second one",
        ));
    }
    doubled(&document, tree, text).map_or(Ok(()), |(at, why)| Err(wrong(&places, at, &why)))?;
    let fields = match value(tree, NodeId::ROOT) {
        Some(Value::Object(fields)) => fields,
        Some(Value::Null) => Map::new(),
        _ => return Err(no_map(&places, lines.position(tree.raw(NodeId::ROOT).span.start).line)),
    };
    for (field, at) in starts(tree) {
        places.add(field, lines.position(at).line);
    }
    Ok((fields, places))
}

fn no_map(places: &Places, line: u32) -> CliError {
    places.at(line, "a scenario has fields, as in `nodes: 5`").help(HELP)
}

/// The first key that stands twice, with its place.
fn doubled(document: &Document<'_>, tree: &Tree<'_>, text: &str) -> Option<(u32, String)> {
    let (later, _) = document.duplicate_keys.first()?;
    let span = tree.raw(*later).span;
    let key = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    Some((span.start, format!("`{key}` stands twice")))
}

/// Where the fields begin, and the items and keys in them.
fn starts(tree: &Tree<'_>) -> Vec<(String, u32)> {
    let start = |id: NodeId| tree.raw(id).span.start;
    let mut starts = Vec::new();
    for entry in tree.entries(NodeId::ROOT) {
        let field = entry.key.to_string();
        let items = tree.items(entry.value).enumerate();
        starts.extend(items.map(|(number, item)| (format!("{field}[{number}]"), start(item))));
        let own = tree.entries(entry.value);
        starts.extend(own.map(|own| (format!("{field}.{}", own.key), start(own.key_id))));
        starts.push((field, start(entry.key_id)));
    }
    starts
}
