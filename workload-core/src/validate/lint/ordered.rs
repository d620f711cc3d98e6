//! All findings of a run in order, of which few are in memory at once.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::allowed::Allowed;
use super::finding::Finding;
use super::run::Run;
use super::selection::Selection;
use super::severity_counts::SeverityCounts;
use crate::syntax::text::{FastMap, Span};
use crate::validate::rules::Severity;

/// All findings, in the order of the files and of their text. Those of large files are packed, and unpacked
/// when it is their turn.
#[derive(Debug, Default)]
pub struct OrderedFindings {
    /// The findings that are not packed, in order.
    pub(super) loose: Vec<Finding>,
    pub(super) runs: Vec<Run>,
    pub(super) files: FastMap<Arc<str>, usize>,
    pub(super) allowed: Allowed,
    pub(super) selection: Selection,
    pub(super) counts: SeverityCounts,
}

impl OrderedFindings {
    /// Counts them. `are_all_wanted` says that nothing but the severity decides which of the packed ones are.
    pub(super) fn counted(mut self, are_all_wanted: bool) -> Self {
        let mut counts = SeverityCounts::default();
        for finding in &self.loose {
            counts.add(finding.severity, 1);
        }
        if are_all_wanted {
            let all = [Severity::Error, Severity::Warning, Severity::Info];
            for severity in all.into_iter().filter(|severity| self.selection.weighs(*severity)) {
                counts.add(severity, self.runs.iter().map(|run| run.count(severity)).sum());
            }
        } else {
            for finding in self.runs.iter().flat_map(Run::unpack).filter(|finding| self.is_wanted(finding)) {
                counts.add(finding.severity, 1);
            }
        }
        self.counts = counts;
        self
    }

    /// The number of findings.
    #[must_use]
    pub fn len(&self) -> usize {
        self.counts.sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number of findings of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.counts.get(severity)
    }

    /// Whether some are packed, so that giving them one by one takes less memory than [`OrderedFindings::into_vec`].
    #[must_use]
    pub const fn are_packed(&self) -> bool {
        !self.runs.is_empty()
    }

    /// The findings, in order.
    pub fn iter(&self) -> impl Iterator<Item = Finding> + '_ {
        Merge::of(self).filter(|finding| self.is_wanted(finding))
    }

    /// All of them at once.
    #[must_use]
    pub fn into_vec(mut self) -> Vec<Finding> {
        if !self.are_packed() {
            return std::mem::take(&mut self.loose);
        }
        let mut all = Vec::with_capacity(self.len());
        all.extend(self.iter());
        all
    }

    fn is_wanted(&self, finding: &Finding) -> bool {
        self.selection.weighs(finding.severity) && !self.allowed.has(finding)
    }

    /// The number of a finding's file; none for one that is not among the inputs.
    fn file(&self, name: &Arc<str>) -> Option<usize> {
        self.files.get(name).copied()
    }
}

/// Where a run begins: the number of its file, and the place.
type Start = (Option<usize>, Span);

/// The next finding of each run that has begun, and the runs that have not: a run is unpacked when it is its turn.
struct Merge<'o> {
    all: &'o OrderedFindings,
    /// The runs that have not begun with their numbers, the next one last.
    waiting: Vec<(Start, usize)>,
    begun: BinaryHeap<Reverse<Head<'o>>>,
}

/// The next finding of a run, with those behind it.
struct Head<'o> {
    file: Option<usize>,
    finding: Finding,
    /// The run's number; 0 for the findings that are not packed.
    run: usize,
    rest: Box<dyn Iterator<Item = Finding> + 'o>,
}

impl<'o> Merge<'o> {
    fn of(all: &'o OrderedFindings) -> Self {
        let start = |run: &Run| (all.file(run.start().0), run.start().1);
        let mut waiting: Vec<_> =
            all.runs.iter().enumerate().map(|(number, run)| (start(run), number)).collect();
        waiting.sort_unstable_by_key(|one| Reverse(*one));
        let mut merge = Self { all, waiting, begun: BinaryHeap::new() };
        merge.push(0, Box::new(all.loose.iter().cloned()));
        merge
    }

    fn push(&mut self, run: usize, mut rest: Box<dyn Iterator<Item = Finding> + 'o>) {
        if let Some(finding) = rest.next() {
            self.begun.push(Reverse(Head { file: self.all.file(&finding.file), finding, run, rest }));
        }
    }
}

impl Iterator for Merge<'_> {
    type Item = Finding;

    fn next(&mut self) -> Option<Finding> {
        while let Some((_, run)) = self.waiting.pop_if(|(start, _)| {
            self.begun.peek().is_none_or(|Reverse(head)| *start <= (head.file, head.finding.span))
        }) {
            self.push(run + 1, self.all.runs[run].unpack());
        }
        let Reverse(head) = self.begun.pop()?;
        self.push(head.run, head.rest);
        Some(head.finding)
    }
}

impl Head<'_> {
    fn key(&self) -> (Option<usize>, Span, &str, &str, usize) {
        let finding = &self.finding;
        (self.file, finding.span, finding.rule.code, &finding.path, self.run)
    }
}

impl PartialEq for Head<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Head<'_> {}

impl PartialOrd for Head<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Head<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}
