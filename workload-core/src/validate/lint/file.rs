//! One file: its documents one by one, each read, checked, and shown to the rules.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::commented::Commented;
use super::document::{Context, dropped_text, unreadable};
use super::finding::{Counts, Finding, ObjectHeader, Programs, Unchecked};
use super::order::sort_in_file;
use super::part::{FilePart, FileText, Spill};
use super::place::Places;
use super::retained::{Chunk, Retained};
use super::run::Run;
use super::selection::Selection;
use super::suppress::{ScopedSuppression, in_annotation, in_comments};
use super::suppression::Hints;
use crate::k8s::Object;
use crate::syntax::text::{Source, Span};
use crate::syntax::yaml::{Document, NodeId, PathBuilder, SyntaxError, Tree, documents_at};
use crate::validate::document::{Checked, Skipped, check_document_for};
use crate::validate::field_error::{ErrorType, FieldError};
use crate::validate::placeholder::{is_template, without_expressions};
use crate::validate::rules::{Faults, Record, Subject, Violations, all, of_objects, rule_of};

/// What one file gave.
#[derive(Clone, Debug, Default)]
pub struct FileReport {
    pub(super) file: Arc<str>,
    pub(super) counts: Counts,
    pub(super) findings: Vec<Finding>,
    /// The findings of a stretch of a large file.
    pub(super) run: Option<Box<Run>>,
    /// Where findings are kept that need not be in memory.
    pub(super) spill: Option<Arc<dyn Spill>>,
    pub(super) retained: Vec<Retained>,
    pub(super) suppressions: Vec<ScopedSuppression>,
    pub(super) unchecked: Unchecked,
    pub(super) programs: Programs,
    pub(super) beyond: BTreeMap<&'static str, usize>,
}

/// Looks at one file. What its objects have to do with those of other files [`lint_across_files`](super::lint_across_files)
/// checks.
#[must_use]
pub fn lint_file(source: &Source, selection: &Selection) -> FileReport {
    let text = masked(source).unwrap_or_else(|| source.text.clone());
    let places = Places::of_file(Arc::from(source.name.as_str()), &text);
    lint_text(&places, FileText::Kept(text.clone()), selection)
}

/// Looks at a stretch of a large file, as [`lint_file`] does at a whole one; what it gives holds no text.
#[must_use]
pub fn lint_part(part: &FilePart, selection: &Selection) -> FileReport {
    let masked = masked(&part.source);
    let file = FileText::Elsewhere { file: part.file.clone(), is_masked: masked.is_some() };
    let text = masked.as_ref().unwrap_or(&part.source.text);
    let name = Arc::from(part.source.name.as_str());
    let places = Places::of_part(name, text, Span::of(part.offset..part.offset).start, part.lines_before);
    let mut report = lint_text(&places, file, selection);
    let mut findings = std::mem::take(&mut report.findings);
    sort_in_file(&mut findings);
    report.run = Run::of(findings, part.spill.as_ref()).map(Box::new);
    report.spill.clone_from(&part.spill);
    report
}

/// The text with the expressions of a template masked; none when there is none to mask.
fn masked(source: &Source) -> Option<Arc<String>> {
    match without_expressions(&source.text) {
        Cow::Borrowed(_) => None,
        Cow::Owned(masked) => Some(Arc::new(masked)),
    }
}

