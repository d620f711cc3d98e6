//! All files together: the rules over many objects, and the order of the findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::file::FileReport;
use super::finding::{Counts, Finding, Outcome, Programs, Unchecked};
use super::packed::PackedFindings;
use super::resolve::{Found, ReportTargets, Resolved, by_chunk, place};
use super::retained::SourceRef;
use super::selection::Selection;
use super::suppress::{ScopedSuppression, apply as suppress};
use crate::syntax::text::FastMap;
use crate::syntax::yaml::Path;
use crate::validate::rules::{Index, Record, Rule, Violation, Violations, all};

/// Number of violations that are placed at once.
const BATCH: usize = 4 << 10;

/// The checks of rules over many objects, in pieces that a program may run side by side.
///
/// [`lint_across_files`](super::lint_across_files) runs them one after another.
#[derive(Debug)]
pub struct AcrossFiles {
    counts: Counts,
    files: FastMap<Arc<str>, usize>,
    findings: Vec<Finding>,
    /// The findings of large files, and those of the rules over many objects where there is a large file.
    packed: Vec<PackedFindings>,
    suppressions: Vec<ScopedSuppression>,
    records: Vec<Arc<Record>>,
    sources: Vec<Option<SourceRef>>,
    unchecked: Unchecked,
    programs: Programs,
    beyond: BTreeMap<&'static str, usize>,
}

/// What the rules over many objects found, and what is to be read again for its places.
#[derive(Debug)]
pub struct Violated {
    found: Vec<Found>,
    chunks: Vec<ReportTargets>,
}

impl AcrossFiles {
    /// Takes together what the files gave, in the order in which the findings are wanted.
    #[must_use]
    pub fn new(reports: Vec<FileReport>) -> Self {
        let mut across = Self {
            counts: Counts::default(),
            files: FastMap::default(),
            findings: Vec::new(),
            packed: Vec::new(),
            suppressions: Vec::new(),
            records: Vec::new(),
            sources: Vec::new(),
            unchecked: Unchecked::new(),
            programs: Programs::new(),
            beyond: BTreeMap::new(),
        };
        // Growing step by step would need twice the room at the last step.
        across.findings.reserve_exact(reports.iter().map(|report| report.findings.len()).sum());
        let objects = reports.iter().map(|report| report.retained.len()).sum();
        across.records.reserve_exact(objects);
        across.sources.reserve_exact(objects);
        for report in reports {
            across.add(report);
        }
        across
    }

