//! What is retained of a document for the rules over many objects.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::Arc;

use super::part::FileText;
use super::place::Places;
use crate::syntax::text::Span;
use crate::validate::rules::Record;

/// What is known of an object that others may refer to, and where it was written.
#[derive(Clone, Debug)]
pub(super) struct Retained {
    pub(super) record: Arc<Record>,
    /// None when no rule reports a place of the object.
    pub(super) source: Option<SourceRef>,
}

/// Where an object was written: the text of a part of a file between two `---`, and where it stands in the file.
#[derive(Clone, Debug)]
pub(super) struct SourceRef {
    /// The text of the whole file, which its chunks share.
    file: Arc<FileText>,
    /// The bytes of the file.
    span: Span,
    pub(super) lines_before: u32,
    /// Which of the text's documents it is; `...` may part several.
    pub(super) number: u32,
}

impl SourceRef {
    /// The text of the chunk; none when it can no longer be read.
    pub(super) fn text(&self) -> Option<Cow<'_, str>> {
        self.file.get(self.span.range())
    }

    /// Where the text begins in the file.
    pub(super) fn offset(&self) -> u32 {
        self.span.start
    }

    /// What the objects of one chunk have in common, and no other ones.
    pub(super) fn chunk(&self) -> (usize, u32) {
        (Arc::as_ptr(&self.file).addr(), self.span.start)
    }
}

/// The part of a file between two `---` that is being checked.
#[derive(Debug)]
pub(super) struct Chunk {
    file: Arc<FileText>,
    /// The part, in bytes of the text that is being checked.
    span: Span,
    number: u32,
    /// The number of lines of the file before it, when that was asked for.
    lines_before: Option<u32>,
    /// The kinds, namespaces and names of the ConfigMaps and Secrets of the file so far.
    named: HashSet<(&'static str, Box<str>, Box<str>)>,
}

impl Chunk {
    /// Before the first part of a file with that text.
    pub(super) fn before(file: FileText) -> Self {
        let (span, file) = (Span::default(), Arc::new(file));
        Self { file, span, number: 0, lines_before: None, named: HashSet::new() }
    }

    /// Goes on to the document at `span`: the next of this chunk, or the first of another.
    pub(super) fn advance_to(&mut self, span: Span) {
        if self.span == span {
            self.number += 1;
        } else {
            (self.span, self.number, self.lines_before) = (span, 0, None);
        }
    }

    /// Whether a ConfigMap or Secret, of which no other rule reports a place, is in the file already.
    fn is_there_twice(&mut self, record: &Record) -> bool {
        let name = (record.kind, record.namespace_key().into(), record.name.clone());
        matches!(record.kind, "ConfigMap" | "Secret") && !self.named.insert(name)
    }

    /// Retains what is known of an object of the document, and its text unless no rule needs it.
    pub(super) fn retain(&mut self, places: &Places<'_>, record: Record) -> Retained {
        let is_wanted = record.has_places() || self.is_there_twice(&record);
        let source = is_wanted.then(|| SourceRef {
            file: self.file.clone(),
            span: places.in_file(self.span),
            // A chunk begins a line.
            lines_before: *self.lines_before.get_or_insert_with(|| places.lines_before(self.span.start)),
            number: self.number,
        });
        Retained { record: Arc::new(record), source }
    }
}
