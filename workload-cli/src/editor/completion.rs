//! Completion: keys, values and names, also where the text does not parse yet.

mod context;
mod convention;
mod item;
mod keys;
mod kinds;
mod labels;
mod probe;
mod values;

use gen_lsp_types::CompletionParams;
use serde_json::{Value, json};
use workload_core::syntax::text::{EditorPosition, Lines};
use workload_core::syntax::yaml::CursorPlace;

use self::context::Context;
use super::schema::Shape;
use super::session::Session;
use super::uri::to_path;

/// The answer to `textDocument/completion`.
pub(super) fn completion(session: &Session, params: CompletionParams) -> Value {
    let place = params.text_document_position_params;
    let Some(path) = to_path(&place.text_document.uri) else { return Value::Null };
    let Some(document) = session.documents.get(&path) else { return Value::Null };
    let position = EditorPosition { line: place.position.line, character: place.position.character };
    let offset = Lines::of(&document.text).offset(position, session.client.units);
    let Some(context) = Context::new(session, &path, &document.text, offset) else { return Value::Null };
    json!({ "isIncomplete": false, "items": items(&context) })
}

/// What may be written at the cursor.
fn items(context: &Context<'_>) -> Vec<Value> {
    if context.own_path().is_empty() && context.cursor.place != CursorPlace::Value {
        let mut items = kinds::whole(context);
        items.extend(keys::keys(context));
        return items;
    }
    if matches!(context.own_path(), [_]) && context.cursor.place == CursorPlace::Value {
        let header = kinds::header(context);
        if !header.is_empty() {
            return header;
        }
    }
    let Some(spot) = context.spot() else { return Vec::new() };
    match (spot.shape, context.cursor.place) {
        (Shape::Object(_), CursorPlace::Start | CursorPlace::Key | CursorPlace::InBraces) => {
            keys::keys(context)
        }
        (Shape::Map(_), CursorPlace::Start | CursorPlace::Key | CursorPlace::InBraces) => {
            labels::keys(context)
        }
        (Shape::List(items), CursorPlace::Start) => keys::items_of(context, items),
        (Shape::Scalar(kind), CursorPlace::Start | CursorPlace::Value | CursorPlace::InBraces) => {
            values::values(context, kind)
        }
        _ => Vec::new(),
    }
}
