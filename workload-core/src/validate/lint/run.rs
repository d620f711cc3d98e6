//! Findings of one file or of one batch in the order of their text, packed: in memory, or in a file beside it.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::finding::Finding;
use super::packed::PackedFindings;
use super::part::Spill;
use super::severity_counts::SeverityCounts;
use crate::syntax::text::Span;
use crate::validate::field_error::ErrorType;
use crate::validate::rules::{Severity, rule_of};

/// Packed findings in order; at least one.
#[derive(Clone, Debug)]
pub(super) struct Run {
    findings: PackedFindings,
    /// Where their text is, when it is not in memory.
    spilled: Option<(Arc<dyn Spill>, Range<usize>)>,
    counts: SeverityCounts,
    /// The first of them without its words.
    first: Finding,
}

impl Run {
    /// Packs findings that are in order; none where there is none.
    pub(super) fn of(findings: Vec<Finding>, spill: Option<&Arc<dyn Spill>>) -> Option<Self> {
        let first = findings.first()?;
        let first = Finding::at(first.rule, first.file.clone(), first.span, [first.start, first.end]);
        let mut counts = SeverityCounts::default();
        for finding in &findings {
            counts.add(finding.severity, 1);
        }
        let mut findings = PackedFindings::of(findings);
        // Without room for it there, the text stays in memory.
        let spilled = spill.and_then(|spill| Some((spill.clone(), spill.put(findings.text())?)));
        if spilled.is_some() {
            findings = findings.without_text();
        }
        Some(Self { findings, spilled, counts, first })
    }

    /// The number of findings of a severity.
    pub(super) const fn count(&self, severity: Severity) -> usize {
        self.counts.get(severity)
    }

    /// The number of findings.
    pub(super) const fn len(&self) -> usize {
        self.findings.len()
    }

    /// The file of the first finding, and where it stands.
    pub(super) fn start(&self) -> (&Arc<str>, Span) {
        (&self.first.file, self.first.span)
    }

    /// The findings, in order.
    pub(super) fn unpack(&self) -> Box<dyn Iterator<Item = Finding> + '_> {
        let Some((spill, range)) = &self.spilled else { return Box::new(self.findings.unpack()) };
        match spill.read(range.clone()) {
            Some(text) => Box::new(self.findings.unpack_from(Cow::Owned(text))),
            None => Box::new(std::iter::once(self.lost())),
        }
    }

    /// What is said in place of findings that can no longer be read.
    fn lost(&self) -> Finding {
        let rule = rule_of(ErrorType::Syntax);
        let message =
            format!("{} findings from here on can no longer be read from a temporary file", self.len());
        Finding { rule, severity: rule.severity, message, ..self.first.clone() }
    }
}
