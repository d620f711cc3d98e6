//! A cursor within a collection in braces.

use super::cursor_place::{Cursor, CursorPlace};
use super::outline_line::Line;
use super::path::{Path, Step};
use crate::syntax::text::Span;

/// An open brace or bracket.
struct Open {
    /// The number of the item; none of a map.
    item: Option<usize>,
    /// The key whose value is read.
    key: Option<String>,
}

/// The place of a cursor in the braces that begin at the byte `start`; none within quotes that begin no value.
pub(super) fn in_braces(
    text: &str,
    path: Path,
    start: usize,
    offset: usize,
    line: &Line<'_>,
) -> Option<Cursor> {
    let (mut open, mut word) = (Vec::<Open>::new(), start);
    let mut quote = None;
    let mut escaped = false;
    for (at, one) in text.get(start..offset)?.char_indices().map(|(at, one)| (start + at, one)) {
        if let Some(open) = quote {
            if one == open && !escaped {
                quote = None;
            }
            escaped = one == '\\' && open == '"' && !escaped;
            continue;
        }
        let next = at + one.len_utf8();
        match one {
            '"' | '\'' if text[word..at].trim().is_empty() => quote = Some(one),
            '{' => open.push(Open { item: None, key: None }),
            '[' => open.push(Open { item: Some(0), key: None }),
            '}' | ']' => {
                open.pop()?;
                if open.is_empty() {
                    return None;
                }
            }
            ',' => {
                let last = open.last_mut()?;
                last.key = None;
                last.item = last.item.map(|item| item + 1);
            }
            ':' if text[next..].starts_with([' ', '\n', '\r']) || text[word..at].trim().ends_with('"') => {
                let key = text[word..at].trim().trim_matches(['"', '\'']).to_owned();
                open.last_mut()?.key = Some(key);
            }
            _ => continue,
        }
        if quote.is_none() {
            word = next;
        }
    }
    let is_value = open.last()?.key.is_some();
    let steps = open.iter().filter_map(|open| match (&open.key, open.item) {
        (Some(key), None) => Some(Step::Field(key.clone())),
        (_, Some(item)) => Some(Step::Index(item)),
        (None, None) => None,
    });
    let path = Path(path.0.into_iter().chain(steps).collect());
    let typed = &text[word..offset];
    let start = word + (typed.len() - typed.trim_start().len());
    let end = offset + rest_of_word(&text[offset..], quote);
    let place = if is_value { CursorPlace::Value } else { CursorPlace::InBraces };
    let column = start.saturating_sub(line.start);
    Some(Cursor { path, word: Span::of(start..end), place, column, is_glued: false })
}

/// Number of bytes of a word behind the cursor.
fn rest_of_word(text: &str, quote: Option<char>) -> usize {
    let ends = |one: char| match quote {
        Some(quote) => one == quote || matches!(one, '\n' | '\r'),
        None => matches!(one, ',' | '}' | ']' | ':' | ' ' | '\n' | '\r' | '\t' | '{' | '['),
    };
    let end = text.find(ends).unwrap_or(text.len());
    end + usize::from(quote.is_some_and(|quote| text[end..].starts_with(quote)))
}
