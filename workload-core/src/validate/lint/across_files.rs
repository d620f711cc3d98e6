//! All files together: the rules over many objects, and the order of the findings.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::allowed::Starts;
use super::file::FileReport;
use super::finding::{Counts, Finding, Outcome, Programs, Unchecked};
use super::order::sort;
use super::ordered::OrderedFindings;
use super::part::Spill;
use super::resolve::{Found, ReportTargets, Resolved, by_chunk, place};
use super::retained::SourceRef;
use super::run::Run;
use super::selection::Selection;
use super::severity_counts::SeverityCounts;
use super::suppress::{ScopedSuppression, allowed, verdicts};
use crate::syntax::text::FastMap;
use crate::syntax::yaml::Path;
use crate::validate::rules::{Index, Record, Rule, Violation, Violations, all};

/// Number of violations that are placed at once.
const BATCH: usize = 2 << 10;

/// The checks of rules over many objects, in pieces that a program may run side by side.
///
/// [`lint_across_files`](super::lint_across_files) runs them one after another.
#[derive(Debug)]
pub struct AcrossFiles {
    counts: Counts,
    files: FastMap<Arc<str>, usize>,
    findings: Vec<Finding>,
    /// The findings of large files, and those of the rules over many objects where there is a large file.
    runs: Vec<Run>,
    /// Where findings are kept that need not be in memory.
    spill: Option<Arc<dyn Spill>>,
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

/// The findings of what the rules over many objects found.
#[derive(Debug)]
pub struct Placed(Vec<Finding>, Option<Run>);

impl AcrossFiles {
    /// Takes together what the files gave, in the order in which the findings are wanted.
    #[must_use]
    pub fn new(reports: Vec<FileReport>) -> Self {
        let mut across = Self {
            counts: Counts::default(),
            files: FastMap::default(),
            findings: Vec::new(),
            runs: Vec::new(),
            spill: None,
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
        self.runs.extend(report.run.map(|run| *run));
        self.spill = self.spill.take().or(report.spill);
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
        let (rule, violations) = Self::violations(index, rule, None);
        violations.into_iter().map(|violation| (rule, violation)).collect()
    }

    /// The same; there may be many, and each of them without its rule takes less memory. What is a batch already
    /// goes to `full`, so that it need not be in memory.
    #[must_use]
    pub fn violations(
        index: &Index<'_>,
        rule: &'static Rule,
        full: Option<&dyn Fn(Vec<Found>)>,
    ) -> (&'static Rule, Vec<Violation>) {
        let stands = |number: usize, path: &Path| !index.set.member(number).record.faults.explain(path);
        let stands = |one: &Violation| {
            stands(one.object, &one.path) && one.related.iter().all(|(object, path, _)| stands(*object, path))
        };
        let give = |found: Vec<Violation>| {
            let found = found.into_iter().filter(stands).map(|violation| (rule, violation)).collect();
            if let Some(full) = full {
                full(found);
            }
        };
        let mut violations =
            if full.is_some() { Violations::in_batches(BATCH, &give) } else { Violations::default() };
        if let Some(check) = rule.check.of_set() {
            check(index, &mut violations);
        }
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

    /// The findings of what was found, with its places resolved by [`AcrossFiles::resolve`].
    #[must_use]
    pub fn place(&self, violated: &Violated, resolved: Vec<Resolved>) -> Placed {
        let mut findings: Vec<_> = place(&violated.found, resolved).flatten().collect();
        if self.runs.is_empty() && self.spill.is_none() {
            return Placed(findings, None);
        }
        sort(&mut findings, &self.files);
        Placed(Vec::new(), Run::of(findings, self.spill.as_ref()))
    }

    /// Takes over what was placed.
    pub fn add_placed(&mut self, placed: Placed) {
        self.findings.extend(placed.0);
        self.runs.extend(placed.1);
    }

    /// All findings, in the order of the files and of their text.
    #[must_use]
    pub fn finish(self, selection: &Selection) -> Outcome {
        let (outcome, findings) = self.finish_in_order(selection);
        Outcome { findings: findings.into_vec(), ..outcome }
    }

    /// All findings, in the order of the files and of their text, one by one; and the rest of the outcome.
    #[must_use]
    pub fn finish_in_order(self, selection: &Selection) -> (Outcome, OrderedFindings) {
        let Self { counts, files, findings: mut loose, runs, suppressions, records, sources, .. } = self;
        let (unchecked, programs, beyond) = (self.unchecked, self.programs, self.beyond);
        drop((records, sources));
        let allowed = allowed(&suppressions);
        let are_all_wanted = suppressions.is_empty();
        if !are_all_wanted {
            let packed = runs.iter().flat_map(Run::unpack);
            let starts = Starts::of(loose.iter().map(Cow::Borrowed).chain(packed.map(Cow::Owned)), &allowed);
            loose.retain(|finding| !allowed.has(finding));
            loose.extend(verdicts(suppressions, &starts, selection));
        }
        loose.retain(|finding: &Finding| selection.weighs(finding.severity));
        sort(&mut loose, &files);
        let selection = selection.clone();
        let findings =
            OrderedFindings { loose, runs, files, allowed, selection, counts: SeverityCounts::default() };
        let outcome = Outcome { counts, findings: Vec::new(), unchecked, programs, beyond };
        (outcome, findings.counted(are_all_wanted))
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

/// Checks the rules over many objects for all files together, and puts the findings in the order
/// of the files as they were given and of their text.
#[must_use]
pub fn lint_across_files(reports: Vec<FileReport>, selection: &Selection) -> Outcome {
    checked(reports, selection).finish(selection)
}

/// All files together, with what the rules over many objects found, one rule after another.
pub(super) fn checked(reports: Vec<FileReport>, selection: &Selection) -> AcrossFiles {
    let mut across = AcrossFiles::new(reports);
    let index = across.index();
    let rules = across.rules(selection);
    let found = rules.into_iter().map(|rule| AcrossFiles::violations(&index, rule, None)).collect();
    drop(index);
    for batch in AcrossFiles::batches(found) {
        let violated = across.targets(batch);
        let chunks = 0..violated.chunks();
        let resolved = chunks.flat_map(|chunk| across.resolve(&violated, chunk, selection)).collect();
        let placed = across.place(&violated, resolved);
        across.add_placed(placed);
    }
    across
}
