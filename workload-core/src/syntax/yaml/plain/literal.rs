//! Literal blocks: `|`, `|-` and `|+` with the indentation of their first line.

use std::borrow::Cow;

use super::line::skip_blanks;
use super::{Content, Reader};

impl Reader<'_> {
    /// The block whose `|` stands here, below a key or dash at `column`.
    pub(super) fn literal(&mut self, column: usize) -> Option<()> {
        let header = &self.text[self.line.start..self.line.end];
        // A comment behind the header would have been cut off: only the bare line will do.
        let line_end = self.text[self.line.end..].find('\n').map(|length| self.line.end + length)?;
        if !matches!(header, "|" | "|-" | "|+") || !self.text[self.line.end..line_end].trim_end().is_empty() {
            return None;
        }
        let first = line_end + 1;
        let start = skip_blanks(self.text, first, self.text.len());
        let indent = start - first;
        let is_text = self.text.as_bytes().get(start).is_some_and(|byte| *byte != b'\n');
        if indent <= column || !is_text {
            return None;
        }
        let (content, end) = self.lines(first, indent)?;
        let content = match header {
            "|-" => content.trim_end_matches('\n').to_owned(),
            "|+" => content,
            _ => clipped(content),
        };
        self.push(Content::Scalar(Cow::Owned(content)), start..end, false);
        self.at = end;
        self.advance();
        (self.line.is_end() || self.line.indent <= column).then_some(())
    }

    /// The block's lines, and where the last one ends.
    fn lines(&self, first: usize, indent: usize) -> Option<(String, usize)> {
        let mut content = String::new();
        let mut at = first;
        while at < self.text.len() {
            let end = self.text[at..].find('\n').map_or(self.text.len(), |length| at + length);
            let start = skip_blanks(self.text, at, end);
            if start == end {
                // A blank line; one with too many blanks, or the text's last, is no plain matter.
                if end - at > indent || end == self.text.len() {
                    return None;
                }
            } else if start - at < indent {
                break;
            } else {
                content.push_str(&self.text[at + indent..end]);
            }
            if end == self.text.len() {
                return Some((content, end));
            }
            content.push('\n');
            at = end + 1;
        }
        Some((content, at))
    }
}

/// One line break at the end, where there is any.
fn clipped(mut content: String) -> String {
    let text = content.trim_end_matches('\n').len();
    content.truncate(content.len().min(text + 1));
    content
}
