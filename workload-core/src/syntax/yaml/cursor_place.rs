//! What is known of a cursor in a document that may be unfinished.

use super::outline::Outline;
use super::path::{Path, Step};
use crate::syntax::text::Span;

/// The place of a cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The value that the cursor stands in: the collection whose key is typed, or the scalar.
    pub path: Path,
    /// The bytes of the word that is typed; empty between words.
    pub word: Span,
    /// What may stand here.
    pub place: CursorPlace,
    /// The column where the word begins, in bytes.
    pub column: usize,
    /// Whether a blank must be written first: the cursor is right behind a hyphen or a colon.
    pub is_glued: bool,
}

/// What may stand at a cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorPlace {
    /// The beginning of a line or of an item: a key, or a scalar that is the value.
    Start,
    /// A key that has its colon.
    Key,
    /// The value behind a colon, in the same line.
    Value,
    /// A key or a scalar in braces.
    InBraces,
}

impl Cursor {
    /// The keys that the collection at the cursor has already, apart from the one at the cursor.
    #[must_use]
    pub fn keys(&self, outline: &Outline) -> Vec<String> {
        let own = outline.below(&self.path).filter(|entry| entry.span != self.word);
        let name = |step: Option<&Step>| match step {
            Some(Step::Field(name) | Step::Key(name)) => Some(name.clone()),
            _ => None,
        };
        own.filter_map(|entry| name(entry.path.0.last())).collect()
    }
}
