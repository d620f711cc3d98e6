//! The head of the page: how many findings of each severity, of which rules, in which files, and
//! what can be fixed at once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use workload_core::predict::plan::thousands;
use workload_core::validate::lint::{Finding, Outcome};
use workload_core::validate::rules::Severity;

use super::finding::severity;
use super::rules::violated;
use crate::html::{count, name, rich, text};

/// A list of the head has no more lines than this.
const MOST: usize = 8;

/// So many kinds that were not checked are named at once; a longer list opens on a click.
const FEW: usize = 4;

/// Draws the head.
pub(super) fn overview(page: &mut String, outcome: &Outcome) {
    let counts = outcome.counts;
    let _ = writeln!(
        page,
        "<header>\n<h1>Findings in manifests</h1>\n<p class=\"lead\">{} checked in {}</p>\n{}</header>",
        count(counts.documents.saturating_sub(counts.skipped), "object"),
        count(counts.files, "file"),
        verdict(outcome)
    );
    if outcome.findings.is_empty() {
        skipped(page, outcome);
        return;
    }
    page.push_str("<div class=\"cards\">\n");
    severities(page, outcome);
    rules(page, &outcome.findings);
    files(page, &outcome.findings);
    fixes(page, &outcome.findings);
    page.push_str("</div>\n");
    skipped(page, outcome);
}

fn verdict(outcome: &Outcome) -> String {
    let [errors, warnings, hints] = SEVERITIES.map(|own| outcome.count(own));
    let (level, mark, said) = match (errors, warnings, hints) {
        (0, 0, 0) => ("good", "✓", "No findings.".to_owned()),
        (0, 0, hints) => ("info", "i", format!("{}, and nothing worse.", count(hints, "hint"))),
        (0, warnings, _) => ("warn", "!", format!("{}, and no errors.", count(warnings, "warning"))),
        (errors, 0, _) => ("bad", "✗", format!("{}.", count(errors, "error"))),
        (errors, warnings, _) => {
            ("bad", "✗", format!("{} and {}.", count(errors, "error"), count(warnings, "warning")))
        }
    };
    format!("<p class=\"verdict {level}\"><span aria-hidden=\"true\">{mark}</span> {said}</p>\n")
}

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

fn severities(page: &mut String, outcome: &Outcome) {
    let _ = writeln!(
        page,
        "<section class=\"card\">\n<h2>How severe</h2>\n<p class=\"figure\">{} <small>findings</small></p>\n<ul class=\"plain\">",
        thousands(outcome.findings.len())
    );
    for own in SEVERITIES {
        let many = outcome.count(own);
        if many > 0 {
            let (level, word) = severity(own);
            let _ = writeln!(
                page,
                "<li><a href=\"#filters\" data-key=\"severity\" data-value=\"{}\"><span class=\"badge {level}\">{}</span></a></li>",
                own.as_str(),
                count(many, word)
            );
        }
    }
    page.push_str("</ul>\n");
    let beyond: usize = outcome.beyond.values().sum();
    if beyond > 0 {
        let _ = writeln!(
            page,
            "<p class=\"note\">{} more of one object are not shown; <code>--all</code> shows them.</p>",
            count(beyond, "error")
        );
    }
    page.push_str("</section>\n");
}

fn rules(page: &mut String, findings: &[Finding]) {
    let worst =
        |code: &str| findings.iter().filter(|own| own.rule.code == code).map(|own| own.severity).max();
    let mut rules: Vec<_> =
        violated(findings).into_iter().map(|(code, (rule, many))| (worst(code), many, code, rule)).collect();
    rules.sort_by_key(|(worst, many, ..)| std::cmp::Reverse((*worst, *many)));
    let _ = writeln!(
        page,
        "<section class=\"card\">\n<h2>Which rules</h2>\n<p class=\"figure\">{} <small>rule{}</small></p>\n<ul>",
        rules.len(),
        if rules.len() == 1 { "" } else { "s" }
    );
    for (_, many, code, rule) in rules.iter().take(MOST) {
        let (summary, many) = (rule.summary(), thousands(*many));
        let _ = writeln!(
            page,
            "<li><a href=\"#filters\" data-key=\"rule\" data-value=\"{code}\">{code}</a> ({many}): {}</li>",
            rich(summary.trim_end_matches('.'))
        );
    }
    more(page, rules.len());
}

fn files(page: &mut String, findings: &[Finding]) {
    let mut files: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (place, finding) in findings.iter().enumerate() {
        files.entry(&finding.file).or_insert((place, 0)).1 += 1;
    }
    let mut files: Vec<_> = files.into_iter().collect();
    files.sort_by_key(|(_, (_, many))| std::cmp::Reverse(*many));
    let _ = writeln!(
        page,
        "<section class=\"card\">\n<h2>Where</h2>\n<p class=\"figure\">{} <small>file{}</small></p>\n<ul>",
        files.len(),
        if files.len() == 1 { "" } else { "s" }
    );
    for (file, (first, many)) in files.iter().take(MOST) {
        let _ = writeln!(page, "<li><a href=\"#f-{first}\">{}</a> ({})</li>", name(file), thousands(*many));
    }
    more(page, files.len());
}

/// The end of a list of the head, and of its section.
fn more(page: &mut String, all: usize) {
    page.push_str("</ul>\n");
    if all > MOST {
        let _ = writeln!(page, "<p class=\"note\">and {} more</p>", all - MOST);
    }
    page.push_str("</section>\n");
}

fn fixes(page: &mut String, findings: &[Finding]) {
    let fixed = findings.iter().filter(|finding| finding.patch.is_some()).count();
    if fixed == 0 {
        return;
    }
    let _ = writeln!(
        page,
        "<section class=\"card\">\n<h2>What to do first</h2>\n<p class=\"figure\">{fixed} <small>can be fixed at once</small></p>\n\
         <pre>workload validate --fix</pre>\n</section>"
    );
}

/// What was not checked.
fn skipped(page: &mut String, outcome: &Outcome) {
    let kinds = outcome.unchecked.iter().map(|((version, kind), many)| format!("{many} {kind} of {version}"));
    let programs =
        outcome.programs.iter().map(|(program, many)| format!("{} of {program}", count(*many, "file")));
    let said: Vec<_> = kinds.chain(programs).collect();
    if said.is_empty() {
        return;
    }
    let all = text(&said.join(", "));
    let _ = match said.len() {
        1..=FEW => writeln!(page, "<p class=\"note\">Not checked: {all}.</p>"),
        many => writeln!(
            page,
            "<details class=\"note\">\n<summary>Not checked: {}</summary>\n<p>{all}</p>\n</details>",
            count(many, "kind")
        ),
    };
}
