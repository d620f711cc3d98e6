//! Diagnostics for editors that ask for them.

use std::collections::HashMap;
use std::path::Path;

use gen_lsp_types::{DocumentDiagnosticParams, WorkspaceDiagnosticParams};
use serde_json::{Value, json};

use super::results::FileResult;
use super::session::Session;
use super::uri::{to_path, to_uri};

/// The number of a file in which nothing was found.
const NOTHING: &str = "0";

/// The answer to `textDocument/diagnostic`.
pub(super) fn document(session: &Session, params: DocumentDiagnosticParams) -> Value {
    let found = to_path(&params.text_document.uri).and_then(|path| session.results.of(&path));
    report(found, params.previous_result_id.as_deref())
}

/// The answer to `workspace/diagnostic`: every file in which something was found, and those that the editor
/// still shows something of.
pub(super) fn workspace(session: &Session, params: WorkspaceDiagnosticParams) -> Value {
    let known: HashMap<_, _> = params
        .previous_result_ids
        .into_iter()
        .filter_map(|one| Some((to_path(&one.uri)?, (one.uri, one.value))))
        .collect();
    let files = session.results.files();
    let gone = known.keys().filter(|path| !files.contains_key(*path));
    let items = files.keys().chain(gone).map(|path| {
        let known = known.get(path);
        let mut item = report(session.results.of(path), known.map(|(_, id)| id.as_str()));
        let document = session.documents.get(path);
        item["uri"] = json!(known.map_or_else(|| uri_of(session, path), |(uri, _)| uri.clone()));
        item["version"] = json!(document.map(|document| document.version));
        item
    });
    json!({ "items": items.collect::<Vec<_>>() })
}

fn uri_of(session: &Session, path: &Path) -> gen_lsp_types::Uri {
    session.documents.get(path).map_or_else(|| to_uri(path), |document| document.uri.clone())
}

/// What was found in a file, or that it is what the editor knows.
fn report(found: Option<&FileResult>, known: Option<&str>) -> Value {
    let id = found.map_or(NOTHING.to_owned(), |found| found.id.to_string());
    if known == Some(&id) {
        return json!({ "kind": "unchanged", "resultId": id });
    }
    let items = found.map(|found| found.diagnostics.as_slice()).unwrap_or_default();
    json!({ "kind": "full", "resultId": id, "items": items })
}
