//! The entries of a document that may be unfinished, by its lines alone: keys, items and what stands behind
//! them.
//!
//! Unlike [`documents`](super::documents), which reads a whole document or none of it, this goes by
//! indentation line by line, so that half a document has its entries too. Collections in braces are one
//! value each, and so are texts in blocks.

use super::outline_line::{Line, Token, line_of};
use super::path::{Path, Step};
use super::split::split;
use crate::syntax::text::Span;

/// A key or an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// Where it stands in its document.
    pub path: Path,
    /// The bytes of the key, or of an item's hyphen.
    pub span: Span,
    /// The bytes of the value in the same line; empty where there is none.
    pub value: Span,
}

/// The entries of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The part of the text that the document stands in, its `---` line included.
    pub span: Span,
    /// The entries, in the order of the text.
    pub entries: Vec<OutlineEntry>,
}

impl Outline {
    /// The entries of the document of `text` that holds the byte `offset`.
    #[must_use]
    pub fn at(text: &str, offset: usize) -> Self {
        let part = split(text).into_iter().rfind(|part| part.start <= offset);
        Self::of(text, Span::of(part.unwrap_or(0..text.len())))
    }

    /// The entries of every document of `text`.
    #[must_use]
    pub fn all(text: &str) -> Vec<Self> {
        split(text).into_iter().map(|part| Self::of(text, Span::of(part))).collect()
    }

    /// The entries of the document at `span`.
    fn of(text: &str, span: Span) -> Self {
        let mut entries = Vec::new();
        let mut reader = OutlineReader::new(text, span);
        while let Some(line) = reader.next_line() {
            reader.take(&line, &mut |entry| entries.push(entry));
        }
        Self { span, entries }
    }

    /// The entry at a path.
    #[must_use]
    pub fn entry(&self, path: &Path) -> Option<&OutlineEntry> {
        self.entries.iter().find(|entry| entry.path == *path)
    }

    /// The entries directly below a path.
    pub fn below<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = &'a OutlineEntry> + 'a {
        let depth = path.0.len() + 1;
        self.entries.iter().filter(move |entry| entry.path.0.len() == depth && path.holds(&entry.path))
    }
}

/// An open key or item above the line that is read.
#[derive(Clone, Debug)]
struct Open {
    column: usize,
    step: Step,
    /// Whether its value stands in its own line.
    has_value: bool,
}

/// Reads a document line by line, and knows what is open at each.
#[derive(Debug)]
pub(super) struct OutlineReader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    open: Vec<Open>,
    /// The value that goes on in the next line.
    inside: Option<Inside>,
}

/// A value that goes on over lines.
#[derive(Clone, Debug)]
struct Inside {
    /// The column of its key or hyphen, which its lines are right of.
    owner: Option<usize>,
    /// Where braces begin; none of a text in a block.
    braces: Option<usize>,
}

impl<'t> OutlineReader<'t> {
    /// Before the first line of the document at `span`.
    pub(super) fn new(text: &'t str, span: Span) -> Self {
        let range = span.range();
        Self { text, at: range.start, end: range.end.min(text.len()), open: Vec::new(), inside: None }
    }

