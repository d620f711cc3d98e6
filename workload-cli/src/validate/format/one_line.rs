//! Findings at a place on one line of printable text, written as `annotate-snippets` shows them without colours.
//!
//! Nearly all findings are such, and drawing each on a buffer of cells takes twenty times as long as writing
//! it. Whatever else a finding has (a patch, several lines, several related places beside it, wide characters) is
//! left to the renderer, and a test compares the two.

use std::fmt::Write as _;
use std::ops::Range;

use workload_core::validate::lint::{Finding, Related};
use workload_core::validate::rules::Severity;

/// Longer lines may be cut.
const LONGEST: usize = 100;

/// Indentation beyond this may be cut.
const DEEPEST: usize = 20;

/// Lines so far apart have nothing of what is between them shown.
const APART: u32 = 3;

/// A line of a text, and what of it is marked.
#[derive(Debug)]
pub(super) struct MarkedLine<'t> {
    pub(super) number: u32,
    pub(super) source: &'t str,
    pub(super) marked: Range<usize>,
}

/// A related place.
#[derive(Debug)]
pub(super) struct RelatedLine<'t> {
    pub(super) related: &'t Related,
    pub(super) line: MarkedLine<'t>,
    /// Whether it is shown among the finding's own lines.
    pub(super) is_near: bool,
}

/// The finding at its `own` line, with its related places in their order, and with `note` below; none when it is no
/// plain matter.
pub(super) fn render(
    finding: &Finding,
    own: &MarkedLine<'_>,
    others: &[RelatedLine<'_>],
    note: &str,
) -> Option<String> {
    let near = match others {
        [one] if one.is_near && one.line.number.abs_diff(own.number) >= APART => Some(one),
        others if others.iter().any(|other| other.is_near) => return None,
        _ => None,
    };
    let texts = [&*finding.message, &*finding.file, finding.help.as_deref().unwrap_or_default(), note];
    let related = others.iter().flat_map(|other| [&*other.related.message, &*other.related.file]);
    let lines = || others.iter().map(|other| &other.line).chain([own]);
    if finding.patch.is_some()
        || !lines().all(MarkedLine::is_plain)
        || !texts.into_iter().chain(related).all(is_shown_as_it_is)
    {
        return None;
    }
    let last = lines().map(|line| line.number).max()?;
    let mut drawing = Drawing::with_margin(last.checked_ilog10()? as usize + 1);
    drawing.title(finding, own);
    match near {
        Some(near) => drawing.together(own, near),
        None => drawing.one_by_one(own, others),
    }
    if let Some(help) = finding.help.as_deref() {
        drawing.said("help", help);
    }
    drawing.said("note", note);
    drawing.text.push('\n');
    Some(drawing.text)
}

impl MarkedLine<'_> {
    /// Whether it is one line of printable text that is shown whole.
    fn is_plain(&self) -> bool {
        let indentation = self.source.len() - self.source.trim_start_matches(' ').len();
        self.source.len() <= LONGEST
            && indentation <= DEEPEST
            && self.source.bytes().all(is_printable)
            && !self.marked.is_empty()
    }
}

/// A finding as it is written.
struct Drawing {
    text: String,
    /// As many blanks as the largest number of a line has digits.
    margin: &'static str,
}

impl Drawing {
    fn with_margin(digits: usize) -> Self {
        Self { text: String::with_capacity(512), margin: &"          "[..digits] }
    }

    /// What it is, and where.
    fn title(&mut self, finding: &Finding, own: &MarkedLine<'_>) {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        self.text.extend([level, "[", finding.rule.code, "]: ", &finding.message, "\n"]);
        self.place("-->", &finding.file, own);
    }

    fn place(&mut self, arrow: &str, file: &str, line: &MarkedLine<'_>) {
        self.text.extend([self.margin, arrow, " ", file]);
        // Writing to a String cannot fail.
        let _ = writeln!(self.text, ":{}:{}", line.number, line.marked.start + 1);
        self.bar();
    }

    fn bar(&mut self) {
        self.text.extend([self.margin, " |\n"]);
    }

    /// The finding's own line and that of a related place, in the order of the text.
    fn together(&mut self, own: &MarkedLine<'_>, near: &RelatedLine<'_>) {
        let own = (own, '^', "");
        let near = (&near.line, '-', near.related.message.as_str());
        let [first, second] = if own.0.number < near.0.number { [own, near] } else { [near, own] };
        self.line(first);
        self.text.push_str("...\n");
        self.line(second);
        self.bar();
    }

    /// The finding's own line, and those of related places below.
    fn one_by_one(&mut self, own: &MarkedLine<'_>, others: &[RelatedLine<'_>]) {
        self.line((own, '^', ""));
        self.bar();
        for other in others {
            self.said("note", &other.related.message);
            self.bar();
            self.place(":::", &other.related.file, &other.line);
            self.line((&other.line, '-', ""));
            self.bar();
        }
    }

    /// A line, and below it what is marked, with a label.
    fn line(&mut self, (line, mark, label): (&MarkedLine<'_>, char, &str)) {
        let _ = write!(self.text, "{:>1$} | ", line.number, self.margin.len());
        self.text.extend([line.source, "\n", self.margin, " | "]);
        self.text.extend(std::iter::repeat_n(' ', line.marked.start));
        self.text.extend(std::iter::repeat_n(mark, line.marked.len()));
        if !label.is_empty() {
            self.text.extend([" ", label]);
        }
        self.text.push('\n');
    }

    fn said(&mut self, word: &str, what: &str) {
        self.text.extend([self.margin, " = ", word, ": ", what, "\n"]);
    }
}

const fn is_printable(byte: u8) -> bool {
    matches!(byte, b' '..=b'~')
}

/// Whether a text holds only characters that every renderer writes as they are.
fn is_shown_as_it_is(text: &str) -> bool {
    text.bytes().all(is_printable)
        || text
            .chars()
            .all(|c| matches!(c, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17f}' | '…' | '①'..='⑳'))
}