    /// Only the objects of files that are kept elsewhere.
    pub fn of_objects<'r>(reports: impl IntoIterator<Item = &'r FileReport>) -> Self {
        let mut across = Self::new(Vec::new());
        for retained in reports.into_iter().flat_map(|report| &report.retained) {
            across.records.push(retained.record.clone());
            across.sources.push(retained.source.clone());
        }
        across
    }

    /// The objects, and where they were written.
    pub(super) fn into_objects(self) -> (Vec<Arc<Record>>, Vec<Option<SourceRef>>) {
        (self.records, self.sources)
    }

    fn add(&mut self, report: FileReport) {
        self.counts.add(report.counts);
        let number = self.files.len();
        self.files.entry(report.file).or_insert(number);
        self.findings.extend(report.findings);
        self.packed.extend(report.packed);
        self.suppressions.extend(report.suppressions);
        for (kind, count) in report.unchecked {
            *self.unchecked.entry(kind).or_default() += count;
        }
        for (program, count) in report.programs {
            *self.programs.entry(program).or_default() += count;
        }
        for (code, count) in report.beyond {
            *self.beyond.entry(code).or_default() += count;
        }
        for retained in report.retained {
            self.records.push(retained.record);
            self.sources.push(retained.source);
        }
    }

    /// The index that the rules share.
    #[must_use]
    pub fn index(&self) -> Index<'_> {
        Index::new(&self.records)
    }

    /// The rules over many objects that count.
    #[must_use]
    pub fn rules(&self, selection: &Selection) -> Vec<&'static Rule> {
        all().filter(|rule| rule.check.of_set().is_some() && selection.has(rule)).collect()
    }

    /// Checks one rule.
    #[must_use]
    pub fn check(index: &Index<'_>, rule: &'static Rule) -> Vec<Found> {
        let (rule, violations) = Self::violations(index, rule);
        violations.into_iter().map(|violation| (rule, violation)).collect()
    }

    /// The same; there may be many, and each of them without its rule takes less memory.
    #[must_use]
    pub fn violations(index: &Index<'_>, rule: &'static Rule) -> (&'static Rule, Vec<Violation>) {
        let mut violations = Violations::default();
        if let Some(check) = rule.check.of_set() {
            check(index, &mut violations);
        }
        let stands = |number: usize, path: &Path| !index.set.member(number).record.faults.explain(path);
        let stands = |one: &Violation| {
            stands(one.object, &one.path) && one.related.iter().all(|(object, path, _)| stands(*object, path))
        };
        let mut violations = violations.into_vec();
        violations.retain(stands);
        violations.shrink_to_fit();
        (rule, violations)
    }

    /// Parts what each rule found, so that not all of it and of what becomes of it is in memory at once. What is
    /// found of one object stands together, since its text is read again for each part.
    pub fn batches(mut found: Vec<(&'static Rule, Vec<Violation>)>) -> impl Iterator<Item = Vec<Found>> {
        for (_, found) in &mut found {
            // The last are taken off first, and what is found of one object keeps its order.
            found.reverse();
            found.sort_by_key(|violation| std::cmp::Reverse(violation.object));
        }
        std::iter::from_fn(move || {
            let mut batch = Vec::new();
            while batch.len() < BATCH {
                let objects = found.iter().filter_map(|(_, found)| Some(found.last()?.object));
                let Some(object) = objects.min() else { break };
                for (rule, found) in &mut found {
                    let of_it = || found.pop_if(|violation| violation.object == object);
                    batch.extend(std::iter::from_fn(of_it).map(|violation| (*rule, violation)));
                }
            }
            found.retain_mut(|(_, found)| {
                found.shrink_to_fit();
                !found.is_empty()
            });
            (!batch.is_empty()).then_some(batch)
        })
    }

    /// Sorts what was found by the texts that it names.
    #[must_use]
    pub fn targets(&self, found: Vec<Found>) -> Violated {
        let chunks = by_chunk(&found, &self.sources);
        Violated { found, chunks }
    }

    /// Takes over what was found, with its places resolved by [`AcrossFiles::resolve`].
    pub fn add_violated(&mut self, violated: &Violated, resolved: Vec<Resolved>) {
        let findings = place(&violated.found, resolved).flatten();
        if self.packed.is_empty() {
            self.findings.extend(findings);
        } else {
            self.packed.push(PackedFindings::of(findings.collect()));
        }
    }

    /// Takes out the objects, which nobody needs once all is resolved: to give back the memory of many takes longer
    /// than to order the findings, and can be done meanwhile.
    pub fn take_objects(&mut self) -> impl Send + use<> {
        (std::mem::take(&mut self.records), std::mem::take(&mut self.sources))
    }

    /// All findings, in the order of the files and of their text.
    #[must_use]
    pub fn finish(self, selection: &Selection) -> Outcome {
        let Self { counts, files, mut findings, packed, suppressions, records, sources, .. } = self;
        let (unchecked, programs, beyond) = (self.unchecked, self.programs, self.beyond);
        drop((records, sources));
        findings.reserve_exact(packed.iter().map(PackedFindings::len).sum());
        for packed in packed {
            findings.extend(packed.unpack());
        }
        suppress(suppressions, &mut findings, selection);
        findings.retain(|finding: &Finding| selection.weighs(finding.severity));
        sort(&mut findings, &files);
        Outcome { counts, findings, unchecked, programs, beyond }
    }

    /// Where the violations stand in one text.
    #[must_use]
    pub fn resolve(&self, violated: &Violated, chunk: usize, selection: &Selection) -> Vec<Resolved> {
        violated.chunks[chunk].resolve(&violated.found, &self.records, &self.sources, selection)
    }
}

impl Violated {
    /// The number of texts to be read again.
    #[must_use]
    pub fn chunks(&self) -> usize {
        self.chunks.len()
    }
}

impl Violated {
    /// What was found, each with its finding where it could be placed.
    pub(super) fn placed(self, resolved: Vec<Resolved>) -> (Vec<Found>, Vec<Option<Finding>>) {
        let findings = place(&self.found, resolved).collect();
        (self.found, findings)
    }
}

/// Puts findings in the order of the files and of their text, in place: there may be many.
fn sort(findings: &mut [Finding], files: &FastMap<Arc<str>, usize>) {
    let file = |finding: &Finding| files.get(&finding.file).copied();
    let mut order: Vec<_> = findings.iter().map(file).enumerate().collect();
    order.sort_by(|(one, file), (other, other_file)| {
        let within = |at: usize| (findings[at].span, findings[at].rule.code, findings[at].path.as_str());
        file.cmp(other_file).then_with(|| within(*one).cmp(&within(*other)))
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

/// Checks the rules over many objects for all files together, and puts the findings in the order
/// of the files as they were given and of their text.
#[must_use]
pub fn lint_across_files(reports: Vec<FileReport>, selection: &Selection) -> Outcome {
    let mut across = AcrossFiles::new(reports);
    let index = across.index();
    let rules = across.rules(selection);
    let found = rules.into_iter().map(|rule| AcrossFiles::violations(&index, rule)).collect();
    drop(index);
    for batch in AcrossFiles::batches(found) {
        let violated = across.targets(batch);
        let chunks = 0..violated.chunks();
        let resolved = chunks.flat_map(|chunk| across.resolve(&violated, chunk, selection)).collect();
        across.add_violated(&violated, resolved);
    }
    across.finish(selection)
}
