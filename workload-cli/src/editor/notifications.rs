//! What the editor tells the server.

use std::path::PathBuf;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams, FileChangeType,
};
use lsp_server::{ErrorCode, Notification};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::events::Disk;
use super::session::Session;
use super::uri::to_path;

/// Takes a notification over. One that cannot be read, or that is not known, is passed by.
pub(super) fn handle(session: &mut Session, notification: Notification) {
    let Notification { method, params } = notification;
    match method.as_str() {
        "textDocument/didOpen" => with(params, |params: DidOpenTextDocumentParams| {
            let path = session.documents.open(params.text_document);
            edited(session, path);
        }),
        "textDocument/didChange" => with(params, |params: DidChangeTextDocumentParams| {
            let (document, units) = (params.text_document, session.client.units);
            let uri = &document.text_document_identifier.uri;
            let path = session.documents.change(uri, document.version, params.content_changes, units);
            edited(session, path);
        }),
        "textDocument/didClose" => with(params, |params: DidCloseTextDocumentParams| {
            let path = session.documents.close(&params.text_document.uri);
            edited(session, path);
        }),
        "textDocument/didSave" => with(params, |params: DidSaveTextDocumentParams| {
            // An editor that watches files tells of this one too.
            if !session.client.watches {
                on_disk(session, to_path(&params.text_document.uri).into_iter().collect(), false);
            }
        }),
        "workspace/didChangeWatchedFiles" => with(params, |params: DidChangeWatchedFilesParams| {
            let listing = params.changes.iter().any(|one| one.kind != FileChangeType::Changed);
            on_disk(session, params.changes.iter().filter_map(|one| to_path(&one.uri)).collect(), listing);
        }),
        "workspace/didChangeWorkspaceFolders" => with(params, |params: DidChangeWorkspaceFoldersParams| {
            let removed: Vec<_> = params.event.removed.iter().filter_map(|one| to_path(&one.uri)).collect();
            session.folders.retain(|folder| !removed.contains(folder));
            session.folders.extend(params.event.added.iter().filter_map(|one| to_path(&one.uri)));
            session.check(Disk::default());
        }),
        "$/cancelRequest" => cancel(session, &params),
        _ => {}
    }
}

fn with<P: DeserializeOwned>(params: Value, handle: impl FnOnce(P)) {
    if let Ok(params) = serde_json::from_value(params) {
        handle(params);
    }
}

fn edited(session: &mut Session, path: Option<PathBuf>) {
    if let Some(path) = path {
        session.edited.insert(path);
        session.check(Disk::default());
    }
}

/// Files changed on the disk; a configuration changes everything.
fn on_disk(session: &mut Session, files: Vec<PathBuf>, listing: bool) {
    let is_configuration = |path: &PathBuf| path.extension().is_some_and(|end| end == "toml");
    let configuration = files.iter().any(is_configuration);
    session.check(Disk { configuration, listing, files });
}

/// Ends a request that waits; the others have been answered.
fn cancel(session: &mut Session, params: &Value) {
    let cancelled = session
        .waiting
        .iter()
        .position(|(_, request)| serde_json::to_value(&request.id).is_ok_and(|id| id == params["id"]));
    if let Some(at) = cancelled {
        let (_, request) = session.waiting.remove(at);
        session.outgoing.refuse(request.id, ErrorCode::RequestCanceled, "cancelled");
    }
}
