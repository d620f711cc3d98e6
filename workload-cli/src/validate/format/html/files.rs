//! The files with their lines, to which places are linked; a line with a finding links back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use workload_core::validate::lint::Finding;

use super::excerpt::cut;
use super::finding::severity;
use super::lines::{File, Sources};
use crate::html::{count, name};

/// So many lines are on the page; of files beyond them, those near findings.
const LINES: u32 = 20_000;
/// A line is near a finding when it is no further away.
const NEAR: u32 = 3;

/// The findings that begin on a line, and whether another place of one is there.
type Marks<'f> = BTreeMap<u32, Vec<(usize, &'f Finding)>>;

/// Draws the files, folded.
pub(super) fn files(page: &mut String, findings: &[Finding], sources: &Sources<'_>) {
    let mut marks: BTreeMap<&str, Marks<'_>> = BTreeMap::new();
    for (place, finding) in findings.iter().enumerate() {
        let own = marks.entry(&finding.file).or_default();
        own.entry(finding.start.line).or_default().push((place, finding));
        for other in &finding.related {
            marks.entry(&other.file).or_default().entry(other.start.line).or_default();
        }
    }
    page.push_str("<section>\n<h2>Files</h2>\n");
    let mut left = LINES;
    for (file_name, file) in sources.all().filter(|(_, file)| file.len() > 0) {
        let Some(own) = marks.get(file_name) else { continue };
        let is_whole = file.len() <= left;
        left -= if is_whole { file.len() } else { 0 };
        let all: usize = own.values().map(Vec::len).sum();
        let _ =
            writeln!(page, "<details>\n<summary>{} ({})</summary>", name(file_name), count(all, "finding"));
        if !is_whole {
            page.push_str("<p class=\"note\">Only the lines near findings are on this page.</p>\n");
        }
        lines(page, file, own, is_whole);
        page.push_str("</details>\n");
    }
    page.push_str("</section>\n");
}

fn lines(page: &mut String, file: &File, marks: &Marks<'_>, is_whole: bool) {
    page.push_str("<div class=\"code source\">");
    let mut last = 0;
    let near: Vec<u32> = if is_whole {
        (1..=file.len()).collect()
    } else {
        let around = marks.keys().flat_map(|at| at.saturating_sub(NEAR).max(1)..=at.saturating_add(NEAR));
        let all: std::collections::BTreeSet<_> = around.filter(|at| *at <= file.len()).collect();
        all.into_iter().collect()
    };
    for number in near {
        if number > last + 1 {
            page.push_str("<div><span class=\"no\">…</span><code></code></div>");
        }
        last = number;
        let Some(text) = file.line(number) else { break };
        let own = marks.get(&number);
        let id = own.map_or_else(String::new, |_| format!(" id=\"s-{}-{number}\"", file.place));
        let _ = write!(page, "<div{id}><span class=\"no\">{number}</span><code>{}</code>", cut(text));
        for (place, finding) in own.into_iter().flatten() {
            let (level, word) = severity(finding.severity);
            let code = finding.rule.code;
            let _ = write!(
                page,
                " <a class=\"badge {level}\" href=\"#f-{place}\">{code}<span class=\"unseen\"> {word}</span></a>"
            );
        }
        page.push_str("</div>");
    }
    page.push_str("</div>\n");
}
