//! Definition and references: of objects and of the keys of their data, of labels, and of ports.

use gen_lsp_types::{Location, ReferenceParams, TextDocumentPositionParams, Uri};
use serde_json::{Value, json};
use workload_core::learn::names::{MentionRole, Target};
use workload_core::syntax::text::{EditorPosition, Lines};

use super::diagnostics::location;
use super::names::FileNames;
use super::session::Session;
use super::ties::{TiedPlace, Ties};
use super::uri::{to_path, to_uri};

/// The answer to `textDocument/definition`: where that is made which a name means.
pub(super) fn definition(session: &Session, params: TextDocumentPositionParams) -> Value {
    places(session, &params, |role| role == MentionRole::Declaration)
}

/// The answer to `textDocument/references`: every place that names the same.
pub(super) fn references(session: &Session, params: ReferenceParams) -> Value {
    let with_declaration = params.context.include_declaration;
    places(session, &params.text_document_position_params, |role| {
        with_declaration || role == MentionRole::Use
    })
}

/// The places that name what is named at a place.
fn places(
    session: &Session,
    params: &TextDocumentPositionParams,
    is_shown: impl Fn(MentionRole) -> bool,
) -> Value {
    let files = session.names();
    let Some((file, offset)) = offset_in(session, &files, params) else { return Value::Null };
    let found = match files[file].mention(offset) {
        Some(mention) => of_target(&files, &mention.target),
        None => match Ties::at(&files, file, offset) {
            Some(ties) => ties.places(),
            None => return Value::Null,
        },
    };
    let shown = found.into_iter().filter(|(.., role)| is_shown(*role)).map(|(file, span, _)| {
        let file = &files[file];
        Location { uri: uri(session, file), ..location(&file.path, &file.text, span, session.client.units) }
    });
    json!(shown.collect::<Vec<_>>())
}

/// The places that name an object, or a key of its data.
pub(super) fn of_target(files: &[FileNames], target: &Target) -> Vec<TiedPlace> {
    let of_file = |(number, file): (usize, &FileNames)| {
        let same = file.names.mentions.iter().filter(|one| one.target == *target);
        same.map(|one| (number, one.span, one.role)).collect::<Vec<_>>()
    };
    files.iter().enumerate().flat_map(of_file).collect()
}

/// A place as the number of its file and the byte in it.
pub(super) fn offset_in(
    session: &Session,
    files: &[FileNames],
    params: &TextDocumentPositionParams,
) -> Option<(usize, usize)> {
    let path = to_path(&params.text_document.uri)?;
    let file = files.iter().position(|file| *file.path == *path)?;
    let position = EditorPosition { line: params.position.line, character: params.position.character };
    Some((file, Lines::of(&files[file].text).offset(position, session.client.units)))
}

/// What the editor calls a file.
pub(super) fn uri(session: &Session, file: &FileNames) -> Uri {
    session.documents.get(&file.path).map_or_else(|| to_uri(&file.path), |document| document.uri.clone())
}