    /// The next line.
    pub(super) fn next_line(&mut self) -> Option<Line<'t>> {
        let rest = self.text.get(self.at..self.end).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        let line = line_of(&rest[..length], self.at);
        self.at += length;
        Some(line)
    }

    /// Where the braces begin that a line still stands in.
    pub(super) fn braces(&self, line: &Line<'_>) -> Option<usize> {
        self.inside.as_ref().filter(|inside| inside.goes_on(line))?.braces
    }

    /// Whether a line is one of a text in a block.
    pub(super) fn is_text(&self, line: &Line<'_>) -> bool {
        let holds = |inside: &Inside| inside.braces.is_none() && inside.goes_on(line);
        line.content().is_some() && self.inside.as_ref().is_some_and(holds)
    }

    /// Takes over what a line opens.
    pub(super) fn take(&mut self, line: &Line<'_>, found: &mut impl FnMut(OutlineEntry)) {
        if let Some(inside) = self.inside.take().filter(|inside| inside.goes_on(line)) {
            let is_open = inside.braces.is_none_or(|start| depth(&self.text[start..line.end()]) > 0);
            self.inside = is_open.then_some(inside);
            return;
        }
        let tokens = line.tokens();
        for token in &tokens {
            self.push(token);
            let value = token.value.clone().unwrap_or(token.end..token.end);
            let span = Span::of(token.start..token.end);
            found(OutlineEntry { path: self.path(), span, value: Span::of(value) });
        }
        self.enter(line, tokens.last());
    }

    /// Opens the keys and items of the line of a cursor that begin before the byte `until`; whatever stands
    /// behind them is being written.
    pub(super) fn open(&mut self, tokens: &[Token], until: usize) {
        for token in tokens.iter().filter(|token| token.start < until) {
            self.push(&Token { value: None, ..token.clone() });
        }
    }

    /// Sees whether the line's value goes on in the next ones.
    fn enter(&mut self, line: &Line<'_>, last: Option<&Token>) {
        let value = match last {
            Some(token) => token.value.clone(),
            None => line.content(),
        };
        let Some(value) = value else { return };
        let owner = last.map(|token| token.column);
        let text = &self.text[value.clone()];
        if text.starts_with(['|', '>']) {
            self.inside = Some(Inside { owner, braces: None });
        } else if text.starts_with(['{', '[']) && depth(text) > 0 {
            self.inside = Some(Inside { owner, braces: Some(value.start) });
        }
    }

    fn push(&mut self, token: &Token) {
        let step = match &token.key {
            None => Step::Index(self.close_item(token.column)),
            Some(key) => {
                self.close(token.column);
                Step::Field(key.clone())
            }
        };
        self.open.push(Open { column: token.column, step, has_value: token.value.is_some() });
    }

    /// Closes what does not hold a key at a column.
    fn close(&mut self, column: usize) {
        while self.open.last().is_some_and(|open| open.column >= column) {
            self.open.pop();
        }
    }

    /// Closes what does not hold an item at a column; the item's number.
    fn close_item(&mut self, column: usize) -> usize {
        let mut number = 0;
        while let Some(open) = self.open.last() {
            match open.step {
                Step::Index(before) if open.column == column => number = before + 1,
                _ if open.column <= column => break,
                _ => {}
            }
            self.open.pop();
        }
        number
    }

    /// The path of what was taken last.
    pub(super) fn path(&self) -> Path {
        Path(self.open.iter().map(|open| open.step.clone()).collect())
    }

    /// The path of the collection that something at a column stands in; none where that is behind a value.
    pub(super) fn path_at(&mut self, column: usize) -> Option<Path> {
        self.close(column);
        let is_behind = self.open.last().is_some_and(|open| open.has_value);
        (!is_behind).then(|| self.path())
    }
}

impl Inside {
    /// Whether a line still belongs to the value.
    fn goes_on(&self, line: &Line<'_>) -> bool {
        let Some(first) = line.content() else { return true };
        let closes = self.braces.is_some() && line.starts_with(['}', ']', ',']);
        closes || self.owner.is_none_or(|owner| first.start - line.start > owner)
    }
}

/// Number of braces that are open at the end of a text.
pub(super) fn depth(text: &str) -> usize {
    let (mut depth, mut quote) = (0_usize, None);
    let mut escaped = false;
    for one in text.chars() {
        match (quote, one) {
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), close) if open == close && !escaped => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(one),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        escaped = false;
    }
    depth
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(text: &str) -> Vec<(String, &str)> {
        let outline = Outline::at(text, 0);
        let entry = |entry: &OutlineEntry| (entry.path.to_string(), &text[entry.value.range()]);
        outline.entries.iter().map(entry).collect()
    }

    #[test]
    fn keys_and_items_are_found_by_their_columns() {
        let text = "spec:\n  containers:\n  - name: a # x\n    args:\n      - -v\n      - \"b: c\"\n  - name: b\n  volumes:\n";
        assert_eq!(
            entries(text),
            [
                ("spec", ""),
                ("spec.containers", ""),
                ("spec.containers[0]", ""),
                ("spec.containers[0].name", "a"),
                ("spec.containers[0].args", ""),
                ("spec.containers[0].args[0]", "-v"),
                ("spec.containers[0].args[1]", "\"b: c\""),
                ("spec.containers[1]", ""),
                ("spec.containers[1].name", "b"),
                ("spec.volumes", ""),
            ]
            .map(|(path, value)| (path.to_owned(), value))
        );
    }

    #[test]
    fn texts_in_blocks_and_braces_are_one_value() {
        let text = "data:\n  a: |\n    b: 1\n\n    c: 2\n  d: {e: [1,\n    2]}\n  f: 'x''y'\nkind: X\n";
        let keys: Vec<_> = entries(text).into_iter().map(|(path, _)| path).collect();
        assert_eq!(keys, ["data", "data.a", "data.d", "data.f", "kind"]);
    }

    #[test]
    fn what_is_half_written_hides_nothing() {
        let text = "kind: X\nspec:\n  rep\n  a: \"b\n  c: {d: e\n  f: g\n";
        let keys: Vec<_> = entries(text).into_iter().map(|(path, _)| path).collect();
        assert_eq!(keys, ["kind", "spec", "spec.a", "spec.c", "spec.f"]);
    }

    #[test]
    fn documents_are_told_apart() {
        let text = "a: 1\n---\nb: 2\n---\n";
        let outlines = Outline::all(text);
        assert_eq!(outlines.iter().map(|one| one.entries.len()).collect::<Vec<_>>(), [1, 1, 0]);
        assert_eq!(Outline::at(text, 12).entries[0].path.to_string(), "b");
        assert_eq!(Outline::at(text, text.len()).entries, []);
    }
}
