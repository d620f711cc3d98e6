//! The keys of the object at the cursor.

use serde_json::Value;
use workload_core::syntax::yaml::CursorPlace;

use super::context::Context;
use super::item::{Item, Sort};
use super::probe;
use crate::editor::schema::{FieldType, Shape};

/// Fields that only the API server writes.
const OF_THE_SERVER: &[&str] = &[
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "selfLink",
    "uid",
];

/// The keys that the object does not have yet, those it needs first.
pub(super) fn keys(context: &Context<'_>) -> Vec<Value> {
    let Some(Shape::Object(own)) = context.spot().map(|spot| spot.shape) else { return Vec::new() };
    let written = context.cursor.keys(&context.outline);
    let required = probe::required(context);
    let is_root = context.own_path().is_empty();
    let is_metadata = context.steps().last().is_some_and(|last| last == "metadata");
    let is_left_out = |field: &FieldType| {
        written.contains(&field.name)
            || (is_root && field.name == "status")
            || (is_metadata && OF_THE_SERVER.contains(&field.name.as_str()))
    };
    let fields = own.fields.iter().filter(|field| !is_left_out(field));
    let item = |field: &FieldType| {
        let is_required = field.required || required.contains(&field.name);
        let detail = field.in_words(context.schema);
        Item {
            label: field.name.clone(),
            text: with_colon(context, field),
            sort: Sort::Field,
            detail: if is_required { format!("{detail}, required") } else { detail },
            about: field.about.clone(),
            rank: u8::from(!is_required),
        }
    };
    fields.map(|field| item(field).at(context)).collect()
}

/// The beginning of an item, in a line between the items of a list.
pub(super) fn items_of(context: &Context<'_>, items: &str) -> Vec<Value> {
    match context.schema.shape(items) {
        Shape::Object(own) => {
            let item = |field: &FieldType| Item {
                label: format!("- {}", field.name),
                text: format!("- {}", behind_key(context, field, 2)),
                sort: Sort::Field,
                detail: field.in_words(context.schema),
                about: field.about.clone(),
                rank: u8::from(!field.required),
            };
            own.fields.iter().map(|field| item(field).at(context)).collect()
        }
        Shape::Scalar(_) => {
            let item = Item { about: String::new(), ..Item::value("- ", Sort::Value, "item") };
            vec![Item { text: "- ".to_owned(), ..item }.at(context)]
        }
        _ => Vec::new(),
    }
}

/// A key with its colon, and the line that its value begins, unless the colon is there.
fn with_colon(context: &Context<'_>, field: &FieldType) -> String {
    match context.cursor.place {
        CursorPlace::Key => field.name.clone(),
        CursorPlace::InBraces => {
            let is_json = context.word().starts_with('"');
            if is_json { format!("\"{}\": ", field.name) } else { format!("{}: ", field.name) }
        }
        _ => behind_key(context, field, 0),
    }
}

/// A key and where its value goes, `more` columns to the right of the cursor.
fn behind_key(context: &Context<'_>, field: &FieldType, more: usize) -> String {
    let column = context.cursor.column + more;
    match field.shape(context.schema) {
        Shape::Object(_) | Shape::Map(_) => format!("{}:\n{}", field.name, " ".repeat(column + 2)),
        Shape::List(_) => format!("{}:\n{}- ", field.name, " ".repeat(column)),
        Shape::Scalar(_) => format!("{}: ", field.name),
    }
}
