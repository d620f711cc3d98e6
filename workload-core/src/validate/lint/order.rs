//! The order of findings: that of the files as they were given, and of their text.

use std::cmp::Ordering;
use std::sync::Arc;

use super::finding::Finding;
use crate::syntax::text::FastMap;

/// How two findings of one file stand to one another.
pub(super) fn within_file(one: &Finding, other: &Finding) -> Ordering {
    let key = |finding: &Finding| (finding.span, finding.rule.code);
    key(one).cmp(&key(other)).then_with(|| one.path.cmp(&other.path))
}

/// Puts the findings of one file in the order of its text.
pub(super) fn sort_in_file(findings: &mut [Finding]) {
    findings.sort_by(within_file);
}

/// Puts findings in the order of the files and of their text, in place: there may be many.
pub(super) fn sort(findings: &mut [Finding], files: &FastMap<Arc<str>, usize>) {
    let file = |finding: &Finding| files.get(&finding.file).copied();
    let mut order: Vec<_> = findings.iter().map(file).enumerate().collect();
    order.sort_by(|(one, file), (other, other_file)| {
        file.cmp(other_file).then_with(|| within_file(&findings[*one], &findings[*other]))
    });
    let mut target = vec![0; findings.len()];
    for (to, (from, _)) in order.into_iter().enumerate() {
        target[from] = to;
    }
    place_each(findings, &mut target);
}

/// Brings each finding to its target.
fn place_each(findings: &mut [Finding], target: &mut [usize]) {
    for at in 0..findings.len() {
        while target[at] != at {
            let to = target[at];
            findings.swap(at, to);
            target.swap(at, to);
        }
    }
}
