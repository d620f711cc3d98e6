//! Files that change one by one: what the rules over many objects found in them is kept, and placed anew
//! only where a text changed.

use std::ops::Range;
use std::sync::Arc;

use super::across_files::{AcrossFiles, Violated};
use super::file::FileReport;
use super::finding::Finding;
use super::order::sort_in_file;
use super::resolve::{Found, Resolved, by_chunk, place};
use super::retained::{Retained, SourceRef};
use super::selection::Selection;
use super::suppress::apply as suppress;
use crate::validate::rules::{Record, Violation};

/// What the rules over many objects found in files whose texts change, by the files' numbers.
#[derive(Debug)]
pub struct KeptFindings {
    records: Vec<Arc<Record>>,
    sources: Vec<Option<SourceRef>>,
    /// The number of the first object of each file, and of the one after the last.
    starts: Vec<usize>,
    found: Vec<Found>,
    /// The findings of what was found; none of one that has no place.
    findings: Vec<Option<Finding>>,
    /// The numbers of what was found in each file.
    by_file: Vec<Vec<usize>>,
}

impl KeptFindings {
    /// Keeps what was found in the objects of `reports`, of which `across` was made.
    pub fn new<'r>(
        reports: impl IntoIterator<Item = &'r FileReport>,
        across: AcrossFiles,
        violated: Violated,
        resolved: Vec<Resolved>,
    ) -> Self {
        let starts = starts(reports);
        let (records, sources) = across.into_objects();
        let (found, findings) = violated.placed(resolved);
        let mut kept =
            Self { records, sources, by_file: vec![Vec::new(); starts.len() - 1], starts, found, findings };
        for (number, (_, violation)) in kept.found.iter().enumerate() {
            kept.by_file[file_of(&kept.starts, violation.object)].push(number);
        }
        kept
    }

    /// Takes over what a file gives with another text: the files in which something else may be found, or
    /// stands elsewhere. None when its objects are others to the rules over many objects than before: then
    /// nothing that was found is certain any more.
    pub fn update(&mut self, file: usize, report: &FileReport, selection: &Selection) -> Option<Vec<usize>> {
        let objects = self.starts[file]..self.starts[file + 1];
        let is_same = report.retained.len() == objects.len()
            && objects.clone().zip(&report.retained).all(|(object, new)| self.is_same(object, new));
        if !is_same {
            return None;
        }
        for (object, new) in objects.clone().zip(&report.retained) {
            self.records[object] = new.record.clone();
            self.sources[object].clone_from(&new.source);
        }
        let mut files = self.place_again(&objects, selection);
        files.push(file);
        files.sort_unstable();
        files.dedup();
        Some(files)
    }

    /// Whether an object is the same to the rules over many objects.
    fn is_same(&self, object: usize, new: &Retained) -> bool {
        *self.records[object] == *new.record && self.sources[object].is_some() == new.source.is_some()
    }

    /// Places anew what names one of the objects; the files in which that stands.
    fn place_again(&mut self, objects: &Range<usize>, selection: &Selection) -> Vec<usize> {
        let names = |violation: &Violation| {
            let related = violation.related.iter().map(|(object, ..)| object);
            std::iter::once(&violation.object).chain(related).any(|object| objects.contains(object))
        };
        let found = self.found.iter().enumerate();
        let again: Vec<usize> =
            found.filter(|(_, (_, violation))| names(violation)).map(|(number, _)| number).collect();
        let part: Vec<Found> = again.iter().map(|number| self.found[*number].clone()).collect();
        let targets = by_chunk(&part, &self.sources);
        let resolved = targets
            .iter()
            .flat_map(|targets| targets.resolve(&part, &self.records, &self.sources, selection));
        for (number, finding) in again.iter().zip(place(&part, resolved.collect())) {
            self.findings[*number] = finding;
        }
        part.iter().map(|(_, violation)| file_of(&self.starts, violation.object)).collect()
    }

    /// Everything that is found in a file that gave `report`, in the order of its text.
    #[must_use]
    pub fn of_file(&self, file: usize, report: &FileReport, selection: &Selection) -> Vec<Finding> {
        let mut findings = report.findings.clone();
        findings.extend(self.by_file[file].iter().filter_map(|number| self.findings[*number].clone()));
        suppress(report.suppressions.clone(), &mut findings, selection);
        findings.retain(|finding| selection.weighs(finding.severity));
        sort_in_file(&mut findings);
        findings
    }
}

