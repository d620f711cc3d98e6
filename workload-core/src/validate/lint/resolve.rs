//! Resolves violations of rules over many objects to findings: each document is parsed again once,
//! for everything that points into it.

use std::sync::Arc;

use super::document::Context;
use super::file::related_place;
use super::finding::{Finding, ObjectHeader, Related};
use super::place::Places;
use super::retained::SourceRef;
use super::selection::Selection;
use crate::syntax::text::{FastMap, Position, Span};
use crate::syntax::yaml::documents_at;
use crate::validate::decode::header;
use crate::validate::rules::{Record, Rule, Violation};

/// A rule, and what its check found.
pub type Found = (&'static Rule, Violation);

/// A place that a violation names: a path in an object's document.
#[derive(Clone, Copy, Debug)]
struct ReportTarget {
    /// The violation's number.
    violation: usize,
    /// Which of its other places it is; none for its own.
    related: Option<usize>,
    /// The object's number.
    object: usize,
}

/// The targets in one text.
#[derive(Debug)]
pub(super) struct ReportTargets(Vec<ReportTarget>);

/// A place of a violation, found in its text.
#[derive(Debug)]
pub struct Resolved {
    target: ReportTarget,
    place: ResolvedPlace,
}

#[derive(Debug)]
enum ResolvedPlace {
    Own(Box<Finding>),
    Related(Related),
}

impl ReportTargets {
    /// Finds the places of all targets.
    pub(super) fn resolve(
        &self,
        found: &[Found],
        records: &[Arc<Record>],
        sources: &[Option<SourceRef>],
        selection: &Selection,
    ) -> Vec<Resolved> {
        let first = self.0.first().and_then(|target| Some((target.object, sources[target.object].as_ref()?)));
        let Some((object, source)) = first else { return Vec::new() };
        let file = &records[object].file;
        let Some(text) = source.text() else { return self.without_text(file, found) };
        let places = Places::of_part(file.clone(), &text, source.offset(), source.lines_before);
        let documents = documents_at(&text, source.offset() as usize);
        let trees: Vec<_> = documents.filter_map(|document| document.tree.ok()).collect();
        let resolved = self.0.iter().filter_map(|target| {
            let number = sources[target.object].as_ref()?.number;
            let tree = trees.get(number as usize)?;
            let (rule, violation) = &found[target.violation];
            let place = match target.related {
                None => {
                    let root = tree.locate(&records[target.object].root).node;
                    let object = Some(Arc::new(ObjectHeader::of(&header(tree, root))));
                    let context =
                        Context { places: &places, tree, selection, across: false, annotated: false };
                    ResolvedPlace::Own(Box::new(context.violation(object, rule, violation)?))
                }
                Some(number) => {
                    let (_, path, message) = &violation.related[number];
                    ResolvedPlace::Related(related_place(&places, tree, path, message))
                }
            };
            Some(Resolved { target: *target, place })
        });
        resolved.collect()
    }

    /// The findings of violations in a text that can no longer be read, at the beginning of its file.
    fn without_text(&self, file: &Arc<str>, found: &[Found]) -> Vec<Resolved> {
        let own = self.0.iter().filter(|target| target.related.is_none());
        let resolved = own.map(|target| {
            let (rule, violation) = &found[target.violation];
            let start = Position { line: 1, column: 1 };
            let finding = Finding {
                severity: violation.severity.unwrap_or(rule.severity),
                message: violation.message.clone(),
                path: violation.path.to_string(),
                help: violation.help.clone(),
                ..Finding::at(rule, file.clone(), Span::default(), [start, start])
            };
            Resolved { target: *target, place: ResolvedPlace::Own(Box::new(finding)) }
        });
        resolved.collect()
    }
}

/// The findings of violations, in their order; none of one that has no place.
pub(super) fn place(
    found: &[Found],
    resolved: Vec<Resolved>,
) -> impl Iterator<Item = Option<Finding>> + use<> {
    let mut findings: Vec<Option<Finding>> = found.iter().map(|_| None).collect();
    let mut others: Vec<Vec<Option<Related>>> =
        found.iter().map(|(_, violation)| vec![None; violation.related.len()]).collect();
    for Resolved { target, place } in resolved {
        match (place, target.related) {
            (ResolvedPlace::Own(finding), _) => findings[target.violation] = Some(*finding),
            (ResolvedPlace::Related(related), number) => {
                others[target.violation][number.unwrap_or_default()] = Some(related);
            }
        }
    }
    findings.into_iter().zip(others).map(|(finding, others)| {
        Some(Finding { related: others.into_iter().flatten().collect(), ..finding? })
    })
}

/// The targets in each text, the texts in the order in which they are first named.
pub(super) fn by_chunk(found: &[Found], sources: &[Option<SourceRef>]) -> Vec<ReportTargets> {
    let mut numbers: FastMap<(usize, u32), usize> = FastMap::default();
    let mut targets: Vec<ReportTargets> = Vec::new();
    let all = found.iter().enumerate().flat_map(|(violation, (_, found))| {
        let others = found.related.iter().enumerate();
        let others = others.map(move |(number, (object, ..))| ReportTarget {
            violation,
            related: Some(number),
            object: *object,
        });
        std::iter::once(ReportTarget { violation, related: None, object: found.object }).chain(others)
    });
    for target in all {
        // The objects of one document share its text.
        let Some(Some(source)) = sources.get(target.object) else { continue };
        let number = *numbers.entry(source.chunk()).or_insert(targets.len());
        if number == targets.len() {
            targets.push(ReportTargets(Vec::new()));
        }
        targets[number].0.push(target);
    }
    targets
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::syntax::text::Source;
    use crate::validate::lint::across_files::AcrossFiles;
    use crate::validate::lint::{Selection, lint_file};

    #[test]
    fn a_document_is_read_once_for_all_its_violations() {
        let mut text = String::from("apiVersion: v1\nkind: List\nitems:\n");
        for number in 0..300 {
            let _ = write!(
                text,
                "- apiVersion: v1\n  kind: Service\n  metadata: {{name: s{number}}}\n  spec:\n    \
                 selector: {{app: a{number}}}\n    ports: [{{port: 80, targetPort: web}}]\n- apiVersion: v1\n  \
                 kind: Pod\n  metadata: {{name: p{number}, labels: {{app: a{number}}}}}\n  spec:\n    \
                 containers: [{{name: c, image: x}}]\n"
            );
        }
        let selection = Selection { select: vec!["N04".to_owned()], ..Selection::default() };
        let mut across = AcrossFiles::new(vec![lint_file(&Source::new("a.yaml", text), &selection)]);
        let index = across.index();
        let rules = across.rules(&selection);
        let found: Vec<_> = rules.into_iter().flat_map(|rule| AcrossFiles::check(&index, rule)).collect();
        assert_eq!(found.len(), 300);
        let violated = across.targets(found);
        assert_eq!(violated.chunks(), 1);
        let resolved = across.resolve(&violated, 0, &selection);
        drop(index);
        let placed = across.place(&violated, resolved);
        across.add_placed(placed);
        let outcome = across.finish(&selection);
        assert_eq!(outcome.findings.len(), 300);
        assert!(outcome.findings.iter().all(|finding| finding.related.len() == 1));
    }
}
