//! What the editor asks the server.

use lsp_server::{ErrorCode, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::session::Session;
use super::{actions, completion, explain, hints, hover, pull, references, rename, symbols};

/// Answers a request, or keeps it until the files were checked as they are now.
pub(super) fn handle(session: &mut Session, request: Request) {
    if session.is_shut_down {
        session.outgoing.refuse(request.id, ErrorCode::InvalidRequest, "the server was shut down");
    } else if request.method == "shutdown" {
        session.is_shut_down = true;
        session.outgoing.answer(request.id, Value::Null);
    } else if needs_findings(&request.method) && !session.is_settled() {
        session.wait(request);
    } else {
        answer(session, request);
    }
}

/// Whether the answer is about findings.
fn needs_findings(method: &str) -> bool {
    matches!(
        method,
        "textDocument/diagnostic"
            | "workspace/diagnostic"
            | "textDocument/codeAction"
            | "textDocument/hover"
            | "textDocument/definition"
            | "textDocument/references"
            | "textDocument/prepareRename"
            | "textDocument/rename"
            | "workspace/symbol"
    )
}

/// Answers a request by what is known now.
pub(super) fn answer(session: &Session, request: Request) {
    match request.method.as_str() {
        "textDocument/diagnostic" => reply(session, request, pull::document),
        "workspace/diagnostic" => reply(session, request, pull::workspace),
        "textDocument/codeAction" => reply(session, request, actions::actions),
        "textDocument/hover" => reply(session, request, hover::hover),
        "textDocument/completion" => reply(session, request, completion::completion),
        "textDocument/definition" => reply(session, request, references::definition),
        "textDocument/references" => reply(session, request, references::references),
        "textDocument/prepareRename" => try_reply(session, request, rename::prepare),
        "textDocument/rename" => try_reply(session, request, rename::rename),
        "textDocument/documentSymbol" => reply(session, request, symbols::document),
        "textDocument/foldingRange" => reply(session, request, symbols::folding),
        "workspace/symbol" => reply(session, request, symbols::workspace),
        "textDocument/inlayHint" => reply(session, request, hints::hints),
        "workspace/executeCommand" => reply(session, request, explain::execute),
        method => {
            let message = format!("unknown method {method}");
            session.outgoing.refuse(request.id, ErrorCode::MethodNotFound, message);
        }
    }
}

fn reply<P: DeserializeOwned, R: Serialize>(
    session: &Session,
    request: Request,
    result: impl FnOnce(&Session, P) -> R,
) {
    try_reply(session, request, |session, params| Ok(result(session, params)));
}

/// Answers with a result, or refuses with the reason.
fn try_reply<P: DeserializeOwned, R: Serialize>(
    session: &Session,
    request: Request,
    result: impl FnOnce(&Session, P) -> Result<R, String>,
) {
    match serde_json::from_value(request.params) {
        Ok(params) => match result(session, params) {
            Ok(result) => session.outgoing.answer(request.id, result),
            Err(reason) => session.outgoing.refuse(request.id, ErrorCode::RequestFailed, reason),
        },
        Err(error) => session.outgoing.refuse(request.id, ErrorCode::InvalidParams, error.to_string()),
    }
}
