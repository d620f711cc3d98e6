//! Text for a person to read: headings, paragraphs that fit the terminal, and code.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use textwrap::core::display_width;
use textwrap::{Options, WordSeparator, WordSplitter};

use super::visible::visible;

/// What a heading and an answer look like.
pub(crate) const STRONG: Style = Style::new().bold();
/// What may be passed over.
pub(crate) const WEAK: Style = Style::new().dimmed();
const CODE: Style = AnsiColor::Cyan.on_default();

/// Lines are no longer than this, however wide the terminal is.
const WIDEST: usize = 100;

/// A page, part by part.
#[derive(Debug)]
pub(crate) struct Page {
    text: String,
    width: usize,
}

impl Page {
    /// An empty page as wide as the terminal, where there is one.
    pub(crate) fn new() -> Self {
        let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self::with_width(columns.map_or(WIDEST, |columns| columns.clamp(40, WIDEST)))
    }

    pub(super) fn with_width(width: usize) -> Self {
        Self { text: String::new(), width }
    }

    /// A heading, with an empty line before and behind it.
    pub(crate) fn heading(&mut self, text: &str) {
        self.gap();
        let _ = writeln!(self.text, "{STRONG}{}{STRONG:#}\n", text.replace('`', ""));
    }

    /// Prose in lines that fit, with an empty line before it.
    pub(crate) fn paragraph(&mut self, indent: usize, text: &str) {
        self.gap();
        self.fill(&" ".repeat(indent), &" ".repeat(indent), text);
    }

    /// Prose in lines that fit, without an empty line before it.
    pub(crate) fn line(&mut self, indent: usize, text: &str) {
        self.fill(&" ".repeat(indent), &" ".repeat(indent), text);
    }

    /// Prose in lines that fit; all but the first are set in further.
    pub(crate) fn hanging(&mut self, indent: usize, text: &str) {
        self.fill(&" ".repeat(indent), &" ".repeat(indent + 2), text);
    }

    /// A word in a column, and what is said of it beside it.
    pub(crate) fn item(&mut self, word: &str, column: usize, text: &str) {
        let first = format!("  {word:column$}");
        self.fill(&first, &" ".repeat(column + 2), text);
    }

    /// A coloured word that is `width` columns wide, and what is said beside it.
    pub(crate) fn labelled(&mut self, word: &str, width: usize, text: &str) {
        self.fill(&format!("  {word} "), &" ".repeat(width + 3), text);
    }

    /// A coloured beginning and what is said behind it; all but the first line are set in by `indent`.
    pub(crate) fn opened(&mut self, beginning: &str, indent: usize, text: &str) {
        let beginning = format!("  {beginning} ");
        let word = text.split(' ').next().unwrap_or_default();
        if word.is_empty() || display_width(&beginning) + display_width(word) > self.width {
            let _ = writeln!(self.text, "{}", beginning.trim_end());
            if !word.is_empty() {
                self.line(indent, text);
            }
        } else {
            self.fill(&beginning, &" ".repeat(indent), text);
        }
    }

    /// Code as it stands, with an empty line before it.
    pub(crate) fn code(&mut self, text: &str) {
        self.gap();
        for line in text.lines() {
            let _ = writeln!(self.text, "{}", format!("    {line}").trim_end());
        }
    }

    /// Whether a text fits into a line, set in by `indent`.
    pub(crate) fn has_room(&self, indent: usize, text: &str) -> bool {
        indent + display_width(text) <= self.width
    }

    /// Text as it stands.
    pub(crate) fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The page.
    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// An empty line, where there is none and something stands before.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn fill(&mut self, first: &str, others: &str, text: &str) {
        let options = Options::new(self.width).initial_indent(first).subsequent_indent(others);
        // Names and paths have hyphens and slashes, and stay whole.
        let options = options
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        let lines = textwrap::fill(&visible(text), options);
        let _ = writeln!(self.text, "{}", coloured(&lines));
    }
}

/// Text in backticks as code: between odd and even ones. They stay where there is no colour to
/// tell by, and so does the width of a line.
fn coloured(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            let _ = write!(out, "{CODE}`{part}`{CODE:#}");
        } else {
            out.push_str(part);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_wrapped_and_code_is_not() {
        let mut page = Page::with_width(40);
        page.heading("A `heading`");
        page.paragraph(0, "Prose that is longer than forty characters is `wrapped`.");
        page.item("word", 6, "what is said of it");
        page.code("code is never wrapped, however long its lines are");
        page.opened("~ web", 6, "is short");
        page.opened("~ a-name-of-thirty-letters-or-so", 6, "is-not short");
        let text = anstream::adapter::strip_str(&page.into_text()).to_string();
        assert_eq!(
            text,
            "A heading\n\nProse that is longer than forty\ncharacters is `wrapped`.\n  word  what is said of it\n\n    \
             code is never wrapped, however long its lines are\n  ~ web is short\n  ~ a-name-of-thirty-letters-or-so\n      \
             is-not short\n"
        );
    }
}
