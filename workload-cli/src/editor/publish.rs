//! Pushes diagnostics to editors that do not ask for them, and tells the others when to ask again.

use std::path::{Path, PathBuf};

use gen_lsp_types::PublishDiagnosticsParams;
use serde_json::Value;

use super::session::Session;
use super::uri::to_uri;

/// A state was checked: shows what is new.
pub(super) fn publish(session: &mut Session) {
    let roots = session.roots();
    let changed = session.results.settle(&roots, &session.folders, session.client);
    if session.client.pulls {
        // The editor asks by itself for what was edited, but not for what that means to other files.
        let elsewhere = changed.iter().any(|path| !session.edited.contains(path));
        if elsewhere && session.client.refreshes {
            session.outgoing.request("workspace/diagnostic/refresh", Value::Null);
        }
    } else {
        for path in &changed {
            push(session, path);
        }
        push_edited(session, &changed);
    }
    session.edited.clear();
}

/// An edited text has a new version, which the editor wants to hear of although the findings are the same.
fn push_edited(session: &Session, changed: &[PathBuf]) {
    let edited = session.edited.iter().filter(|path| !changed.contains(path));
    for path in edited.filter(|path| session.results.of(path).is_some()) {
        push(session, path);
    }
}

/// Sends what was found in a file. When it has been edited since, what is found then is on its way.
fn push(session: &Session, path: &Path) {
    let document = session.documents.get(path);
    let found = session.results.of(path);
    if let (Some(document), Some(found)) = (document, found)
        && document.text != found.text
    {
        return;
    }
    let params = PublishDiagnosticsParams {
        uri: document.map_or_else(|| to_uri(path), |document| document.uri.clone()),
        version: document.map(|document| document.version),
        diagnostics: found.map(|found| found.diagnostics.clone()).unwrap_or_default(),
    };
    session.outgoing.notify("textDocument/publishDiagnostics", params);
}
