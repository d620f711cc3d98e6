//! The `---` in front of a document.

use super::error::SyntaxError;
use crate::syntax::text::Span;

/// Where a document begins.
pub(super) struct Beginning {
    /// The byte to read it from: behind a `---` line, and behind a byte order mark.
    pub(super) start: usize,
    /// What kubectl has against the lines in front of it, which the API server reads.
    pub(super) refused: Option<SyntaxError>,
}

/// Where the document of a part begins that begins at the byte `offset` of its stream.
///
/// kubectl cuts a stream at every line that begins with `---`, refuses one with more on it than a
/// comment, and reads what is between two of them on its own, so that a directive has no `---` behind it.
/// Of the first part of a stream it reads that line too, so there it is stricter.
pub(super) fn beginning(part: &str, offset: usize, is_first: bool) -> Result<Beginning, SyntaxError> {
    let mut refused = None;
    let mut at = 0;
    for line in part.split_inclusive('\n') {
        let complaint = |message: &str| {
            let span = Span::of(offset + at..offset + at + line.trim_end().len());
            SyntaxError { message: message.to_owned(), span }
        };
        if let Some(behind_dashes) = line.strip_prefix("---") {
            if refused.is_some() {
                break;
            }
            let words = behind_dashes.trim();
            let is_marker = behind_dashes.is_empty() || behind_dashes.starts_with(char::is_whitespace);
            return match words.as_bytes() {
                // The first line is read with what follows, where a mark is text.
                [] if is_first && at == 0 => Ok(Beginning { start: line.len(), refused }),
                [b'#', ..] if is_first && at == 0 && !is_marker => {
                    Err(complaint("a blank must stand before the comment of the first `---`"))
                }
                [] | [b'#', ..] => Ok(Beginning { start: behind(part, at + line.len()), refused }),
                _ if is_marker => {
                    let message = "kubectl refuses a `---` line with more on it than a comment, though the API server \
                                   reads it: begin the document on the line below";
                    Ok(Beginning { start: at, refused: Some(complaint(message)) })
                }
                _ => Err(complaint(
                    "kubectl takes this for a `---` line, and refuses it for what else is on it",
                )),
            };
        }
        let words = line.trim_start_matches('\u{feff}').trim();
        if line.starts_with('%') && refused.is_none() {
            let message = "kubectl refuses a `%YAML` or `%TAG` line in front of `---`, though the API server reads it: \
                           remove it";
            refused = Some(complaint(message));
        }
        if !(words.is_empty() || words.starts_with(['#', '%'])) {
            break;
        }
        at += line.len();
    }
    Ok(Beginning { start: behind(part, 0), refused })
}

/// The byte behind a byte order mark.
fn behind(part: &str, at: usize) -> usize {
    if part[at..].starts_with('\u{feff}') { at + '\u{feff}'.len_utf8() } else { at }
}
