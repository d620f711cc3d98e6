//! The `---` in front of a document.

use super::error::SyntaxError;
use crate::syntax::text::Span;

/// Where the document of a part begins that begins at the byte `offset` of its stream: behind the
/// `---` line that may stand before it, and behind a byte order mark.
///
/// Of the first part of a stream kubectl reads that line too, so there it is stricter.
/// It cuts a stream at every line that begins with `---`, and refuses one with more on it
/// than a comment.
pub(super) fn marker(part: &str, offset: usize, is_first: bool) -> Result<usize, SyntaxError> {
    let mut at = 0;
    for line in part.split_inclusive('\n') {
        let words = line.trim_start_matches('\u{feff}').trim();
        if let Some(behind_dashes) = line.strip_prefix("---") {
            let refused = |message: &str| {
                let span = Span::of(offset + at..offset + at + line.trim_end().len());
                Err(SyntaxError { message: message.to_owned(), span })
            };
            return match behind_dashes.trim().as_bytes() {
                // The first line is read with what follows, where a mark is text.
                _ if is_first && at == 0 && line.trim_end() == "---" => Ok(line.len()),
                [] => Ok(behind(part, at + line.len())),
                [b'#', ..] if behind_dashes.starts_with('#') && is_first && at == 0 => {
                    refused("a blank must stand before the comment of the first `---`")
                }
                [b'#', ..] => Ok(behind(part, at + line.len())),
                _ => refused(
                    "kubectl refuses a `---` line with more on it than a comment: begin the document on the line below",
                ),
            };
        }
        if !(words.is_empty() || words.starts_with('#')) {
            break;
        }
        at += line.len();
    }
    Ok(behind(part, 0))
}

/// The byte behind a byte order mark.
fn behind(part: &str, at: usize) -> usize {
    if part[at..].starts_with('\u{feff}') { at + '\u{feff}'.len_utf8() } else { at }
}
