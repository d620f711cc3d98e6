//! What the server can do, as the answer to `initialize`.

use serde_json::{Value, json};

use super::actions::{EXPLAIN, FIX_ALL};
use super::client::Client;

/// The result of `initialize`.
pub(super) fn capabilities(client: Client) -> Value {
    json!({
        "capabilities": {
            "positionEncoding": client.encoding(),
            "textDocumentSync": { "openClose": true, "change": 2, "save": true },
            "diagnosticProvider": {
                "identifier": "workload",
                "interFileDependencies": true,
                "workspaceDiagnostics": true,
            },
            "codeActionProvider": { "codeActionKinds": ["quickfix", FIX_ALL] },
            "executeCommandProvider": { "commands": [EXPLAIN] },
            "hoverProvider": true,
            "completionProvider": { "triggerCharacters": [" ", "-", ":"] },
            "definitionProvider": true,
            "referencesProvider": true,
            "renameProvider": { "prepareProvider": true },
            "documentSymbolProvider": true,
            "workspaceSymbolProvider": true,
            "foldingRangeProvider": true,
            "inlayHintProvider": true,
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        },
        "serverInfo": { "name": "workload", "version": env!("CARGO_PKG_VERSION") },
    })
}

#[cfg(test)]
mod tests {
    use gen_lsp_types::InitializeResult;

    use super::*;

    #[test]
    fn the_answer_is_as_the_protocol_has_it() {
        let answer = capabilities(Client::default());
        let read: InitializeResult = serde_json::from_value(answer.clone()).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), answer);
    }
}
