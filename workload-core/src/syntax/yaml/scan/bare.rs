//! Scalars without quotes.

use std::borrow::Cow;

use super::cursor::Cursor;
use super::gap::Gap;
use crate::syntax::yaml::error::SyntaxError;

/// A bare scalar.
pub(super) struct Bare<'t> {
    pub(super) text: Cow<'t, str>,
    /// Where its last word ends.
    pub(super) end: usize,
    /// Whether lines ended behind it, so that a key may begin.
    pub(super) is_broken: bool,
}

/// Reads the bare scalar that begins here; its further lines reach at least to the column `indent`.
pub(super) fn bare<'t>(
    cursor: &mut Cursor<'t>,
    indent: usize,
    in_flow: bool,
) -> Result<Bare<'t>, SyntaxError> {
    let source = cursor.text;
    let start = cursor.at;
    let (mut text, mut end) = (Cow::Borrowed(""), start);
    let mut gap = Gap::default();
    while !cursor.is_marker("---") && !cursor.is_marker("...") && cursor.byte(0) != Some(b'#') {
        let word = cursor.at..word_end(cursor, in_flow);
        if !word.is_empty() {
            let is_one_line = !gap.is_broken() && matches!(text, Cow::Borrowed(_));
            if is_one_line {
                gap = Gap::default();
                text = Cow::Borrowed(&source[start..word.end]);
            } else {
                gap.join(text.to_mut());
                text.to_mut().push_str(&source[word.clone()]);
            }
            end = word.end;
            cursor.skip_to(end);
        }
        if cursor.is_end() || !cursor.is_gap(0) {
            break;
        }
        gap.read(cursor, indent)?;
        if !in_flow && cursor.column < indent {
            break;
        }
    }
    Ok(Bare { text, end, is_broken: gap.is_broken() })
}

/// Where the word that begins here ends: at a blank, or at what ends a bare scalar.
fn word_end(cursor: &Cursor<'_>, in_flow: bool) -> usize {
    let mut ahead = 0;
    while !cursor.is_gap(ahead) {
        let ends = match cursor.byte(ahead) {
            Some(b':') => cursor.is_gap(ahead + 1),
            Some(b',' | b'?' | b'[' | b']' | b'{' | b'}') => in_flow,
            _ => false,
        };
        if ends {
            break;
        }
        ahead += 1;
    }
    cursor.at + ahead
}
