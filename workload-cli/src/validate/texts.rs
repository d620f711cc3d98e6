//! The texts that were read, each once: findings are shown in them, and fixed in them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use workload_core::syntax::text::Span;

use crate::files::Spooled;

/// A text that was read.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// Where it was read.
    pub(crate) path: PathBuf,
    /// Whether it can be written back: it is neither a pipe nor a device.
    pub(crate) is_file: bool,
    /// The text itself.
    pub(crate) text: Arc<String>,
}

/// The texts by the names that findings call them.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    by_name: HashMap<String, Text>,
    /// The large ones, which are not in memory.
    spooled: HashMap<String, Spooled>,
    needed: Needed,
}

/// What is needed of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Needed {
    Nothing,
    /// The lines that findings stand in.
    Lines,
    #[default]
    Everything,
}

/// Whole lines of a text, without the last one's end.
#[derive(Clone, Debug)]
pub(crate) struct TextLines<'t> {
    /// The lines.
    pub(crate) text: Cow<'t, str>,
    /// Where they begin in the text, in bytes.
    pub(crate) start: usize,
}

impl Texts {
    /// Keeps nothing: for formats that show no lines.
    pub(crate) fn idle() -> Self {
        Self { needed: Needed::Nothing, ..Self::default() }
    }

    /// For formats that show the lines of findings, and nothing else of the texts.
    pub(crate) fn of_lines() -> Self {
        Self { needed: Needed::Lines, ..Self::default() }
    }

    /// Whether only lines of findings are shown, or nothing: large texts need not be in memory, nor those without
    /// findings.
    pub(crate) fn are_of_findings(&self) -> bool {
        self.needed != Needed::Everything
    }

    /// Whether nothing is kept.
    pub(crate) fn is_idle(&self) -> bool {
        self.needed == Needed::Nothing
    }

    /// Keeps a text that is not in memory.
    pub(crate) fn keep_spooled(&mut self, name: &str, text: Spooled) {
        if !self.is_idle() {
            self.spooled.insert(name.to_owned(), text);
        }
    }

    /// The lines that `span` stands in; empty when the text was not kept.
    pub(crate) fn lines(&self, name: &str, span: Span) -> TextLines<'_> {
        if let Some(text) = self.spooled.get(name) {
            let (text, start) = text.lines(span.range()).unwrap_or_default();
            return TextLines { text: Cow::Owned(text), start };
        }
        let text = self.text(name);
        let lines = lines_of(text, span);
        TextLines { text: Cow::Borrowed(&text[lines.clone()]), start: lines.start }
    }

    /// Makes room for so many texts.
    pub(crate) fn reserve(&mut self, texts: usize) {
        if !self.is_idle() {
            self.by_name.reserve(texts);
        }
    }

    /// Keeps a text.
    pub(crate) fn keep(&mut self, name: String, path: &Path, is_file: bool, text: impl Into<Arc<String>>) {
        if !self.is_idle() {
            let text = text.into();
            self.by_name.insert(name, Text { path: path.to_owned(), is_file, text });
        }
    }

    /// The text called `name`; empty when it was not kept.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.by_name.get(name).map_or("", |text| text.text.as_str())
    }

    /// The text called `name`, with the path that it was read from.
    pub(crate) fn find(&self, name: &str) -> Option<&Text> {
        self.by_name.get(name)
    }

    /// Puts another text in the place of one.
    pub(crate) fn replace(&mut self, name: &str, text: String) {
        if let Some(old) = self.by_name.get_mut(name) {
            old.text = Arc::new(text);
        }
    }
}

/// The start of the character that the byte is in, or the end of the text.
pub(crate) fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// The whole lines that a span stands in, without the last one's end.
fn lines_of(text: &str, span: Span) -> Range<usize> {
    let (start, end) =
        (boundary(text, span.start as usize), boundary(text, span.end.max(span.start) as usize));
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = text[end..].find('\n').map_or(text.len(), |at| end + at);
    from..to
}
