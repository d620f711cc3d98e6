//! All files together: the rules that look at many objects, and the order of the findings.

use std::collections::HashMap;
use std::sync::Arc;

use super::document::Context;
use super::file::{FileReport, related};
use super::finding::{Counts, Finding, Outcome, Related};
use super::kept::Trace;
use super::place::Places;
use super::selection::Selection;
use super::suppress::apply as suppress;
use crate::faults::Reason;
use crate::rules::{Check, Member, Report, Reports, Set, all, rule_of};
use crate::yaml::{Path, Tree, documents};

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
    let mut reports = Reports::of(rule_of(Reason::Syntax));
    for rule in all().filter(|rule| selection.has(rule)) {
        if let Check::Set(check) = rule.check {
            reports.turn_to(rule);
            check(&set, &mut reports);
        }
    }
    reports.into_vec().iter().filter_map(|report| found(traces, report, selection)).collect()
}

/// A report's finding, with the document read again to find its place.
fn found(traces: &[Trace], report: &Report, selection: &Selection) -> Option<Finding> {
    let one = traces.get(report.object)?;
    let mut finding = with_tree(one, &report.path, |places, tree| {
        Context { places, tree, selection }.report(Some(one.object.clone()), report)
    })?;
    let other = |(number, path, message): &(usize, Path, String)| -> Option<Related> {
        with_tree(traces.get(*number)?, path, |places, tree| related(places, tree, path, message))
    };
    finding.related = report.related.iter().filter_map(other).collect();
    Some(finding)
}

/// Reads an object's document again.
fn with_tree<T>(trace: &Trace, path: &Path, look: impl Fn(&Places<'_>, &Tree<'_>) -> T) -> Option<T> {
    let places = Places::of_part(trace.file.clone(), &trace.text, trace.offset, trace.lines_before);
    let trees: Vec<_> = documents(&trace.text).filter_map(|document| document.tree.ok()).collect();
    // Several documents in one part are rare (`...` between them): the one that has the path.
    let tree = trees.iter().find(|tree| tree.locate(path).whole).or(trees.first())?;
    Some(look(&places, tree))
}
