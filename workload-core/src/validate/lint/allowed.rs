//! Where rules are allowed in files, and where findings of them begin there.

use std::borrow::Borrow;
use std::sync::Arc;

use super::finding::Finding;
use crate::syntax::text::{FastMap, Span};
use crate::validate::rules::Rule;

/// A file and the code of a rule.
pub(super) type Scope = (Arc<str>, &'static str);

/// The parts of each file in which each rule is allowed, in order and without overlaps.
#[derive(Debug, Default)]
pub(super) struct Allowed(FastMap<Scope, Vec<Span>>);

/// Where the findings of rules that are allowed somewhere in a file begin there, in order.
#[derive(Debug, Default)]
pub(super) struct Starts(FastMap<Scope, Vec<u32>>);

impl Allowed {
    /// These parts.
    pub(super) fn of(parts: impl Iterator<Item = (Scope, Span)>) -> Self {
        let mut allowed: FastMap<Scope, Vec<Span>> = FastMap::default();
        for (scope, span) in parts {
            allowed.entry(scope).or_default().push(span);
        }
        for spans in allowed.values_mut() {
            spans.sort_unstable();
            spans.dedup_by(|next, last| {
                let joins = next.start <= last.end;
                last.end = if joins { last.end.max(next.end) } else { last.end };
                joins
            });
        }
        Self(allowed)
    }

    /// Whether a finding begins where its rule is allowed.
    pub(super) fn has(&self, finding: &Finding) -> bool {
        let spans = self.of_rule(finding).map_or(&[][..], Vec::as_slice);
        let after = spans.partition_point(|span| span.start <= finding.span.start);
        after > 0 && spans[after - 1].end >= finding.span.start
    }

    fn of_rule(&self, finding: &Finding) -> Option<&Vec<Span>> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&(finding.file.clone(), finding.rule.code))
    }
}

impl Starts {
    /// Where `findings` begin.
    pub(super) fn of(findings: impl Iterator<Item: Borrow<Finding>>, allowed: &Allowed) -> Self {
        let mut starts: FastMap<Scope, Vec<u32>> = FastMap::default();
        for finding in findings {
            let finding = finding.borrow();
            if allowed.of_rule(finding).is_some() {
                let scope = (finding.file.clone(), finding.rule.code);
                starts.entry(scope).or_default().push(finding.span.start);
            }
        }
        for starts in starts.values_mut() {
            starts.sort_unstable();
        }
        Self(starts)
    }

    /// Whether a finding of the rule begins in a part of a file.
    pub(super) fn is_in(&self, file: &Arc<str>, scope: Span, rule: &Rule) -> bool {
        let Some(starts) = self.0.get(&(file.clone(), rule.code)) else { return false };
        let first = starts.get(starts.partition_point(|start| *start < scope.start));
        first.is_some_and(|start| *start <= scope.end)
    }
}
