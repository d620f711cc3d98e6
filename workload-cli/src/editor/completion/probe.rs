//! What the API server's own validation says of the place of the cursor: which fields it misses there, and which
//! values it takes.

use serde_json::{Map, Value, json};
use workload_core::syntax::yaml::{NodeId, Path, Step, documents};
use workload_core::validate::decode::value;
use workload_core::validate::document::{Clusters, check_document_for};
use workload_core::validate::field_error::{ErrorType, FieldError};

use super::context::Context;

/// A value that no field takes.
const NOTHING: &str = "?";

/// The fields of the object at the cursor that validation misses.
pub(super) fn required(context: &Context<'_>) -> Vec<String> {
    let mut object = written(context);
    place(&mut object, &context.cursor.path.0);
    let depth = context.cursor.path.0.len();
    let missing = |error: &FieldError| match error.path.0.get(depth..) {
        Some([Step::Field(name) | Step::Key(name)]) => Some(name.clone()),
        _ => None,
    };
    let required =
        errors(context, &object).into_iter().filter(|error| error.error_type == ErrorType::Required);
    required
        .filter(|error| is_below(&error.path, &context.cursor.path))
        .filter_map(|one| missing(&one))
        .collect()
}

/// The values that validation takes for the scalar at the cursor, where they are few.
pub(super) fn allowed(context: &Context<'_>) -> Vec<String> {
    let mut object = written(context);
    *place(&mut object, &context.cursor.path.0) = json!(NOTHING);
    let path = context.cursor.path.to_string();
    let here = |error: &FieldError| {
        let stands = error.place.as_ref().unwrap_or(&error.path).to_string();
        stands == path || error.path.to_string() == path
    };
    let found = errors(context, &object).into_iter().filter(here).find(|error| !error.allowed.is_empty());
    found.map(|error| error.allowed).unwrap_or_default()
}

fn is_below(path: &Path, above: &Path) -> bool {
    path.to_string().starts_with(&above.to_string())
}

/// What validation says of an object.
fn errors(context: &Context<'_>, object: &Value) -> Vec<FieldError> {
    let text = object.to_string();
    let Some(document) = documents(&text).next() else { return Vec::new() };
    let Ok(tree) = document.tree else { return Vec::new() };
    let mut clusters = Clusters::default();
    if let Some(custom) = context.custom {
        clusters.other_kinds = &*custom.resources;
    }
    check_document_for(&tree, &[], &clusters).into_iter().flat_map(|checked| checked.errors).collect()
}

/// The document, as far as it is written, without the word at the cursor.
fn written(context: &Context<'_>) -> Value {
    let mut object = json!({});
    for entry in &context.outline.entries {
        let place = place(&mut object, &entry.path.0);
        if let Some(scalar) = scalar(context.text.get(entry.value.range()).unwrap_or_default()) {
            *place = scalar;
        }
    }
    let name =
        context.root().0.iter().cloned().chain([Step::Field("metadata".to_owned())]).collect::<Vec<_>>();
    if let Value::Object(metadata) = place(&mut object, &name) {
        metadata.entry("name").or_insert_with(|| json!("a"));
    }
    object
}

/// The value behind a key or a hyphen; none where its line has none.
fn scalar(text: &str) -> Option<Value> {
    if text.is_empty() {
        return None;
    }
    let document = documents(text).next()?;
    let tree = document.tree.ok()?;
    value(&tree, NodeId::ROOT).or(Some(Value::Null))
}

/// The place at a path, with everything above it made.
fn place<'v>(object: &'v mut Value, path: &[Step]) -> &'v mut Value {
    let mut at = object;
    for step in path {
        at = match step {
            Step::Field(name) | Step::Key(name) => {
                if !at.is_object() {
                    *at = Value::Object(Map::new());
                }
                &mut at[name.as_str()]
            }
            Step::Index(number) => {
                if !at.is_array() {
                    *at = json!([]);
                }
                if let Value::Array(items) = at {
                    items.resize_with(items.len().max(number + 1), || Value::Object(Map::new()));
                }
                &mut at[*number]
            }
        };
    }
    if at.is_null() {
        *at = Value::Object(Map::new());
    }
    at
}
