//! What the validator finds.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::k8s::Versions;
use crate::syntax::text::{Position, Span};
use crate::syntax::yaml::Patch;
use crate::validate::decode::Header;
use crate::validate::rules::{Rule, Severity};

/// One thing that was found, at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How severe it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// The file.
    pub file: Arc<str>,
    /// Its bytes in the file.
    pub span: Span,
    /// Where it begins.
    pub start: Position,
    /// Where it ends; the column behind the last character.
    pub end: Position,
    /// The field, as the API server names it; empty for a text that cannot be read.
    pub path: String,
    /// The field with the items of lists by name, which stays the same when they are put in
    /// another order: `spec.template.spec.containers[name=api].image`.
    pub named_path: String,
    /// The object, as far as it says what it is.
    pub object: Option<Arc<ObjectHeader>>,
    /// What to do.
    pub help: Option<Cow<'static, str>>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The change that fixes it, where it is certain.
    pub patch: Option<Patch>,
    /// The versions of Kubernetes that it holds for; all of them for what no version decides.
    pub versions: Versions,
}

impl Finding {
    /// A finding of a rule at a place, about no field yet and without words.
    #[must_use]
    pub fn at(rule: &'static Rule, file: Arc<str>, span: Span, [start, end]: [Position; 2]) -> Self {
        Self {
            rule,
            severity: rule.severity,
            message: String::new(),
            file,
            span,
            start,
            end,
            path: String::new(),
            named_path: String::new(),
            object: None,
            help: None,
            related: Vec::new(),
            patch: None,
            versions: Versions::ALL,
        }
    }
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: Arc<str>,
    /// The bytes of the file.
    pub span: Span,
    /// Where it begins.
    pub start: Position,
    /// What stands there.
    pub message: String,
}

/// What an object says it is; any of it may be missing, or not be text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ObjectHeader {
    /// `apps/v1`.
    pub api_version: Option<String>,
    /// `Deployment`.
    pub kind: Option<String>,
    /// The namespace that it names.
    pub namespace: Option<String>,
    /// Its name; `migrate-*` where the server makes it from `generateName: migrate-`.
    pub name: Option<String>,
}

impl ObjectHeader {
    pub(super) fn of(header: &Header<'_>) -> Self {
        let own = |text: &Option<Cow<'_, str>>| text.as_deref().map(ToOwned::to_owned);
        Self {
            api_version: own(&header.api_version),
            kind: own(&header.kind),
            namespace: own(&header.namespace),
            name: own(&header.name).or_else(|| Some(format!("{}*", header.generate_name.as_deref()?))),
        }
    }
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files.
    pub files: usize,
    /// Objects, the items of lists one by one.
    pub documents: usize,
    /// Those of them that were not checked: other programs' files, other people's kinds, templates.
    pub skipped: usize,
    /// Those that are templates.
    pub templates: usize,
    /// Those that are parts of objects as a cluster had them, which tests compare with.
    pub excerpts: usize,
}

impl Counts {
    pub(super) fn add(&mut self, other: Self) {
        self.files += other.files;
        self.documents += other.documents;
        self.skipped += other.skipped;
        self.templates += other.templates;
        self.excerpts += other.excerpts;
    }
}

/// Everything that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// How much was looked at.
    pub counts: Counts,
    /// The findings, in the order of the files and of their text.
    pub findings: Vec<Finding>,
    /// How many objects were not checked for their kind, by API version and kind.
    pub unchecked: Unchecked,
    /// How many documents are of other programs, by their names.
    pub programs: Programs,
    /// How many errors of each rule are not among the findings, because there are too many of one object.
    pub beyond: BTreeMap<&'static str, usize>,
}

/// Numbers of documents that other programs read, by their names.
pub type Programs = BTreeMap<&'static str, usize>;

/// Numbers of objects that were not checked, by API version and kind.
pub type Unchecked = BTreeMap<(String, String), usize>;

impl Outcome {
    /// How many findings have that severity, with the errors beyond them.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let beyond = if severity == Severity::Error { self.beyond.values().sum() } else { 0 };
        self.findings.iter().filter(|finding| finding.severity == severity).count() + beyond
    }
}
