//! Where a cursor stands in a document that may be unfinished: in which collection, and in which word.

use super::cursor_braces::in_braces;
use super::cursor_place::{Cursor, CursorPlace};
use super::outline::OutlineReader;
use super::outline_line::{Line, Token, line_of, without_comment};
use super::path::Path;
use super::split::split;
use crate::syntax::text::Span;

/// The place of the cursor before the byte `offset` of `text`; none in a comment, and where a text stands that
/// is no YAML of its own.
#[must_use]
pub fn cursor(text: &str, offset: usize) -> Option<Cursor> {
    if !text.is_char_boundary(offset) {
        return None;
    }
    let parts = split(text);
    let part = parts.into_iter().rfind(|part| part.start <= offset).unwrap_or(0..text.len());
    let mut reader = OutlineReader::new(text, Span::of(part));
    while let Some(line) = reader.next_line() {
        if line.end() >= offset {
            return in_line(text, reader, &line, offset);
        }
        reader.take(&line, &mut |_| {});
    }
    // Behind the last line.
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    in_line(text, reader, &line_of(&text[start..offset], start), offset)
}

fn in_line(text: &str, mut reader: OutlineReader<'_>, line: &Line<'_>, offset: usize) -> Option<Cursor> {
    if offset < line.start || is_comment(line, offset) || reader.is_text(line) {
        return None;
    }
    if let Some(braces) = reader.braces(line) {
        return in_braces(text, reader.path(), braces, offset, line);
    }
    let Some(content) = line.content() else { return blank(&mut reader, line, offset) };
    if offset < content.start || line.text().starts_with("---") {
        return None;
    }
    let tokens = line.tokens();
    match tokens.last().filter(|token| token.key.is_some()) {
        Some(key) if (key.start..=key.end).contains(&offset) => {
            reader.open(&tokens, key.start);
            let (path, word) = (reader.path_at(key.column)?, Span::of(key.start..key.end));
            let place = CursorPlace::Key;
            Some(Cursor { path, word, place, column: key.column, is_glued: false })
        }
        Some(key) if offset > key.end => {
            reader.open(&tokens, usize::MAX);
            in_value(text, reader.path(), key, (line, offset))
        }
        _ => at_start(text, &mut reader, &tokens, (line, offset, content.start)),
    }
}

