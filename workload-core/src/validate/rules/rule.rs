//! What a rule is.

use super::report::Violations;
use super::set::Set;
use super::subject::Subject;
use crate::validate::field_error::ErrorType;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Likely wrong.
    Warning,
    /// Wrong: data is lost, or it cannot run.
    Error,
}

impl Severity {
    /// The word in output.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where the manifests are meant to run: what is wrong in production may do on a laptop
/// (article §7.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// Data may be lost.
    Test,
    /// Data should outlive a Pod; one replica of everything will do.
    Development,
    /// Everything counts.
    #[default]
    Production,
}

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// The server's answer: decoding and validation find it.
    Server(ErrorType),
    /// One object at a time.
    Object(fn(&Subject<'_>, &mut Violations)),
    /// All objects of a run together.
    Set(fn(&Set, &mut Violations)),
    /// The linter itself finds it.
    Linter,
}

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its code: a letter for the family, two digits.
    pub code: &'static str,
    /// Its name, which reads after "allow".
    pub name: &'static str,
    /// What its findings weigh unless it says otherwise.
    pub severity: Severity,
    /// Its documentation, in Markdown.
    pub doc: &'static str,
    /// How it looks.
    pub check: Check,
}

impl Rule {
    /// What its family is about, by the letter of its code.
    #[must_use]
    pub fn family(&self) -> &'static str {
        match self.code.as_bytes().first() {
            Some(b'V') => "What the API server refuses",
            Some(b'S') => "Rules of state: data, and what keeps them",
            Some(b'P') => "Rules of place: nodes, and what runs where",
            Some(b'D') => "Rules of duration: schedules, and runs that end",
            Some(b'N') => "Rules of the network: Services, ports and names",
            Some(b'R') => "Rules of rollouts: updates, scaling and drains",
            _ => "Rules of suppressions",
        }
    }

    /// The first line of its documentation.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.doc.trim_start().lines().next().unwrap_or_default().trim()
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

/// Declares a rule: its doc comment, then `S01 store_on_scratch: Error, Object(check)`.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $code:ident $name:ident: $severity:ident, $kind:ident $(($check:expr))?) => {
        $(#[doc = $doc])+
        pub(in crate::validate::rules) static RULE: $crate::validate::rules::Rule = $crate::validate::rules::Rule {
            code: stringify!($code),
            name: stringify!($name),
            severity: $crate::validate::rules::Severity::$severity,
            doc: concat!($($doc, "\n"),+),
            check: $crate::validate::rules::Check::$kind $(($check))?,
        };
    };
}

pub(crate) use rule;
