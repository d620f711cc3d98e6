//! The `---` in front of a document.

use super::error::SyntaxError;
use crate::syntax::text::Span;

/// Where the document of a part begins that begins at the byte `offset` of its stream: behind the
/// `---` line that may stand before it, and behind a byte order mark.
///
/// kubectl cuts a stream at every line that begins with `---`, and refuses one with more on it
/// than a comment.
pub(super) fn marker(part: &str, offset: usize) -> Result<usize, SyntaxError> {
    let mut at = 0;
    for line in part.split_inclusive('\n') {
        let words = line.trim_start_matches('\u{feff}').trim();
        if line.starts_with("---") {
            let refused = |message: &str| {
                let span = Span::of(offset + at..offset + at + line.trim_end().len());
                Err(SyntaxError { message: message.to_owned(), span })
            };
            return match line[3..].trim().as_bytes() {
                [] => Ok(behind(part, at + line.len())),
                [b'#', ..] if line.as_bytes()[3] == b'#' && offset + at == 0 => {
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
