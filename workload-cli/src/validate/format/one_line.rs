//! Findings at a place on one line of printable text, written as `annotate-snippets` shows them without colours.
//!
//! Nine of ten findings are such, and drawing each on a buffer of cells takes twenty times as long as writing
//! it. Whatever else a finding has (related places, a patch, several lines, wide characters) is left to the
//! renderer, and a test compares the two.

use std::fmt::Write as _;
use std::ops::Range;

use workload_core::validate::lint::Finding;
use workload_core::validate::rules::Severity;

/// Longer lines may be cut.
const LONGEST: usize = 100;

/// Indentation beyond this may be cut.
const DEEPEST: usize = 20;

/// The finding, whose place is `marked` in the line `source`, with `note` below it; none when it is no plain
/// matter.
pub(super) fn render(finding: &Finding, source: &str, marked: Range<usize>, note: &str) -> Option<String> {
    let is_alone = finding.related.is_empty() && finding.patch.is_none();
    let indentation = source.len() - source.trim_start_matches(' ').len();
    let is_line = source.len() <= LONGEST && indentation <= DEEPEST && source.bytes().all(is_printable);
    let texts = [&*finding.message, &*finding.file, finding.help.as_deref().unwrap_or_default(), note];
    if !is_alone || !is_line || marked.is_empty() || !texts.into_iter().all(is_shown_as_it_is) {
        return None;
    }
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let (line, column) = (finding.start.line, marked.start + 1);
    let margin = line.checked_ilog10().map_or(1, |digits| digits as usize + 1);
    let help = finding.help.as_deref();
    let mut text = String::with_capacity(
        128 + 2 * source.len()
            + finding.message.len()
            + finding.file.len()
            + help.map_or(0, str::len)
            + note.len(),
    );
    let margin = &"          "[..margin];
    let (code, message, file) = (finding.rule.code, finding.message.as_str(), &*finding.file);
    text.extend([level, "[", code, "]: ", message, "\n", margin, "--> ", file]);
    // Writing to a String cannot fail.
    let _ = write!(text, ":{line}:{column}\n{margin} |\n{line} | ");
    text.extend([source, "\n", margin, " | "]);
    text.extend(std::iter::repeat_n(' ', marked.start));
    text.extend(std::iter::repeat_n('^', marked.len()));
    text.extend(["\n", margin, " |\n"]);
    if let Some(help) = help {
        text.extend([margin, " = help: ", help, "\n"]);
    }
    text.extend([margin, " = note: ", note, "\n\n"]);
    Some(text)
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
