//! Resolves violations of rules over many objects to findings: each document is parsed again once,
//! for everything that points into it.

use std::collections::HashMap;

use super::document::Context;
use super::file::related_place;
use super::finding::{Finding, Related};
use super::place::Places;
use super::retained::SourceRef;
use super::selection::Selection;
use crate::syntax::yaml::documents;
use crate::validate::rules::{Rule, Violation};

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

/// A rule, and what its check found.
pub(super) type Found = (&'static Rule, Violation);

/// The findings of `violations`, in their order; `sources` lead to the objects' texts.
pub(super) fn resolve(violations: &[Found], sources: &[SourceRef], selection: &Selection) -> Vec<Finding> {
    let mut found: Vec<Option<Finding>> = vec![None; violations.len()];
    let mut others: Vec<Vec<Option<Related>>> =
        violations.iter().map(|(_, violation)| vec![None; violation.related.len()]).collect();
    for targets in by_document(violations, sources) {
        let one = &sources[targets[0].object];
        let places = Places::of_part(one.file.clone(), &one.text, one.offset, one.lines_before);
        let trees: Vec<_> = documents(&one.text).filter_map(|document| document.tree.ok()).collect();
        for target in targets {
            let (source, (rule, violation)) = (&sources[target.object], &violations[target.violation]);
            let Some(tree) = trees.get(source.number) else { continue };
            match target.related {
                None => {
                    let context = Context { places: &places, tree, selection };
                    let object = Some(source.object.clone());
                    found[target.violation] = Some(context.violation(object, rule, violation));
                }
                Some(number) => {
                    let (_, path, message) = &violation.related[number];
                    others[target.violation][number] = Some(related_place(&places, tree, path, message));
                }
            }
        }
    }
    let whole = found.into_iter().zip(others).filter_map(|(finding, others)| {
        Some(Finding { related: others.into_iter().flatten().collect(), ..finding? })
    });
    whole.collect()
}

/// The targets in each text, the texts in the order in which they are first named.
fn by_document(violations: &[Found], sources: &[SourceRef]) -> Vec<Vec<ReportTarget>> {
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut targets: Vec<Vec<ReportTarget>> = Vec::new();
    let all = violations.iter().enumerate().flat_map(|(violation, (_, found))| {
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
        let Some(source) = sources.get(target.object) else { continue };
        let number = *numbers.entry(source.text.as_ptr().addr()).or_insert(targets.len());
        if number == targets.len() {
            targets.push(Vec::new());
        }
        targets[number].push(target);
    }
    targets
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::syntax::yaml::Path;
    use crate::validate::lint::finding::ObjectRef;
    use crate::validate::rules::find;

    #[test]
    fn a_document_is_read_once_for_all_its_reports() {
        let texts: [Arc<str>; 2] = ["a: 1\n".into(), "b: 2\n".into()];
        let object = ObjectRef { api_version: None, kind: None, namespace: None, name: None };
        let source = |number: usize| SourceRef {
            object: object.clone(),
            file: "a.yaml".into(),
            text: texts[number % 2].clone(),
            number: 0,
            offset: 0,
            lines_before: 0,
        };
        let sources: Vec<_> = (0..1000).map(source).collect();
        let violation = |object: usize| Violation {
            severity: None,
            object,
            path: Path::default(),
            message: String::new(),
            help: None,
            related: vec![(999 - object, Path::default(), String::new())],
            fix: None,
        };
        let rule = find("V04").unwrap();
        let violations: Vec<_> = (0..1000).map(|object| (rule, violation(object))).collect();
        let targets = by_document(&violations, &sources);
        assert_eq!(targets.iter().map(Vec::len).collect::<Vec<_>>(), [1000, 1000]);
        let findings = resolve(&violations, &sources, &Selection::default());
        assert_eq!(findings.len(), 1000);
        assert!(findings.iter().all(|finding| finding.related.len() == 1));
    }
}
