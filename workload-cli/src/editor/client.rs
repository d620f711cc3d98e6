//! What the editor can do, as it said at the start.

use serde_json::Value;
use workload_core::syntax::text::CodeUnits;

/// The editor's side of what was agreed on.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of the protocol")]
pub(super) struct Client {
    /// How columns are counted.
    pub(super) units: CodeUnits,
    /// Whether it asks for diagnostics itself, so that none are pushed.
    pub(super) pulls: bool,
    /// Whether it asks again when it is told to.
    pub(super) refreshes: bool,
    /// Whether it shows other places beside a diagnostic.
    pub(super) related: bool,
    /// Whether it shows progress.
    pub(super) progress: bool,
    /// Whether it watches files for the server.
    pub(super) watches: bool,
}

impl Client {
    /// Reads the capabilities of `initialize`.
    pub(super) fn new(capabilities: &Value) -> Self {
        let says = |pointer: &str| capabilities.pointer(pointer).and_then(Value::as_bool) == Some(true);
        Self {
            units: units(capabilities),
            pulls: capabilities.pointer("/textDocument/diagnostic").is_some_and(Value::is_object),
            refreshes: says("/workspace/diagnostics/refreshSupport"),
            related: says("/textDocument/publishDiagnostics/relatedInformation")
                || says("/textDocument/diagnostic/relatedInformation"),
            progress: says("/window/workDoneProgress"),
            watches: says("/workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }

    /// The name of its units in the protocol.
    pub(super) fn encoding(self) -> &'static str {
        match self.units {
            CodeUnits::Utf8 => "utf-8",
            CodeUnits::Utf16 => "utf-16",
            CodeUnits::Utf32 => "utf-32",
        }
    }
}

/// Bytes where the editor offers them, which is what spans are; UTF-16 is the protocol's default.
fn units(capabilities: &Value) -> CodeUnits {
    let offered = capabilities.pointer("/general/positionEncodings").and_then(Value::as_array);
    let has = |name: &str| offered.is_some_and(|offered| offered.iter().any(|one| one == name));
    match (has("utf-8"), has("utf-16"), has("utf-32")) {
        (true, ..) => CodeUnits::Utf8,
        (false, false, true) => CodeUnits::Utf32,
        _ => CodeUnits::Utf16,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn units_are_the_best_that_is_offered() {
        let units =
            |offered: Value| Client::new(&json!({"general": {"positionEncodings": offered}})).encoding();
        assert_eq!(units(json!(["utf-16", "utf-8"])), "utf-8");
        assert_eq!(units(json!(["utf-32", "utf-16"])), "utf-16");
        assert_eq!(units(json!(["utf-32"])), "utf-32");
        assert_eq!(Client::new(&json!({})).encoding(), "utf-16");
    }
}
