//! Rename: of objects and of the keys of their data, of labels, and of ports.

use std::collections::HashMap;

use gen_lsp_types::{
    PrepareRenameParams, RenameParams, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::{Value, json};
use workload_core::learn::names::{Mention, MentionRole, Target};
use workload_core::syntax::text::{Lines, Span};

use super::diagnostics::range;
use super::names::FileNames;
use super::quoted::in_place_of;
use super::references::{of_target, offset_in, uri};
use super::session::Session;
use super::ties::{TiedPlace, Ties};

/// What is said where nothing can be renamed.
const NOTHING: &str = "no name of an object, a key of its data, a label or a port stands here";

/// What is renamed.
enum Named<'f> {
    /// An object, or a key of its data.
    Object(&'f Mention),
    /// A label or a port.
    Tied(Ties<'f>),
}

/// The answer to `textDocument/prepareRename`: the name, or why it cannot be renamed.
pub(super) fn prepare(session: &Session, params: PrepareRenameParams) -> Result<Value, String> {
    let files = session.names();
    let (file, named) = at(session, &files, &params.text_document_position_params).ok_or(NOTHING)?;
    let (text, span) = (&files[file].text, named.span());
    if let Named::Object(mention) = &named {
        is_declared(&files, &mention.target)?;
    }
    let range = range(&Lines::of(text), span, session.client.units);
    Ok(json!({ "range": range, "placeholder": &text[span.range()] }))
}

/// The answer to `textDocument/rename`: the edits of every place that has to keep the same name.
pub(super) fn rename(session: &Session, params: RenameParams) -> Result<Value, String> {
    let files = session.names();
    let place = &params.text_document_position_params;
    let (file, named) = at(session, &files, place).ok_or(NOTHING)?;
    let new = params.new_name.as_str();
    let places = if files[file].text[named.span().range()] == *new {
        Vec::new()
    } else {
        named.places(&files, new)?
    };
    if let (Named::Tied(ties), false) = (&named, places.is_empty()) {
        warn_of_fixed(session, ties);
    }
    Ok(json!(WorkspaceEdit {
        changes: Some(edits(session, &files, &places, new)),
        ..WorkspaceEdit::default()
    }))
}

/// Says what the API server refuses of objects that exist.
fn warn_of_fixed(session: &Session, ties: &Ties<'_>) {
    if let [first, rest @ ..] = ties.fixed().as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        session.outgoing.show_warning(&format!(
            "the selector of {first}{more} is renamed too, which the API server refuses of an object that exists; \
             `workload apply --recreate` replaces it"
        ));
    }
}

/// The edits by file.
fn edits(
    session: &Session,
    files: &[FileNames],
    places: &[TiedPlace],
    new: &str,
) -> HashMap<Uri, Vec<TextEdit>> {
    let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
    for (number, file) in files.iter().enumerate() {
        let here = places.iter().filter(|(own, ..)| *own == number);
        let lines = Lines::of(&file.text);
        let edits: Vec<_> = here
            .map(|(_, span, _)| TextEdit {
                range: range(&lines, *span, session.client.units),
                new_text: in_place_of(&file.text, *span, new),
            })
            .collect();
        if !edits.is_empty() {
            changes.insert(uri(session, file), edits);
        }
    }
    changes
}

/// What is named at a place, with the number of the file.
fn at<'f>(
    session: &Session,
    files: &'f [FileNames],
    params: &TextDocumentPositionParams,
) -> Option<(usize, Named<'f>)> {
    let (file, offset) = offset_in(session, files, params)?;
    let named = match files[file].mention(offset) {
        Some(mention) => Named::Object(mention),
        None => Named::Tied(Ties::at(files, file, offset)?),
    };
    Some((file, named))
}

impl Named<'_> {
    fn span(&self) -> Span {
        match self {
            Self::Object(mention) => mention.span,
            Self::Tied(ties) => ties.span(),
        }
    }

    /// The places to edit, when the new name is a good one.
    fn places(&self, files: &[FileNames], new: &str) -> Result<Vec<TiedPlace>, String> {
        match self {
            Self::Object(mention) => of_object(files, &mention.target, new),
            Self::Tied(ties) => {
                ties.check(new)?;
                Ok(ties.places())
            }
        }
    }
}

/// Every place that names an object, or a key of its data.
fn of_object(files: &[FileNames], target: &Target, new: &str) -> Result<Vec<TiedPlace>, String> {
    refuse(target, new)?;
    is_declared(files, target)?;
    if is_taken(files, target, new) {
        let what = target.key.as_ref().map_or(target.kind.as_str(), |_| "key");
        return Err(format!("there is a {what} `{new}` already"));
    }
    Ok(of_target(files, target))
}

/// Refuses what is only used here: whoever makes it would keep the old name.
fn is_declared(files: &[FileNames], target: &Target) -> Result<(), String> {
    if declared(files).any(|one| one == target) {
        return Ok(());
    }
    let Target { kind, name, .. } = target;
    Err(match &target.key {
        Some(key) => format!(
            "the key `{key}` of {kind} `{name}` is not in these files, so only its uses could be renamed"
        ),
        None => format!("{kind} `{name}` is not in these files, so only its uses could be renamed"),
    })
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
    declared(files).any(|one| *one == wanted)
}

/// Everything that is declared in the files.
fn declared(files: &[FileNames]) -> impl Iterator<Item = &Target> {
    let mentions = files.iter().flat_map(|file| &file.names.mentions);
    mentions.filter(|one| one.role == MentionRole::Declaration).map(|one| &one.target)
}
