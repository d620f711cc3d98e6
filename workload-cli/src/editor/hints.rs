//! Inlay hints: the defaults that count because the manifest says nothing.

use gen_lsp_types::InlayHintParams;
use serde_json::{Value, json};
use workload_core::learn::field::effective_defaults;
use workload_core::syntax::text::{EditorPosition, Lines};

use super::session::Session;
use super::uri::to_path;

/// The answer to `textDocument/inlayHint`.
pub(super) fn hints(session: &Session, params: InlayHintParams) -> Value {
    let Some(path) = to_path(&params.text_document.uri) else { return Value::Null };
    let Some(document) = session.documents.get(&path) else { return Value::Null };
    let (lines, units) = (Lines::of(&document.text), session.client.units);
    let (from, to) = (params.range.start, params.range.end);
    let bytes = |line, character| lines.offset(EditorPosition { line, character }, units);
    let asked = bytes(from.line, from.character)..=bytes(to.line, to.character);
    let hints = effective_defaults(&document.text).into_iter().filter(|hint| asked.contains(&hint.offset));
    let hint = |hint: workload_core::learn::field::EffectiveDefault| {
        let place = lines.editor_position(u32::try_from(hint.offset).unwrap_or(u32::MAX), units);
        json!({
            "position": { "line": place.line, "character": place.character },
            "label": format!("{}: {}", hint.field, hint.value),
            "tooltip": format!("`{}` is not written: `{}` is the default of Kubernetes", hint.path, hint.value),
            "paddingLeft": true,
        })
    };
    json!(hints.map(hint).collect::<Vec<_>>())
}
