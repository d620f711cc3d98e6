//! One finding: what is wrong, where, what to do, and the places that belong to it.

use std::fmt::Write as _;

use workload_core::validate::lint::Finding;
use workload_core::validate::rules::Severity;

use super::excerpt::{excerpt, patch};
use super::lines::Sources;
use crate::html::{name, rich};

/// The class of a severity, and the word for it.
pub(super) fn severity(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("bad", "error"),
        Severity::Warning => ("warn", "warning"),
        Severity::Info => ("info", "hint"),
    }
}

/// Draws a finding; its id is `f-` and its place among all.
pub(super) fn finding(page: &mut String, place: usize, finding: &Finding, sources: &Sources<'_>) {
    let (level, word) = severity(finding.severity);
    let file = sources.file(&finding.file);
    let number = file.map_or(0, |file| file.place);
    let fix = if finding.patch.is_some() { " data-fix=\"yes\"" } else { "" };
    let _ = writeln!(
        page,
        "<article class=\"item\" id=\"f-{place}\" data-item data-severity=\"{}\" data-rule=\"{1}\" data-file=\"{number}\"{fix}>\n\
         <h4><span class=\"badge {level}\">{word}</span> <a href=\"#rule-{1}\">{1}</a> {2}</h4>",
        finding.severity.as_str(),
        finding.rule.code,
        rich(&finding.message)
    );
    let field = if finding.path.is_empty() {
        String::new()
    } else {
        format!(" <code>{}</code>", name(&finding.path))
    };
    let at = place_of(sources, &finding.file, finding.start.line);
    let _ = writeln!(page, "<p class=\"note\">{at}{field}</p>");
    if let Some(file) = file {
        excerpt(page, finding, file);
    }
    if let Some(help) = &finding.help {
        let _ = writeln!(page, "<p><b>What to do:</b> {}</p>", rich(help));
    }
    if !finding.related.is_empty() {
        page.push_str("<ul>\n");
        for other in &finding.related {
            let at = place_of(sources, &other.file, other.start.line);
            let _ = writeln!(page, "<li>{at}: {}</li>", rich(&other.message));
        }
        page.push_str("</ul>\n");
    }
    if let (Some(own), Some(file)) = (&finding.patch, file) {
        patch(page, own, file);
    }
    page.push_str("</article>\n");
}

/// A place, linked to its line in the files below.
fn place_of(sources: &Sources<'_>, file: &str, line: u32) -> String {
    let said = format!("{}:{line}", name(file));
    match sources.file(file).filter(|source| source.len() > 0) {
        Some(source) => format!("<a href=\"#s-{}-{line}\">{said}</a>", source.place),
        None => said,
    }
}
