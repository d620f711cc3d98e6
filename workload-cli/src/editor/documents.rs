//! The texts that are open in the editor.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gen_lsp_types::{
    Position, TextDocumentContentChangeEvent as ChangeEvent, TextDocumentContentChangePartial as Partial,
    TextDocumentItem, Uri,
};
use workload_core::syntax::text::{CodeUnits, EditorPosition, Lines};

use super::uri::to_path;
use crate::validate::Buffers;

/// An open text.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// What the editor calls it.
    pub(super) uri: Uri,
    /// The number of its state, as the editor counts.
    pub(super) version: i32,
    /// The text as it is now.
    pub(super) text: Arc<String>,
}

/// The open texts, by the paths of their files.
#[derive(Debug, Default)]
pub(super) struct Documents {
    by_path: HashMap<PathBuf, Document>,
}

impl Documents {
    /// A text was opened; none when it is no file.
    pub(super) fn open(&mut self, item: TextDocumentItem) -> Option<PathBuf> {
        let path = to_path(&item.uri)?;
        let document = Document { uri: item.uri, version: item.version, text: Arc::new(item.text) };
        self.by_path.insert(path.clone(), document);
        Some(path)
    }

    /// A text was changed in places, one after another; none when it is not open.
    pub(super) fn change(
        &mut self,
        uri: &Uri,
        version: i32,
        changes: Vec<ChangeEvent>,
        units: CodeUnits,
    ) -> Option<PathBuf> {
        let path = to_path(uri)?;
        let document = self.by_path.get_mut(&path)?;
        let mut text = document.text.as_str().to_owned();
        for change in changes {
            match change {
                ChangeEvent::TextDocumentContentChangePartial(part) => replace(&mut text, &part, units),
                ChangeEvent::TextDocumentContentChangeWholeDocument(whole) => text = whole.text,
            }
        }
        document.text = Arc::new(text);
        document.version = version;
        Some(path)
    }

    /// A text was closed.
    pub(super) fn close(&mut self, uri: &Uri) -> Option<PathBuf> {
        let path = to_path(uri)?;
        self.by_path.remove(&path).map(|_| path)
    }

    /// The open text of a file.
    pub(super) fn get(&self, path: &Path) -> Option<&Document> {
        self.by_path.get(path)
    }

    /// The files of the open texts.
    pub(super) fn paths(&self) -> impl Iterator<Item = &Path> {
        self.by_path.keys().map(PathBuf::as_path)
    }

    /// All texts as they are now.
    pub(super) fn buffers(&self) -> Buffers {
        self.by_path.iter().map(|(path, document)| (path.clone(), document.text.clone())).collect()
    }
}

/// Puts a text in the place of a range.
fn replace(text: &mut String, part: &Partial, units: CodeUnits) {
    let lines = Lines::of(text);
    let offset = |place: Position| {
        lines.offset(EditorPosition { line: place.line, character: place.character }, units)
    };
    let (start, end) = (offset(part.range.start), offset(part.range.end));
    text.replace_range(start.min(end)..end.max(start), &part.text);
}
