//! From reports about many objects to findings: each document is read again once, for everything
//! that points into it.

use std::collections::HashMap;

use super::document::Context;
use super::file::related;
use super::finding::{Finding, Related};
use super::kept::Trace;
use super::place::Places;
use super::selection::Selection;
use crate::syntax::yaml::{Tree, documents};
use crate::validate::rules::Violation;

/// Something that points into an object's document.
#[derive(Clone, Copy, Debug)]
struct Pin {
    /// The report's number.
    report: usize,
    /// Which of its other places it is; none for its own.
    related: Option<usize>,
    /// The object's number.
    object: usize,
}

/// The findings of `reports`, in their order; `traces` lead to the objects' texts.
pub(super) fn place(reports: &[Violation], traces: &[Trace], selection: &Selection) -> Vec<Finding> {
    let mut found: Vec<Option<Finding>> = vec![None; reports.len()];
    let mut others: Vec<Vec<Option<Related>>> =
        reports.iter().map(|report| vec![None; report.related.len()]).collect();
    for pins in by_document(reports, traces) {
        let one = &traces[pins[0].object];
        let places = Places::of_part(one.file.clone(), &one.text, one.offset, one.lines_before);
        let trees: Vec<_> = documents(&one.text).filter_map(|document| document.tree.ok()).collect();
        for pin in pins {
            let (trace, report) = (&traces[pin.object], &reports[pin.report]);
            let Some(tree) = trees.get(trace.number) else { continue };
            match pin.related {
                None => found[pin.report] = Some(own(&places, tree, trace, report, selection)),
                Some(number) => {
                    let (_, path, message) = &report.related[number];
                    others[pin.report][number] = Some(related(&places, tree, path, message));
                }
            }
        }
    }
    let whole = found.into_iter().zip(others).filter_map(|(finding, others)| {
        Some(Finding { related: others.into_iter().flatten().collect(), ..finding? })
    });
    whole.collect()
}

fn own(
    places: &Places<'_>,
    tree: &Tree<'_>,
    trace: &Trace,
    report: &Violation,
    selection: &Selection,
) -> Finding {
    Context { places, tree, selection }.report(Some(trace.object.clone()), report)
}

/// What points into each text, the texts in the order in which they are first pointed into.
fn by_document(reports: &[Violation], traces: &[Trace]) -> Vec<Vec<Pin>> {
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let mut pins: Vec<Vec<Pin>> = Vec::new();
    let all = reports.iter().enumerate().flat_map(|(report, said)| {
        let others = said.related.iter().enumerate();
        let others =
            others.map(move |(number, (object, ..))| Pin { report, related: Some(number), object: *object });
        std::iter::once(Pin { report, related: None, object: said.object }).chain(others)
    });
    for pin in all {
        // The objects of one document share its text.
        let Some(trace) = traces.get(pin.object) else { continue };
        let number = *numbers.entry(trace.text.as_ptr().addr()).or_insert(pins.len());
        if number == pins.len() {
            pins.push(Vec::new());
        }
        pins[number].push(pin);
    }
    pins
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::syntax::yaml::Path;
    use crate::validate::lint::finding::ObjectRef;
    use crate::validate::rules::{Severity, find};

    #[test]
    fn a_document_is_read_once_for_all_its_reports() {
        let texts: [Arc<str>; 2] = ["a: 1\n".into(), "b: 2\n".into()];
        let object = ObjectRef { api_version: None, kind: None, namespace: None, name: None };
        let trace = |number: usize| Trace {
            object: object.clone(),
            file: "a.yaml".into(),
            text: texts[number % 2].clone(),
            number: 0,
            offset: 0,
            lines_before: 0,
        };
        let traces: Vec<_> = (0..1000).map(trace).collect();
        let report = |object: usize| Violation {
            rule: find("V04").unwrap(),
            severity: Severity::Error,
            object,
            path: Path::default(),
            message: String::new(),
            help: None,
            related: vec![(999 - object, Path::default(), String::new())],
            edit: None,
        };
        let reports: Vec<_> = (0..1000).map(report).collect();
        let pins = by_document(&reports, &traces);
        assert_eq!(pins.iter().map(Vec::len).collect::<Vec<_>>(), [1000, 1000]);
        let findings = place(&reports, &traces, &Selection::default());
        assert_eq!(findings.len(), 1000);
        assert!(findings.iter().all(|finding| finding.related.len() == 1));
    }
}
