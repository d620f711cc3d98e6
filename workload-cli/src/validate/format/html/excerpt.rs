//! The lines of a finding, with what it is about marked; and the lines that a fix would change.

use std::fmt::Write as _;

use workload_core::syntax::yaml::Patch;
use workload_core::validate::lint::Finding;

use super::lines::File;
use crate::html::text;

/// A longer finding shows its first lines.
const MOST: u32 = 6;
/// A longer line is cut.
const WIDEST: usize = 300;

/// The lines of a finding, with one before and one behind.
pub(super) fn excerpt(page: &mut String, finding: &Finding, file: &File) {
    let (first, last) = (finding.start.line, finding.end.line.max(finding.start.line));
    let to = (last + 1).min(first + MOST).min(file.len());
    if file.len() == 0 {
        return;
    }
    page.push_str("<div class=\"code\">");
    for number in first.saturating_sub(1).max(1)..=to {
        let Some(line) = file.line(number) else { break };
        let shown = if number == first { marked(line, finding) } else { cut(line) };
        let _ = write!(page, "<div><span class=\"no\">{number}</span><code>{shown}</code></div>");
    }
    page.push_str("</div>\n");
}

/// A line with what the finding is about marked, as far as it stands on the line.
fn marked(line: &str, finding: &Finding) -> String {
    let at = |column: u32| {
        let place = line.char_indices().nth((column as usize).saturating_sub(1));
        place.map_or(line.len(), |(at, _)| at)
    };
    let from = at(finding.start.column);
    let to = if finding.end.line == finding.start.line { at(finding.end.column) } else { line.len() };
    let (before, rest) = line.split_at(from);
    let (inside, behind) = rest.split_at(to.saturating_sub(from).min(rest.len()));
    if inside.is_empty() {
        return cut(line);
    }
    format!("{}<mark>{}</mark>{}", text(before), cut(inside), cut(behind))
}

/// A line as far as it is shown.
pub(super) fn cut(line: &str) -> String {
    match line.char_indices().nth(WIDEST) {
        Some((at, _)) => format!("{}…", text(&line[..at])),
        None => text(line),
    }
}

/// The lines that a fix takes away and puts in their place.
pub(super) fn patch(page: &mut String, patch: &Patch, file: &File) {
    let all = &*file.text;
    let range = patch.span.range();
    let (Some(before), Some(_), Some(behind)) =
        (all.get(..range.start), all.get(range.clone()), all.get(range.end..))
    else {
        return;
    };
    let from = before.rfind('\n').map_or(0, |at| at + 1);
    let to = behind.find('\n').map_or(all.len(), |at| range.end + at);
    let new = format!("{}{}{}", &all[from..range.start], patch.text, &all[range.end..to]);
    page.push_str("<p class=\"note\"><code>workload validate --fix</code> writes:</p>\n<div class=\"code\">");
    for (class, sign, lines) in [("del", "−", &all[from..to]), ("ins", "+", new.as_str())] {
        for line in lines.lines().take(MOST as usize * 2) {
            let _ = write!(
                page,
                "<div><span class=\"no\">{sign}</span><{class}><code>{}</code></{class}></div>",
                cut(line)
            );
        }
    }
    page.push_str("</div>\n");
}
