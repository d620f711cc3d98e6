//! Definition, references and rename of the names of objects, and of the keys of their data.

use std::collections::HashMap;

use gen_lsp_types::{
    Location, PrepareRenameParams, ReferenceParams, RenameParams, TextDocumentPositionParams, TextEdit, Uri,
    WorkspaceEdit,
};
use serde_json::{Value, json};
use workload_core::learn::names::{Mention, MentionRole, Target};
use workload_core::syntax::text::{EditorPosition, Lines};

use super::diagnostics::{location, range};
use super::names::FileNames;
use super::session::Session;
use super::uri::{to_path, to_uri};

/// The answer to `textDocument/definition`: where the object is that a name means.
pub(super) fn definition(session: &Session, params: TextDocumentPositionParams) -> Value {
    let Some((mention, _)) = at(session, &params) else { return Value::Null };
    json!(places(session, &mention.target, |one| one.role == MentionRole::Declaration))
}

/// The answer to `textDocument/references`: every place that names the same object.
pub(super) fn references(session: &Session, params: ReferenceParams) -> Value {
    let Some((mention, _)) = at(session, &params.text_document_position_params) else { return Value::Null };
    let with_declaration = params.context.include_declaration;
    let is_shown = |one: &Mention| with_declaration || one.role == MentionRole::Use;
    json!(places(session, &mention.target, is_shown))
}

/// The answer to `textDocument/prepareRename`: the name, when it can be renamed.
pub(super) fn prepare(session: &Session, params: PrepareRenameParams) -> Value {
    let Some((mention, file)) = at(session, &params.text_document_position_params) else {
        return Value::Null;
    };
    let range = range(&Lines::of(&file.text), mention.span, session.client.units);
    json!({ "range": range, "placeholder": &file.text[mention.span.range()] })
}

/// The answer to `textDocument/rename`: the edits of every place that names the object.
pub(super) fn rename(session: &Session, params: RenameParams) -> Result<Value, String> {
    let place = &params.text_document_position_params;
    let Some((mention, _)) = at(session, place) else {
        return Err("no name of an object stands here".to_owned());
    };
    let new = params.new_name.as_str();
    refuse(&mention.target, new)?;
    let files = session.names();
    if is_taken(&files, &mention.target, new) {
        let what = mention.target.key.as_ref().map_or(mention.target.kind.as_str(), |_| "key");
        return Err(format!("there is a {what} `{new}` already"));
    }
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for file in &files {
        let lines = Lines::of(&file.text);
        let meant = file.mentions.iter().filter(|one| one.target == mention.target);
        let edits: Vec<_> = meant
            .map(|one| TextEdit {
                range: range(&lines, one.span, session.client.units),
                new_text: new.to_owned(),
            })
            .collect();
        if !edits.is_empty() {
            changes.insert(uri(session, file), edits);
        }
    }
    Ok(json!(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }))
}

/// Why a name cannot be the new one.
fn refuse(target: &Target, new: &str) -> Result<(), String> {
    let is_fine = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let (allowed, what): (fn(u8) -> bool, _) = if target.key.is_some() {
        (
            |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'),
            "expected letters, digits, `-`, `_` or `.`",
        )
    } else {
        (
            |byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'.'),
            "expected lowercase letters, digits, `-` or `.`, with a letter or a digit at both ends",
        )
    };
    let ends = |byte: Option<&u8>| {
        byte.is_some_and(|byte| target.key.is_some() || (is_fine(*byte) && *byte != b'-'))
    };
    let bytes = new.as_bytes();
    let is_name = bytes.iter().all(|byte| allowed(*byte)) && ends(bytes.first()) && ends(bytes.last());
    if is_name && new.len() < 254 { Ok(()) } else { Err(format!("`{new}` is not a name: {what}")) }
}

fn is_taken(files: &[FileNames], target: &Target, new: &str) -> bool {
    let wanted = match target.key {
        Some(_) => Target { key: Some(new.to_owned()), ..target.clone() },
        None => Target { name: new.to_owned(), ..target.clone() },
    };
    let mut declared = files.iter().flat_map(|file| file.mentions.iter());
    declared.any(|one| one.role == MentionRole::Declaration && one.target == wanted)
}

/// What is named at a place, with the file.
fn at(session: &Session, params: &TextDocumentPositionParams) -> Option<(Mention, FileNames)> {
    let path = to_path(&params.text_document.uri)?;
    let files = session.names();
    let file = files.into_iter().find(|file| *file.path == *path)?;
    let position = EditorPosition { line: params.position.line, character: params.position.character };
    let offset = Lines::of(&file.text).offset(position, session.client.units);
    let holds = |one: &&Mention| {
        let range = one.span.range();
        range.start <= offset && offset <= range.end
    };
    let mention = file.mentions.iter().find(holds)?.clone();
    Some((mention, file))
}

/// The places that name a target.
fn places(session: &Session, target: &Target, is_shown: impl Fn(&Mention) -> bool) -> Vec<Location> {
    let mut found = Vec::new();
    for file in session.names() {
        for one in file.mentions.iter().filter(|one| one.target == *target && is_shown(one)) {
            let place = location(&file.path, &file.text, one.span, session.client.units);
            found.push(Location { uri: uri(session, &file), ..place });
        }
    }
    found
}

/// What the editor calls a file.
fn uri(session: &Session, file: &FileNames) -> Uri {
    session.documents.get(&file.path).map_or_else(|| to_uri(&file.path), |document| document.uri.clone())
}
