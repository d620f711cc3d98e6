//! What rules report, by path; the linter turns paths into places.

use super::rule::{Rule, Severity};
use super::subject::Subject;
use crate::syntax::yaml::{Edit, Path, PathBuilder};

/// One report of a rule.
#[derive(Clone, Debug)]
pub struct Violation {
    /// The rule.
    pub rule: &'static Rule,
    /// What it weighs.
    pub severity: Severity,
    /// The object's number in its set.
    pub object: usize,
    /// What it is about.
    pub path: Path,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Other places that belong to it: the object's number, the path, and what stands there.
    pub related: Vec<(usize, Path, String)>,
    /// The change that mends it, where it is certain.
    pub edit: Option<Edit>,
}

impl Violation {
    /// Adds what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to it.
    pub fn see(&mut self, subject: &Subject<'_>, at: &PathBuilder<'_>, what: impl Into<String>) -> &mut Self {
        self.related.push((subject.number, at.path(), what.into()));
        self
    }

    /// Gives it another weight than the rule's own.
    pub fn weighs(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Adds the change that mends it; only where nothing else can be meant.
    pub fn mended_by(&mut self, edit: Edit) -> &mut Self {
        self.edit = Some(edit);
        self
    }
}

/// Collects the reports of rules, one rule after another.
#[derive(Debug)]
pub struct Violations {
    rule: &'static Rule,
    reports: Vec<Violation>,
}

impl Violations {
    /// None yet; `rule` reports next.
    #[must_use]
    pub const fn of(rule: &'static Rule) -> Self {
        Self { rule, reports: Vec::new() }
    }

    /// Says which rule reports from here on.
    pub const fn turn_to(&mut self, rule: &'static Rule) {
        self.rule = rule;
    }

    /// Reports what is wrong at a place of an object.
    pub fn report(
        &mut self,
        subject: &Subject<'_>,
        at: &PathBuilder<'_>,
        message: impl Into<String>,
    ) -> &mut Violation {
        self.reports.push(Violation {
            rule: self.rule,
            severity: self.rule.severity,
            object: subject.number,
            path: at.path(),
            message: message.into(),
            help: None,
            related: Vec::new(),
            edit: None,
        });
        let last = self.reports.len() - 1;
        &mut self.reports[last]
    }

    /// The reports, in the order in which they were made.
    #[must_use]
    pub fn into_vec(self) -> Vec<Violation> {
        self.reports
    }
}