/// A word at the beginning of a line or of an item, or braces there.
fn at_start(
    text: &str,
    reader: &mut OutlineReader<'_>,
    tokens: &[Token],
    (line, offset, content): (&Line<'_>, usize, usize),
) -> Option<Cursor> {
    let mut hyphens = tokens.iter().filter(|token| token.key.is_none());
    let before = hyphens.rfind(|token| token.end <= offset);
    let is_glued = before.is_some_and(|hyphen| hyphen.end == offset);
    let written = tokens.last().map_or(Some(content), |token| Some(token.value.as_ref()?.start));
    let start = written.filter(|_| !is_glued).unwrap_or(offset);
    if offset < start || (before.is_none() && !tokens.is_empty()) {
        return None;
    }
    reader.open(tokens, offset);
    if text[start..offset].starts_with(['{', '[']) {
        return in_braces(text, reader.path(), start, offset, line);
    }
    let column = start - line.start + usize::from(is_glued);
    let end = line.content().filter(|_| !is_glued).map_or(offset, |content| content.end.max(offset));
    let word = Span::of(start..end);
    Some(Cursor { path: reader.path_at(column)?, word, place: CursorPlace::Start, column, is_glued })
}

/// A value behind a colon.
fn in_value(text: &str, path: Path, key: &Token, (line, offset): (&Line<'_>, usize)) -> Option<Cursor> {
    let before = text[key.end..offset].trim_start();
    let value = key.value.clone().unwrap_or(offset..offset);
    if before.is_empty() || offset < value.start {
        return None;
    }
    let written = &text[value.clone()];
    if written.starts_with(['{', '[']) && offset > value.start {
        return in_braces(text, path, value.start, offset, line);
    }
    if offset > value.end {
        return None;
    }
    if written.starts_with(['|', '>', '*']) {
        return None;
    }
    let is_glued = before == ":";
    let column = value.start - line.start;
    Some(Cursor { path, word: Span::of(value), place: CursorPlace::Value, column, is_glued })
}

/// A line without a word.
fn blank(reader: &mut OutlineReader<'_>, line: &Line<'_>, offset: usize) -> Option<Cursor> {
    if line.text().starts_with(['-', '.', '%']) || line.text().contains('\t') {
        return None;
    }
    let (column, word) = (offset - line.start, Span::of(offset..offset));
    Some(Cursor { path: reader.path_at(column)?, word, place: CursorPlace::Start, column, is_glued: false })
}

/// Whether a byte stands in a comment.
fn is_comment(line: &Line<'_>, offset: usize) -> bool {
    let before = line.text().get(..offset - line.start).unwrap_or_default().trim_start();
    without_comment(before).len() < before.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::syntax::yaml::Outline;

    /// The cursor at `|`: the path, the word and the place.
    fn at(text: &str) -> Option<(String, String, CursorPlace)> {
        let offset = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let cursor = cursor(&text, offset)?;
        Some((cursor.path.to_string(), text[cursor.word.range()].to_owned(), cursor.place))
    }

    fn found(path: &str, word: &str, place: CursorPlace) -> (String, String, CursorPlace) {
        (path.to_owned(), word.to_owned(), place)
    }

    #[test]
    fn a_cursor_at_a_beginning_is_in_the_collection_of_its_column() {
        use CursorPlace::Start;
        for (text, path, word) in [
            ("|", "", ""),
            ("kin|", "", "kin"),
            ("spec:\n  |", "spec", ""),
            ("spec:\n  re|\nkind: X\n", "spec", "re"),
            ("spec:\n  a: 1\n  |\n  b: 2\n", "spec", ""),
            ("spec:\n  a: 1\n|", "", ""),
            ("c:\n- |", "c[0]", ""),
            ("c:\n  -|", "c[0]", ""),
            ("c:\n  - a: 1\n  - na|", "c[1]", "na"),
            ("c:\n  - a: 1\n    |", "c[0]", ""),
            ("c:\n  - a: 1\n  |", "c", ""),
            ("c:\n- a: 1\n  d:\n  - e\n  - |\n", "c[0].d[1]", ""),
            ("a: 1\n---\nb:\n  |", "b", ""),
            ("a: |\n  b\n|c".replacen('|', ">", 1).as_str(), "", "c"),
        ] {
            assert_eq!(at(text), Some(found(path, word, Start)), "{text}");
        }
    }

    #[test]
    fn a_cursor_behind_a_colon_is_in_the_value() {
        use CursorPlace::Value;
        assert_eq!(at("a:\n  b: |\n"), Some(found("a.b", "", Value)));
        assert_eq!(at("a:\n- b: Al|ways # c\n"), Some(found("a[0].b", "Always", Value)));
        assert_eq!(at("a: \"x|\"\n"), Some(found("a", "\"x\"", Value)));
        assert_eq!(at("a:|"), Some(found("a", "", Value)));
    }

    #[test]
    fn a_cursor_in_a_key_is_in_its_map() {
        assert_eq!(at("a:\n  b|c: 1\n"), Some(found("a", "bc", CursorPlace::Key)));
        assert_eq!(at("- |b: 1\n"), Some(found("[0]", "b", CursorPlace::Key)));
    }

    #[test]
    fn a_cursor_in_braces_is_found_by_what_is_open() {
        use CursorPlace::{InBraces, Value};
        assert_eq!(at("a: {b: 1, c|"), Some(found("a", "c", InBraces)));
        assert_eq!(at("a: {b: [x, {c: |}]}"), Some(found("a.b[1].c", "", Value)));
        assert_eq!(at("{\"a\": {\n  \"b|\n}}\n"), Some(found("a", "\"b", InBraces)));
        assert_eq!(at("a: [x, |"), Some(found("a[1]", "", InBraces)));
    }

    #[test]
    fn a_cursor_in_text_or_a_comment_is_nowhere() {
        for text in ["a: b # c|", "# |", "--|-\na: 1", "a: 1\n   |", "a: 1 |# b"] {
            assert_eq!(at(text), None, "{text}");
        }
        assert_eq!(cursor("a: |\n  b\n", 8), None);
        assert_eq!(cursor("ü", 1), None);
    }

    proptest! {
        #[test]
        fn no_text_and_no_offset_is_too_much(
            text in "([ab:\\-#'\"{}\\[\\],|>&*!? \n\r\tü😀.%]|- |: |---\n|  ){0,40}",
        ) {
            for offset in 0..=text.len() + 1 {
                if let Some(found) = cursor(&text, offset) {
                    prop_assert!(found.word.range().start <= offset && text.get(found.word.range()).is_some());
                }
            }
            for outline in Outline::all(&text) {
                for entry in outline.entries {
                    prop_assert!(text.get(entry.span.range()).is_some() && text.get(entry.value.range()).is_some());
                }
            }
        }

        #[test]
        fn any_text_will_do(text in "\\PC{0,30}", offset in 0_usize..40) {
            let _ = cursor(&text, offset);
        }
    }
}
