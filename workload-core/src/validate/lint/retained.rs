//! What is retained of a document for the rules over many objects.

use std::sync::Arc;

use super::place::Places;
use crate::syntax::text::Span;
use crate::validate::rules::Record;

/// What is known of an object that others may refer to, and where it was written.
#[derive(Clone, Debug)]
pub(super) struct Retained {
    pub(super) record: Record,
    /// None when no rule reports a place of the object.
    pub(super) source: Option<SourceRef>,
}

/// Where an object was written: its text, which the objects of one chunk share.
#[derive(Clone, Debug)]
pub(super) struct SourceRef {
    pub(super) chunk: Arc<ChunkText>,
    /// Which of the text's documents it is; `...` may part several.
    pub(super) number: usize,
}

/// The text of a part of a file between two `---`, and where it stands in the file.
#[derive(Debug)]
pub(super) struct ChunkText {
    pub(super) text: Box<str>,
    pub(super) offset: u32,
    pub(super) lines_before: u32,
}

/// The part of a file between two `---` that is being checked: its text is copied once, and only
/// if an object of it is retained with its text.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    span: Span,
    number: usize,
    copied: Option<Arc<ChunkText>>,
}

impl Chunk {
    /// Goes on to the document at `span`: the next of this chunk, or the first of another.
    pub(super) fn advance_to(&mut self, span: Span) {
        if self.span == span {
            self.number += 1;
        } else {
            *self = Self { span, ..Self::default() };
        }
    }

    /// Retains what is known of an object of the document, and its text unless no rule needs it.
    pub(super) fn retain(&mut self, places: &Places<'_>, record: Record) -> Retained {
        let source = record.has_places().then(|| {
            let chunk = self.copied.get_or_insert_with(|| {
                Arc::new(ChunkText {
                    text: places.text[self.span.range()].into(),
                    offset: self.span.start,
                    // A chunk begins a line.
                    lines_before: places.lines_before(self.span.start),
                })
            });
            SourceRef { chunk: chunk.clone(), number: self.number }
        });
        Retained { record, source }
    }
}