fn lint_text(places: &Places<'_>, file: FileText, selection: &Selection) -> FileReport {
    let text = places.text;
    let counts = Counts { files: usize::from(places.offset == 0), ..Counts::default() };
    let mut report = FileReport {
        file: places.file.clone(),
        counts,
        findings: Vec::new(),
        run: None,
        spill: None,
        retained: Vec::new(),
        suppressions: Vec::new(),
        unchecked: Unchecked::new(),
        programs: Programs::new(),
        beyond: BTreeMap::new(),
    };
    let Hints { in_comments: commented, in_annotations: annotated } = Hints::of(text);
    // What is suppressed does not count against the most that is reported.
    let lifted = (commented || annotated).then(|| Selection { all: true, ..selection.clone() });
    let selection = lifted.as_ref().unwrap_or(selection);
    let across = all().any(|rule| rule.check.of_set().is_some() && selection.has(rule));
    let (mut unchecked, mut chunk) = (Vec::new(), Chunk::before(file));
    let mut commented = commented.then(|| Commented::of(text));
    for document in documents_at(text, places.offset as usize) {
        let skipped = report.counts.skipped;
        match &document.tree {
            Ok(tree) if is_of_values(&places.file, tree) => report.count_values(),
            Ok(tree) => {
                chunk.advance_to(document.span);
                let context = Context { places, tree, selection, across, annotated };
                report.whole(&context, &document, &mut chunk);
            }
            Err(error) => report.broken(places, &document, error, selection),
        }
        let refused = document.refused_by_kubectl.as_ref();
        let refused = refused.filter(|_| selection.has(rule_of(ErrorType::Syntax)) && !is_template(text));
        report.findings.extend(refused.map(|error| unreadable(places, error)));
        let dropped = document.dropped.filter(|_| selection.has(rule_of(ErrorType::Dropped)));
        // The lines of a template decide which of them remain.
        if let Some(dropped) = dropped.filter(|_| !is_template(text)) {
            report.findings.push(dropped_text(places, dropped));
        }
        if document.tree.is_err() || report.counts.skipped > skipped {
            unchecked.push(document.span);
        }
        if let Some(commented) = &mut commented {
            commented.keep(document);
        }
    }
    if let Some(commented) = commented {
        report.suppressions.extend(in_comments(places, &commented.trees, &unchecked, selection.profile));
    }
    report
}

impl FileReport {
    /// Whether an object's kind was not known, so that definitions of custom resources may change
    /// what this file gives.
    #[must_use]
    pub fn has_unknown_kinds(&self) -> bool {
        self.counts.skipped > self.counts.templates
    }

    /// Whether a finding may stand in the file, be it one of the rules over many objects; otherwise nobody asks for
    /// its text again.
    #[must_use]
    pub fn may_have_findings(&self) -> bool {
        let is_named = self.retained.iter().any(|retained| retained.source.is_some());
        !self.findings.is_empty() || !self.suppressions.is_empty() || is_named
    }

    /// Counts a document with the values of a chart, which may have a kind for the chart's own ends.
    fn count_values(&mut self) {
        self.counts.documents += 1;
        self.counts.skipped += 1;
        *self.programs.entry("Helm").or_default() += 1;
    }

    /// A document that cannot be read. Where templates open their braces, that is no wonder.
    fn broken(
        &mut self,
        places: &Places<'_>,
        document: &Document<'_>,
        error: &SyntaxError,
        selection: &Selection,
    ) {
        self.counts.documents += 1;
        if is_template(&places.text[document.span.range()]) {
            self.counts.skipped += 1;
            self.counts.templates += 1;
        } else if selection.has(rule_of(ErrorType::Syntax)) {
            self.findings.push(unreadable(places, error));
        }
    }

    /// Counts an object of a kind that is not known; where kinds are strict it is a finding too.
    fn count_unchecked(&mut self, context: &Context<'_, '_, '_>, checked: &mut Checked<'_>) {
        if checked.skipped != Some(Skipped::Kind) {
            return;
        }
        let own = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let (api_version, kind) =
            (own(checked.header.api_version.as_deref()), own(checked.header.kind.as_deref()));
        if context.selection.strict_kinds {
            let path = PathBuilder::along(&checked.root).field("kind").path();
            let message = format!("{kind} of `{api_version}` is not a kind that is checked");
            let help = "name the file of its CustomResourceDefinition with --crds";
            let error = FieldError::new(ErrorType::Unchecked, path, message);
            checked.advice.push(FieldError { help: Some(help.to_owned()), ..error });
        }
        *self.unchecked.entry((api_version, kind)).or_default() += 1;
    }

    /// Counts the errors of an object that are not reported.
    fn count_beyond(&mut self, context: &Context<'_, '_, '_>, checked: &Checked<'_>) {
        for (error_type, count) in &checked.beyond {
            let rule = rule_of(*error_type);
            if context.selection.has(rule) {
                *self.beyond.entry(rule.code).or_default() += count;
            }
        }
    }