/// The number of the first object of each report, and of the one after the last.
fn starts<'r>(reports: impl IntoIterator<Item = &'r FileReport>) -> Vec<usize> {
    let mut starts = vec![0];
    for report in reports {
        starts.push(starts[starts.len() - 1] + report.retained.len());
    }
    starts
}

/// The file of an object; files without objects start where the next one does.
fn file_of(starts: &[usize], object: usize) -> usize {
    starts.partition_point(|start| *start <= object) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::text::Source;
    use crate::validate::lint::{lint, lint_file};

    const SET: &str = "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec:\n  serviceName: db\n  selector: {matchLabels: {app: db}}\n  template:\n    metadata: {labels: {app: db}}\n    spec:\n      containers:\n      - {name: db, image: 'db:1', ports: [{name: sql, containerPort: 1}]}\n";
    const SERVICE: &str = "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec:\n  clusterIP: None\n  selector: {app: db}\n  ports: [{port: 1, targetPort: web}]\n";

    fn kept(reports: &[FileReport], selection: &Selection) -> KeptFindings {
        let across = AcrossFiles::of_objects(reports);
        let index = across.index();
        let rules = across.rules(selection);
        let found = rules.into_iter().flat_map(|rule| AcrossFiles::check(&index, rule)).collect();
        drop(index);
        let violated = across.targets(found);
        let chunks = 0..violated.chunks();
        let resolved = chunks.flat_map(|chunk| across.resolve(&violated, chunk, selection)).collect();
        KeptFindings::new(reports, across, violated, resolved)
    }

    /// What is kept and what a run finds, after a change of one of the two files.
    fn both(change: impl Fn(&mut [String; 2]) -> usize) -> (bool, Vec<Finding>, Vec<Finding>) {
        let selection = Selection::default();
        let mut texts = [SET.to_owned(), SERVICE.to_owned()];
        let source = |texts: &[String; 2], at: usize| Source::new(["a.yaml", "b.yaml"][at], &*texts[at]);
        let mut reports = [0, 1].map(|at| lint_file(&source(&texts, at), &selection));
        let mut kept = kept(&reports, &selection);
        let changed = change(&mut texts);
        reports[changed] = lint_file(&source(&texts, changed), &selection);
        let is_kept = kept.update(changed, &reports[changed], &selection).is_some();
        let own = [0, 1].map(|at| kept.of_file(at, &reports[at], &selection)).concat();
        (is_kept, own, lint(&[source(&texts, 0), source(&texts, 1)], &selection).findings)
    }

    #[test]
    fn what_moved_is_placed_anew_and_what_became_another_object_is_not() {
        for at in [0, 1] {
            let (is_kept, own, fresh) = both(|texts| {
                texts[at].insert_str(0, "# größer\n");
                at
            });
            assert!(is_kept && fresh.iter().any(|finding| finding.rule.code == "N04"));
            assert_eq!(own, fresh);
        }
        let suppressed = both(|texts| {
            texts[1] = texts[1].replace("  ports", "  # workload: allow N04 because it comes\n  ports");
            1
        });
        assert!(suppressed.0 && suppressed.2.iter().all(|finding| finding.rule.code != "N04"));
        assert_eq!(suppressed.1, suppressed.2);
        let (is_kept, ..) = both(|texts| {
            texts[0] = texts[0].replace("name: sql", "name: web");
            0
        });
        assert!(!is_kept);
    }
}
