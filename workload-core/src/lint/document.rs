//! From faults and reports to findings, with the document's tree at hand.

use super::finding::{Finding, ObjectRef};
use super::mend::mend;
use super::place::Places;
use super::selection::Selection;
use crate::faults::{Fault, Reason};
use crate::judge::Judged;
use crate::rules::{Report, rule_of};
use crate::text::Span;
use crate::yaml::{Step, SyntaxError, Tree};

/// One document under way.
pub(super) struct Context<'a, 'p, 't> {
    pub(super) places: &'a Places<'p>,
    pub(super) tree: &'a Tree<'t>,
    pub(super) selection: &'a Selection,
}

impl Context<'_, '_, '_> {
    /// The findings of an object's faults.
    pub(super) fn faults(&self, judged: &Judged<'_>, findings: &mut Vec<Finding>) {
        let counting = judged.faults.iter().filter(|fault| self.selection.has(rule_of(fault.reason)));
        findings.extend(counting.map(|fault| self.fault(judged, fault)));
    }

    fn fault(&self, judged: &Judged<'_>, fault: &Fault) -> Finding {
        let key = matches!(fault.reason, Reason::UnknownField | Reason::DuplicateKey);
        let span = Places::span_of(self.tree, fault.place.as_ref().unwrap_or(&fault.path), key);
        let rule = rule_of(fault.reason);
        Finding {
            rule,
            severity: rule.severity,
            message: message(self.tree, fault),
            path: fault.path.to_string(),
            object: Some(ObjectRef::of(&judged.header)),
            help: fault.help.clone(),
            patch: mend(self.tree, fault, self.places.text),
            ..at(self.places, span)
        }
    }

    /// The finding of a rule's report, without its related places.
    pub(super) fn report(&self, object: Option<ObjectRef>, report: &Report) -> Finding {
        let span = Places::span_of(self.tree, &report.path, false);
        let patch = report.edit.as_ref().and_then(|edit| self.tree.patch(edit, self.places.text));
        Finding {
            rule: report.rule,
            severity: report.severity,
            message: report.message.clone(),
            path: report.path.to_string(),
            object,
            help: report.help.clone(),
            patch: patch.map(|patch| crate::yaml::Patch { span: self.places.in_file(patch.span), ..patch }),
            ..at(self.places, span)
        }
    }
}

/// A fault's sentence; one that says what belongs here is told from one that says what is here.
fn message(tree: &Tree<'_>, fault: &Fault) -> String {
    let place = fault.place.as_ref().unwrap_or(&fault.path);
    let absent = fault.reason == Reason::Required && !tree.locate(place).whole;
    match place.0.last() {
        Some(Step::Field(name) | Step::Key(name)) if absent && !fault.message.ends_with("is missing") => {
            format!("`{name}` is missing: {}", fault.message)
        }
        _ => fault.message.clone(),
    }
}

/// The finding of a text that cannot be read.
pub(super) fn unreadable(places: &Places<'_>, error: &SyntaxError) -> Finding {
    let rule = rule_of(Reason::Syntax);
    Finding { rule, message: error.message.clone(), ..at(places, error.span) }
}

/// A finding at a place, about nothing yet.
pub(super) fn at(places: &Places<'_>, span: Span) -> Finding {
    let rule = rule_of(Reason::Syntax);
    Finding {
        rule,
        severity: rule.severity,
        message: String::new(),
        file: places.file.clone(),
        span: places.in_file(span),
        start: places.position(span.start),
        end: places.position(span.end),
        path: String::new(),
        object: None,
        help: None,
        related: Vec::new(),
        patch: None,
    }
}