    fn whole(&mut self, context: &Context<'_, '_, '_>, document: &Document<'_>, chunk: &mut Chunk) {
        for mut checked in
            check_document_for(context.tree, &document.duplicate_keys, &context.selection.clusters())
        {
            self.counts.documents += 1;
            self.counts.skipped += usize::from(checked.skipped.is_some());
            self.counts.templates += usize::from(checked.skipped == Some(Skipped::Template));
            self.counts.excerpts += usize::from(checked.skipped == Some(Skipped::Excerpt));
            if let Some(Skipped::Program(program)) = checked.skipped {
                *self.programs.entry(program).or_default() += 1;
            }
            self.count_unchecked(context, &mut checked);
            context.errors(&checked, &mut self.findings);
            self.count_beyond(context, &checked);
            let (root, profile) = (&checked.root, context.selection.profile);
            let allowed = if context.annotated {
                in_annotation(context.places, context.tree, root, document.span, profile)
            } else {
                Vec::new()
            };
            let Some(object) = checked.object.take() else {
                self.suppressions.extend(allowed.into_iter().filter(|_| checked.skipped.is_none()));
                if context.across && matches!(checked.skipped, None | Some(Skipped::Kind)) {
                    let file = (context.places.file.clone(), context.selection.profile);
                    let node = context.tree.locate(&checked.root).node;
                    let record =
                        Record::of_custom((context.tree, node), &checked.header, &checked.root, file);
                    self.retained.push(chunk.retain(context.places, record));
                }
                continue;
            };
            if is_controlled(&object) {
                continue;
            }
            apply_rules(context, &checked, &object, &mut self.findings);
            self.suppressions.extend(allowed);
            if context.across {
                let profile = context.selection.profile;
                let subject = Subject { object: &object, root: &checked.root, profile, number: 0 };
                let record = Record::new(&subject, context.places.file.clone())
                    .with_errors(checked.errors.iter().chain(&checked.unfilled));
                self.retained.push(chunk.retain(context.places, record));
            }
        }
    }
}

/// Whether a document is one of a chart's values, by its file's name: `values.yaml`, `values-prod.yaml`,
/// `prod.values.yaml`.
fn is_of_values(file: &str, tree: &Tree<'_>) -> bool {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let words = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml")).unwrap_or_default();
    let mut words = words.split(['.', '-', '_']);
    let is_values = words.next() == Some("values") || words.next_back() == Some("values");
    is_values && tree.get(NodeId::ROOT, "apiVersion").is_none()
}

/// Whether another object has made this one and keeps it as it wants it: what is to be said is to be
/// said there.
fn is_controlled(object: &Object) -> bool {
    object.meta().owner_references.iter().flatten().any(|owner| owner.controller == Some(true))
}

/// Shows one object to every rule that looks at one.
// `.ci/measure-validate` counts its instructions.
#[inline(never)]
fn apply_rules(
    context: &Context<'_, '_, '_>,
    checked: &Checked<'_>,
    object: &Object,
    findings: &mut Vec<Finding>,
) {
    let subject = Subject { object, root: &checked.root, profile: context.selection.profile, number: 0 };
    let faults = Faults::of(checked.errors.iter().chain(&checked.unfilled));
    let header = OnceCell::new();
    let header = || header.get_or_init(|| Arc::new(ObjectHeader::of(&checked.header)));
    for rule in of_objects().iter().filter(|rule| context.selection.has(rule)) {
        let Some(check) = rule.check.of_object() else { continue };
        let mut violations = Violations::default();
        check(&subject, &mut violations);
        if violations.is_empty() {
            continue;
        }
        for violation in violations.into_vec().into_iter().filter(|one| !faults.explain(&one.path)) {
            let found = context.violation(Some(header().clone()), rule, &violation);
            let Some(mut finding) = found else { continue };
            let related = violation.related.iter();
            let related =
                related.map(|(_, path, message)| related_place(context.places, context.tree, path, message));
            finding.related = related.collect();
            findings.push(finding);
        }
    }
}

/// Another place of the same document.
pub(super) fn related_place(
    places: &Places<'_>,
    tree: &Tree<'_>,
    path: &crate::syntax::yaml::Path,
    message: &str,
) -> super::finding::Related {
    let span = Places::span_of(tree, path, false);
    super::finding::Related {
        file: places.file.clone(),
        span: places.in_file(span),
        start: places.position(span.start),
        message: message.to_owned(),
    }
}
