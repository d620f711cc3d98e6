//! Turns errors and violations into findings, with the document's tree at hand.

use super::finding::{Finding, ObjectHeader};
use super::fix::fix;
use super::place::Places;
use super::selection::Selection;
use crate::k8s::Versions;
use crate::syntax::text::Span;
use crate::syntax::yaml::{Patch, Path, Step, SyntaxError, Tree};
use crate::validate::document::Checked;
use crate::validate::field_error::{ErrorType, FieldError};
use crate::validate::placeholder::is_yet_to_be_filled;
use crate::validate::rules::{Rule, Violation, rule_of};

/// One document that is being checked.
pub(super) struct Context<'a, 'p, 't> {
    pub(super) places: &'a Places<'p>,
    pub(super) tree: &'a Tree<'t>,
    pub(super) selection: &'a Selection,
    /// Whether rules over many objects will be checked.
    pub(super) across: bool,
    /// Whether annotations of the file may hold suppressions.
    pub(super) annotated: bool,
}

impl Context<'_, '_, '_> {
    /// The findings of what the API server would refuse of an object.
    pub(super) fn errors(&self, checked: &Checked<'_>, findings: &mut Vec<Finding>) {
        let all = checked.errors.iter().chain(&checked.advice);
        let counting = all.filter(|error| self.selection.has(rule_of(error.error_type)));
        findings.extend(counting.map(|error| self.error(checked, error)));
    }

    fn error(&self, checked: &Checked<'_>, error: &FieldError) -> Finding {
        let key = matches!(error.error_type, ErrorType::UnknownField | ErrorType::DuplicateKey);
        let span = Places::span_of(self.tree, error.place.as_ref().unwrap_or(&error.path), key);
        let rule = rule_of(error.error_type);
        Finding {
            rule,
            severity: rule.severity,
            message: message(self.tree, error),
            path: written(error).to_string(),
            named_path: self.tree.named_path(written(error)),
            object: Some(ObjectHeader::of(&checked.header)),
            help: error.help.clone(),
            patch: fix(self.tree, error, self.places.text),
            versions: error.versions,
            ..at(self.places, span)
        }
    }

    /// The finding of a rule's violation, without its related places; none at a value that is yet to be
    /// filled in.
    pub(super) fn violation(
        &self,
        object: Option<ObjectHeader>,
        rule: &'static Rule,
        violation: &Violation,
    ) -> Option<Finding> {
        if is_yet_to_be_filled(self.tree, &violation.path) {
            return None;
        }
        let span = Places::span_of(self.tree, &violation.path, false);
        let patch = violation.fix.as_ref().and_then(|edit| self.tree.patch(edit, self.places.text));
        Some(Finding {
            rule,
            severity: violation.severity.unwrap_or(rule.severity),
            message: violation.message.clone(),
            path: violation.path.to_string(),
            named_path: self.tree.named_path(&violation.path),
            object,
            help: violation.help.clone(),
            patch: patch.map(|patch| Patch { span: self.places.in_file(patch.span), ..patch }),
            ..at(self.places, span)
        })
    }
}

/// The path of an error as the server writes it, with the keys of maps that the server leaves out.
fn written(error: &FieldError) -> &Path {
    let Some(place) = &error.place else { return &error.path };
    let mut left = error.path.0.iter().peekable();
    for step in &place.0 {
        left.next_if_eq(&step);
    }
    if left.next().is_none() { place } else { &error.path }
}

/// An error's message; that of an absent field names the field.
fn message(tree: &Tree<'_>, error: &FieldError) -> String {
    let place = error.place.as_ref().unwrap_or(&error.path);
    let absent = error.error_type == ErrorType::Required && !tree.locate(place).whole;
    match place.0.last() {
        Some(Step::Field(name) | Step::Key(name)) if absent && !error.message.ends_with("is missing") => {
            format!("`{name}` is missing: {}", error.message)
        }
        _ => error.message.clone(),
    }
}

/// The finding of a text that cannot be read.
pub(super) fn unreadable(places: &Places<'_>, error: &SyntaxError) -> Finding {
    let rule = rule_of(ErrorType::Syntax);
    Finding { rule, message: error.message.clone(), ..at(places, error.span) }
}

/// The finding of text that kubectl passes by.
pub(super) fn dropped_text(places: &Places<'_>, dropped: Span) -> Finding {
    let rule = rule_of(ErrorType::Dropped);
    // The first line of it says what is meant.
    let text = &places.text[dropped.range()];
    let end = dropped.start as usize + text.lines().next().map_or(0, str::len);
    Finding {
        rule,
        message: "kubectl does not read this: it takes one document between two `---` lines".to_owned(),
        help: Some("put a `---` line before it".to_owned()),
        ..at(places, Span::of(dropped.start as usize..end))
    }
}

/// A finding at a place, about nothing yet.
pub(super) fn at(places: &Places<'_>, span: Span) -> Finding {
    let rule = rule_of(ErrorType::Syntax);
    Finding {
        rule,
        severity: rule.severity,
        message: String::new(),
        file: places.file.clone(),
        span: places.in_file(span),
        start: places.position(span.start),
        end: places.position(span.end),
        path: String::new(),
        named_path: String::new(),
        object: None,
        help: None,
        related: Vec::new(),
        patch: None,
        versions: Versions::ALL,
    }
}
