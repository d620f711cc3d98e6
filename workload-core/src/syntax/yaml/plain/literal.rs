//! Literal and folded blocks: `|`, `|-`, `|+`, `>` and `>-` with the indentation of their first line.

use std::borrow::Cow;

use super::line::{skip_blanks, without_return};
use super::{Content, Reader};

impl Reader<'_> {
    /// The block whose `|` or `>` stands here, below a key or dash at `column`.
    pub(super) fn literal(&mut self, column: usize) -> Option<()> {
        let header = &self.text[self.line.start..self.line.end];
        // A comment behind the header would have been cut off: only the bare line will do.
        let line_end = self.text[self.line.end..].find('\n').map(|length| self.line.end + length)?;
        let behind = self.text[self.line.end..line_end].trim_end_matches([' ', '\r']);
        if !matches!(header, "|" | "|-" | "|+" | ">" | ">-") || !behind.is_empty() {
            return None;
        }
        let first = line_end + 1;
        let start = skip_blanks(self.text, first, self.text.len());
        let indent = start - first;
        let is_text = self.text.as_bytes().get(start).is_some_and(|byte| !matches!(byte, b'\n' | b'\r'));
        if indent <= column || !is_text {
            return None;
        }
        let (content, end) = self.lines(first, indent)?;
        let content = if header.starts_with('>') { folded(&content) } else { content };
        let content = match header {
            "|-" | ">-" => content.trim_end_matches('\n').to_owned(),
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
            let stop = without_return(self.text.as_bytes(), at, end);
            let start = skip_blanks(self.text, at, stop);
            if start == stop {
                // A blank line; one with too many blanks, or the text's last, is no plain matter.
                if stop - at > indent || end == self.text.len() {
                    return None;
                }
            } else if start - at < indent {
                break;
            } else {
                content.push_str(&self.text[at + indent..stop]);
            }
            // kubectl ends the last line of a text where nobody has.
            content.push('\n');
            if end == self.text.len() {
                return Some((content, end));
            }
            at = end + 1;
        }
        Some((content, at))
    }
}

/// The lines of a folded block: a break between two lines is a blank, unless one of them is
/// indented further; blank lines are the breaks that they are.
fn folded(content: &str) -> String {
    let is_deeper = |line: &str| line.starts_with(' ');
    let mut text = String::with_capacity(content.len());
    let mut last: Option<&str> = None;
    let mut blank = 0;
    for line in content.split_inclusive('\n') {
        let line = line.strip_suffix('\n').unwrap_or(line);
        if line.is_empty() {
            blank += 1;
            continue;
        }
        match last {
            None => text.extend(std::iter::repeat_n('\n', blank)),
            Some(last) if is_deeper(last) || is_deeper(line) => {
                text.extend(std::iter::repeat_n('\n', blank + 1));
            }
            Some(_) if blank == 0 => text.push(' '),
            Some(_) => text.extend(std::iter::repeat_n('\n', blank)),
        }
        text.push_str(line);
        (last, blank) = (Some(line), 0);
    }
    text.extend(content.ends_with('\n').then_some('\n'));
    text
}

/// One line break at the end, where there is any.
fn clipped(mut content: String) -> String {
    let text = content.trim_end_matches('\n').len();
    content.truncate(content.len().min(text + 1));
    content
}
