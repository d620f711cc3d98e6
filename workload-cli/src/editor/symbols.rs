//! Symbols of a document and of the workspace, and what can be folded.

use gen_lsp_types::{
    DocumentSymbolParams, FoldingRangeParams, TextDocumentIdentifier, WorkspaceSymbolParams,
};
use serde_json::{Value, json};
use workload_core::learn::names::NamedObject;
use workload_core::syntax::text::{Lines, Span};
use workload_core::syntax::yaml::Outline;

use super::diagnostics::{location, range};
use super::documents::Document;
use super::session::Session;
use super::uri::to_path;

/// Numbers of the protocol's kinds of symbols.
const OBJECT: u8 = 19;
const MODULE: u8 = 2;
const KEY: u8 = 20;

/// The answer to `textDocument/documentSymbol`: the objects, with their containers and the keys of their data.
pub(super) fn document(session: &Session, params: DocumentSymbolParams) -> Value {
    let Some(document) = open(session, &params.text_document) else { return Value::Null };
    let lines = Lines::of(&document.text);
    let place = |span: Span| range(&lines, span, session.client.units);
    let child = |(name, span): &(String, Span), kind: u8, detail: &str| {
        let range = place(*span);
        json!({ "name": name, "detail": detail, "kind": kind, "range": range, "selectionRange": range })
    };
    let symbol = |object: &NamedObject| {
        let containers = object.containers.iter().map(|one| child(one, MODULE, "container"));
        let keys = object.keys.iter().map(|one| child(one, KEY, "key"));
        json!({
            "name": object.title(),
            "detail": object.api_version,
            "kind": OBJECT,
            "range": place(trimmed(&document.text, object.span)),
            "selectionRange": place(object.place),
            "children": containers.chain(keys).collect::<Vec<_>>(),
        })
    };
    let objects = workload_core::learn::names::objects(&document.text);
    json!(objects.iter().map(symbol).collect::<Vec<_>>())
}

/// The answer to `workspace/symbol`: the objects whose kind and name have the letters of the query in order.
pub(super) fn workspace(session: &Session, params: WorkspaceSymbolParams) -> Value {
    let mut found = Vec::new();
    for file in session.names() {
        for object in file.names.objects.iter().filter(|object| fits(&object.title(), &params.query)) {
            let place = location(&file.path, &file.text, object.place, session.client.units);
            found.push(json!({
                "name": object.title(),
                "kind": OBJECT,
                "containerName": object.namespace,
                "location": place,
            }));
        }
    }
    json!(found)
}

/// Whether a text has the letters of a query in order, whatever their case.
fn fits(text: &str, query: &str) -> bool {
    let mut letters = text.chars().flat_map(char::to_lowercase);
    query
        .chars()
        .filter(|one| !one.is_whitespace())
        .flat_map(char::to_lowercase)
        .all(|one| letters.any(|own| own == one))
}

/// The answer to `textDocument/foldingRange`: the documents, and every key and item of more than one line.
pub(super) fn folding(session: &Session, params: FoldingRangeParams) -> Value {
    let Some(document) = open(session, &params.text_document) else { return Value::Null };
    let lines = Lines::of(&document.text);
    let line = |offset: u32| lines.editor_position(offset, session.client.units).line;
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for outline in Outline::all(&document.text) {
        let whole = trimmed(&document.text, outline.span);
        ranges.push((line(whole.start), line(whole.end)));
        for (number, entry) in outline.entries.iter().enumerate() {
            let next = outline.entries[number + 1..].iter().find(|next| !entry.path.holds(&next.path));
            let end = next.map_or(whole.end, |next| next.span.start);
            let end = trimmed(&document.text, Span { start: entry.span.start, end }).end;
            let end = next.map_or(end, |next| end.min(line_start(&document.text, next.span.start)));
            ranges.push((line(entry.span.start), line(end)));
        }
    }
    ranges.retain(|(start, end)| start < end);
    ranges.sort_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
    ranges.dedup_by_key(|(start, _)| *start);
    let range = |(start, end): &(u32, u32)| json!({ "startLine": start, "endLine": end });
    json!(ranges.iter().map(range).collect::<Vec<_>>())
}

/// The byte before the line that holds a byte.
fn line_start(text: &str, at: u32) -> u32 {
    let start = text[..at as usize].rfind('\n').unwrap_or_default();
    u32::try_from(start).unwrap_or(u32::MAX)
}

/// A part of a text without the blanks at both ends, and without the `---` at its beginning.
fn trimmed(text: &str, span: Span) -> Span {
    let range = span.range();
    let part = &text[range.clone()];
    let content = part.trim_end();
    let start = content.strip_prefix("---").unwrap_or(content).trim_start();
    let start = range.start + (content.len() - start.len());
    Span::of(start..(range.start + content.len()).max(start))
}

fn open<'s>(session: &'s Session, document: &TextDocumentIdentifier) -> Option<&'s Document> {
    session.documents.get(&to_path(&document.uri)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_in_order_are_found() {
        assert!(fits("Deployment web", "depweb") && fits("Deployment web", "dep web") && fits("a", ""));
        assert!(!fits("Deployment web", "webdep"));
    }

    #[test]
    fn a_document_begins_behind_its_marker() {
        let text = "---\na: 1\n\n";
        assert_eq!(&text[trimmed(text, Span::of(0..text.len())).range()], "a: 1");
        assert_eq!(trimmed("---\n", Span::of(0..4)).range().len(), 0);
    }
}
