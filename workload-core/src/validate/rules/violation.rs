//! What the checks of rules find, by path; the linter adds the rule and the place.

use std::borrow::Cow;
use std::fmt;

use super::facts::subject::Subject;
use super::set::Member;
use super::severity::Severity;
use crate::syntax::yaml::{Edit, Path, PathBuilder};

/// An object that a violation is about.
pub trait Target {
    /// Its number in its set.
    fn number(&self) -> usize;
}

impl Target for Subject<'_> {
    fn number(&self) -> usize {
        self.number
    }
}

impl Target for Member<'_> {
    fn number(&self) -> usize {
        self.number
    }
}

/// One thing that a rule's check found.
#[derive(Clone, Debug)]
pub struct Violation {
    /// Its severity, where that is not the rule's own.
    pub severity: Option<Severity>,
    /// The object's number in its set.
    pub object: usize,
    /// What it is about.
    pub path: Path,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<Cow<'static, str>>,
    /// Other places that belong to it: the object's number, the path, and what stands there.
    pub related: Vec<(usize, Path, Cow<'static, str>)>,
    /// The change that fixes it, where it is certain.
    pub fix: Option<Box<Edit>>,
}

impl Violation {
    /// Adds what to do.
    pub fn help(&mut self, help: impl Into<Cow<'static, str>>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that belongs to it.
    pub fn see(
        &mut self,
        target: &impl Target,
        at: &PathBuilder<'_>,
        what: impl Into<Cow<'static, str>>,
    ) -> &mut Self {
        // Few have more than one.
        self.related.reserve_exact(1);
        self.related.push((target.number(), at.path(), what.into()));
        self
    }

    /// Adds the namespace of another object: it is not where it is sought.
    pub(crate) fn see_namespace_of(&mut self, other: &Member<'_>, what: &'static str) -> &mut Self {
        self.see(other, &other.at().fields(&["metadata", "namespace"]), what)
    }

    /// Gives it another severity than the rule's own.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = Some(severity);
        self
    }

    /// Adds the change that fixes it; only where nothing else can be meant.
    pub fn fixed_by(&mut self, edit: Edit) -> &mut Self {
        self.fix = Some(Box::new(edit));
        self
    }
}

/// The size of a batch, and what takes it.
type Taker<'t> = (usize, &'t dyn Fn(Vec<Violation>));

/// Collects what the check of one rule finds.
#[derive(Default)]
pub struct Violations<'t> {
    found: Vec<Violation>,
    /// What takes what is found whenever that is a batch, so that not all of it is in memory at once.
    taker: Option<Taker<'t>>,
}

impl fmt::Debug for Violations<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.found.fmt(f)
    }
}

impl<'t> Violations<'t> {
    /// Collects batches of that size for `taker`; what is left at the end is in [`Violations::into_vec`].
    pub(crate) fn in_batches(size: usize, taker: &'t dyn Fn(Vec<Violation>)) -> Self {
        Self { found: Vec::new(), taker: Some((size, taker)) }
    }

    /// Reports what is wrong at a place of an object.
    pub fn report(
        &mut self,
        target: &impl Target,
        at: &PathBuilder<'_>,
        message: impl Into<String>,
    ) -> &mut Violation {
        if let Some((size, take)) = self.taker
            && self.found.len() >= size
        {
            take(std::mem::take(&mut self.found));
        }
        self.found.push(Violation {
            severity: None,
            object: target.number(),
            path: at.path(),
            message: message.into(),
            help: None,
            related: Vec::new(),
            fix: None,
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Whether nothing was found that was not taken.
    pub(crate) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// What was found, in the order in which it was reported.
    #[must_use]
    pub fn into_vec(self) -> Vec<Violation> {
        self.found
    }
}
