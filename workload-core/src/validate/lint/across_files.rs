//! All files together: the rules that look at many objects, and the order of the findings.

use std::collections::HashMap;
use std::sync::Arc;

use super::file::FileReport;
use super::finding::{Counts, Finding, Outcome};
use super::resolve::resolve;
use super::retained::SourceRef;
use super::selection::Selection;
use super::suppress::apply as suppress;
use crate::validate::rules::{Check, Member, Set, Violations, all};

/// Looks at the objects of all files together, and puts the findings in the order of the files
/// as they were given and of their text.
#[must_use]
pub fn lint_across_files(reports: Vec<FileReport>, selection: &Selection) -> Outcome {
    let mut counts = Counts::default();
    let mut order: HashMap<Arc<str>, usize> = HashMap::new();
    let (mut findings, mut members, mut sources) = (Vec::new(), Vec::new(), Vec::new());
    let mut suppressions = Vec::new();
    for report in reports {
        counts.add(report.counts);
        let number = order.len();
        order.entry(report.file).or_insert(number);
        findings.extend(report.findings);
        suppressions.extend(report.suppressions);
        for retained in report.retained {
            members.push(retained.member);
            sources.push(retained.source);
        }
    }
    findings.extend(together(members, &sources, selection));
    suppress(suppressions, &mut findings, selection);
    findings.retain(|finding: &Finding| selection.weighs(finding.severity));
    findings.sort_by_cached_key(|finding| {
        (order.get(&finding.file).copied(), finding.span, finding.rule.code, finding.path.clone())
    });
    Outcome { counts, findings }
}

/// What the rules find that look at all objects.
fn together(members: Vec<Member>, sources: &[SourceRef], selection: &Selection) -> Vec<Finding> {
    let set = Set::of(members);
    let mut found = Vec::new();
    for rule in all().filter(|rule| selection.has(rule)) {
        if let Check::Set(check) = rule.check {
            let mut violations = Violations::default();
            check(&set, &mut violations);
            found.extend(violations.into_vec().into_iter().map(|violation| (rule, violation)));
        }
    }
    resolve(&found, sources, selection)
}
