//! All files together: the rules that look at many objects, and the order of the findings.

use std::collections::HashMap;
use std::sync::Arc;

use super::file::FileReport;
use super::finding::{Counts, Finding, Outcome};
use super::kept::Trace;
use super::pins::place;
use super::selection::Selection;
use super::suppress::apply as suppress;
use crate::validate::field_error::ErrorType;
use crate::validate::rules::{Check, Member, Set, Violations, all, rule_of};

/// Looks at the objects of all files together, and puts the findings in the order of the files
/// as they were given and of their text.
#[must_use]
pub fn finish(reports: Vec<FileReport>, selection: &Selection) -> Outcome {
    let mut counts = Counts::default();
    let mut order: HashMap<Arc<str>, usize> = HashMap::new();
    let (mut findings, mut members, mut traces) = (Vec::new(), Vec::new(), Vec::new());
    let mut suppressions = Vec::new();
    for report in reports {
        counts.add(report.counts);
        let number = order.len();
        order.entry(report.file).or_insert(number);
        findings.extend(report.findings);
        suppressions.extend(report.suppressions);
        for kept in report.kept {
            members.push(kept.member);
            traces.push(kept.trace);
        }
    }
    findings.extend(together(members, &traces, selection));
    suppress(suppressions, &mut findings, selection);
    findings.retain(|finding: &Finding| selection.weighs(finding.severity));
    findings.sort_by_cached_key(|finding| {
        (order.get(&finding.file).copied(), finding.span, finding.rule.code, finding.path.clone())
    });
    Outcome { counts, findings }
}

/// What the rules find that look at all objects.
fn together(members: Vec<Member>, traces: &[Trace], selection: &Selection) -> Vec<Finding> {
    let set = Set::of(members);
    let mut reports = Violations::of(rule_of(ErrorType::Syntax));
    for rule in all().filter(|rule| selection.has(rule)) {
        if let Check::Set(check) = rule.check {
            reports.turn_to(rule);
            check(&set, &mut reports);
        }
    }
    place(&reports.into_vec(), traces, selection)
}
