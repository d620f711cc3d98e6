//! One line of an unfinished document: its hyphens, its key and its value.

use std::ops::Range;

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// The text, without what ends it.
    text: &'t str,
    /// The byte of the source where it begins.
    pub(super) start: usize,
}

/// A key, or the hyphen of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// The column in bytes, from 0.
    pub(super) column: usize,
    /// The first byte.
    pub(super) start: usize,
    /// The byte behind the key or the hyphen.
    pub(super) end: usize,
    /// The key; none of an item.
    pub(super) key: Option<String>,
    /// The value in the same line.
    pub(super) value: Option<Range<usize>>,
}

/// The line of a source that begins at the byte `start`.
pub(super) fn line_of(text: &str, start: usize) -> Line<'_> {
    Line { text: text.trim_end_matches(['\n', '\r']), start }
}

impl<'t> Line<'t> {
    /// The byte of the source behind the line, without what ends it.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// The text.
    pub(super) fn text(&self) -> &'t str {
        self.text
    }

    /// Whether the first word begins with one of these.
    pub(super) fn starts_with(&self, any: [char; 3]) -> bool {
        self.text.trim_start().starts_with(any)
    }

    /// The bytes from the first word to the last, without a comment; none of a blank line.
    pub(super) fn content(&self) -> Option<Range<usize>> {
        let indent = self.indent();
        let rest = &self.text[indent..];
        let length = without_comment(rest).trim_end().len();
        let is_marker =
            indent == 0 && (rest.starts_with("---") || rest.starts_with("...") || rest.starts_with('%'));
        (length > 0 && !is_marker).then(|| self.start + indent..self.start + indent + length)
    }

    /// Number of bytes before the first word.
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '\t', '\u{feff}']).len()
    }

    /// The hyphens and the key.
    pub(super) fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        let Some(Range { mut start, end }) = self.content() else { return tokens };
        loop {
            let rest = &self.text[start - self.start..end - self.start];
            if rest != "-" && !rest.starts_with("- ") {
                break;
            }
            let next = rest[1..].len() - rest[1..].trim_start().len();
            tokens.push(Token { column: start - self.start, start, end: start + 1, key: None, value: None });
            start += 1 + next;
            if start >= end {
                return tokens;
            }
        }
        let rest = &self.text[start - self.start..end - self.start];
        if let Some((length, key)) = key(rest) {
            let after = rest[length..].find(':').map_or(rest.len(), |colon| length + colon + 1);
            let value = value(&rest[after..], start + after);
            tokens.push(Token {
                column: start - self.start,
                start,
                end: start + length,
                key: Some(key),
                value,
            });
        } else if let Some(item) = tokens.last_mut() {
            item.value = value(rest, start);
        }
        tokens
    }
}

/// The value behind a colon or a hyphen, without an anchor or a tag.
fn value(text: &str, start: usize) -> Option<Range<usize>> {
    let mut rest = text.trim_start();
    while rest.starts_with(['&', '!']) {
        rest = rest.find(' ').map_or("", |at| rest[at..].trim_start());
    }
    let at = start + (text.len() - rest.len());
    let length = rest.trim_end().len();
    (length > 0).then_some(at..at + length)
}

/// The key that a text begins with: its length as written, and what it says.
pub(super) fn key(text: &str) -> Option<(usize, String)> {
    let first = text.chars().next()?;
    if matches!(first, '"' | '\'') {
        let end = 1 + text[1..].find(first)?;
        let is_key = ends_key(text[end + 1..].trim_start());
        return is_key.then(|| (end + 1, text[1..end].to_owned()));
    }
    if matches!(first, '#' | '{' | '[' | '}' | ']' | ',' | '&' | '*' | '!' | '|' | '>' | '%' | '@' | '`') {
        return None;
    }
    let mut colons = text.match_indices(':').map(|(at, _)| at);
    let end = colons.find(|at| ends_key(&text[*at..]))?;
    let key = text[..end].trim_end();
    (!key.is_empty()).then(|| (key.len(), key.to_owned()))
}

/// Whether a text begins with the colon behind a key.
fn ends_key(text: &str) -> bool {
    text.strip_prefix(':').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

/// A text without the comment at its end.
pub(super) fn without_comment(text: &str) -> &str {
    if text.starts_with('#') {
        return "";
    }
    let mut quote = None;
    let mut before = ' ';
    for (at, one) in text.char_indices() {
        match (quote, one) {
            (Some(open), close) if open == close && (open == '\'' || before != '\\') => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if matches!(before, ' ' | '\t' | '{' | '[' | ',' | ':') => quote = Some(one),
            (None, '#') if matches!(before, ' ' | '\t') => return &text[..at],
            (None, _) => {}
        }
        before = one;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_end_a_value_outside_of_quotes() {
        assert_eq!(without_comment("a: b # c"), "a: b ");
        assert_eq!(without_comment("a: b#c"), "a: b#c");
        assert_eq!(without_comment("a: 'b # c' # d"), "a: 'b # c' ");
        assert_eq!(without_comment("a: it's # d"), "a: it's ");
    }

    #[test]
    fn keys_end_at_a_colon_before_a_blank() {
        assert_eq!(key("a/b.c: d"), Some((5, "a/b.c".to_owned())));
        assert_eq!(key("'a b' : d"), Some((5, "a b".to_owned())));
        assert_eq!(key("a:"), Some((1, "a".to_owned())));
        assert_eq!([key("http://x"), key("abc"), key("{a: b}"), key("*a")], [const { None }; 4]);
    }
}
