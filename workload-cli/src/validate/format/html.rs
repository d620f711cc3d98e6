//! Findings as a page: how many of which kind first, then each with its lines, and the files
//! and rules that they link to.

mod excerpt;
mod files;
mod finding;
mod lines;
mod overview;
mod rules;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use workload_core::validate::lint::{Finding, ObjectHeader, Outcome};

use self::lines::Sources;
use crate::html::{Document, Filters, count, name};
use crate::validate::texts::Texts;

const STYLE: &str = include_str!("html/findings.css");

/// With more files than these there is no choice among them: the search finds them.
const FILES: usize = 200;

/// The page.
pub(crate) fn render(outcome: &Outcome, texts: &Texts) -> String {
    let mut main = String::new();
    let findings = &outcome.findings;
    let sources = Sources::of(findings, texts);
    overview::overview(&mut main, outcome);
    if !findings.is_empty() {
        main.push_str(&filters(findings).render(findings.len(), "finding", "findings"));
        by_file(&mut main, findings, &sources);
        files::files(&mut main, findings, &sources);
        rules::rules(&mut main, findings);
    }
    let title = match findings.len() {
        0 => "No findings".to_owned(),
        some => count(some, "finding"),
    };
    Document { title: &title, style: STYLE, main: &main, data: None }.render()
}

fn filters(findings: &[Finding]) -> Filters {
    let filters = Filters::new("a name, a field, a word of a message …")
        .choice("severity", "Severity", counted(findings, |finding| finding.severity.as_str().to_owned()))
        .choice("rule", "Rule", counted(findings, |finding| finding.rule.code.to_owned()));
    let files = counted(findings, |finding| finding.file.to_string());
    let filters = if (2..FILES).contains(&files.len()) {
        let places = files.into_iter().enumerate();
        filters.choice("file", "File", places.map(|(place, (_, name, many))| (place.to_string(), name, many)))
    } else {
        filters
    };
    let fixed = findings.iter().filter(|finding| finding.patch.is_some()).count();
    if fixed == 0 {
        return filters;
    }
    filters.choice("fix", "Fix", [("yes".to_owned(), "by --fix".to_owned(), fixed)])
}

/// Each value with its label and how many findings have it.
fn counted(findings: &[Finding], of: impl Fn(&Finding) -> String) -> Vec<(String, String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        *counts.entry(of(finding)).or_default() += 1;
    }
    counts.into_iter().map(|(value, many)| (value.clone(), value, many)).collect()
}

/// The findings, a section for each file, and in it a heading for each object.
fn by_file(page: &mut String, findings: &[Finding], sources: &Sources<'_>) {
    let mut place = 0;
    for own in findings.chunk_by(|one, other| one.file == other.file) {
        let _ = writeln!(page, "<section data-group>\n<h2>{}</h2>", name(&own[0].file));
        for of_object in own.chunk_by(|one, other| one.object == other.object) {
            let heading = of_object[0].object.as_deref().and_then(object);
            let heading = heading.unwrap_or_else(|| "the file".to_owned());
            let _ = writeln!(page, "<div data-group>\n<h3 class=\"object\">{}</h3>", name(&heading));
            for finding in of_object {
                finding::finding(page, place, finding, sources);
                place += 1;
            }
            page.push_str("</div>\n");
        }
        page.push_str("</section>\n");
    }
}

/// `Deployment shop/api`.
fn object(header: &ObjectHeader) -> Option<String> {
    let kind = header.kind.as_deref()?;
    let space = header.namespace.as_ref().map(|space| format!("{space}/")).unwrap_or_default();
    Some(format!("{kind} {space}{}", header.name.as_deref().unwrap_or("without a name")))
}
