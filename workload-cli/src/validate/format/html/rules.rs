//! The rules that were violated, each told once.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use workload_core::validate::lint::Finding;
use workload_core::validate::rules::Rule;

use crate::html::{count, rich};

/// Draws the rules.
pub(super) fn rules(page: &mut String, findings: &[Finding]) {
    page.push_str("<section>\n<h2>Rules</h2>\n");
    for (code, (rule, many)) in violated(findings) {
        let section =
            rule.sections.first().map(|section| format!("; article §{section}")).unwrap_or_default();
        let _ = writeln!(
            page,
            "<div class=\"rule\" id=\"rule-{code}\">\n<h3>{code} <code>{}</code></h3>\n<p>{}</p>\n<p class=\"note\">\
             <a href=\"#filters\" data-key=\"rule\" data-value=\"{code}\">{}</a>; <code>workload explain {code}</code> tells all of it{section}</p>\n</div>",
            rule.name,
            rich(&first_paragraph(rule)),
            count(many, "finding")
        );
    }
    page.push_str("</section>\n");
}

/// The rules of findings, by code, with how many findings each has.
pub(super) fn violated(findings: &[Finding]) -> BTreeMap<&'static str, (&'static Rule, usize)> {
    let mut violated = BTreeMap::new();
    for finding in findings {
        violated.entry(finding.rule.code).or_insert((finding.rule, 0)).1 += 1;
    }
    violated
}

fn first_paragraph(rule: &Rule) -> String {
    rule.doc.trim().split("\n\n").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}
