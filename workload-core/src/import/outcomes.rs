//! What became of each object of an environment.

use serde_json::Value as Json;

use super::app::App;
use super::input::Input;
use super::kinds::Kind;
use super::prove::dotted;
use super::report::{Imported, Outcome};

/// What became of one object, which is a part of `app` or of none.
pub(super) fn imported(
    file: &str,
    input: &Input,
    app: Option<&App>,
    environment: Option<&str>,
    reason: Option<&String>,
) -> Imported {
    let is_workload = Kind::of(&input.object).is_some();
    let own_name = input.object.pointer("/metadata/name").and_then(Json::as_str);
    let is_own = |is_service: bool| match app {
        Some(app) if is_service => input.object["kind"] == "Service" && app.service.as_deref() == own_name,
        _ => is_workload,
    };
    let edits = app.into_iter().flat_map(|app| &app.edits).filter(|edit| is_own(edit.is_service));
    let fields: Vec<_> = edits.map(|edit| dotted(&edit.pointer)).collect();
    let text =
        |pointer: &str| input.object.pointer(pointer).and_then(Json::as_str).unwrap_or_default().to_owned();
    Imported {
        file: file.to_owned(),
        line: input.line,
        environment: environment.map(ToOwned::to_owned),
        kind: text("/kind"),
        name: text("/metadata/name"),
        is_workload,
        outcome: match (app, fields.is_empty()) {
            (None, _) if input.left_out.is_some() => Outcome::Skipped,
            (None, _) => Outcome::Kept,
            (Some(_), true) => Outcome::Native,
            (Some(_), false) => Outcome::Customized,
        },
        app: app.map(|app| app.rust_name.clone()),
        fields,
        reason: match app {
            Some(_) => None,
            None => input.left_out.map(ToOwned::to_owned).or_else(|| reason.cloned()),
        },
    }
}
