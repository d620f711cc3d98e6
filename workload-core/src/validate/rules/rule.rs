//! What a rule is.

use super::facts::subject::Subject;
use super::index::Index;
use super::severity::Severity;
use super::violation::Violations;
use crate::validate::field_error::ErrorType;

/// What a rule looks at.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// The server's answer: decoding and validation find it.
    Server(ErrorType),
    /// One object at a time.
    Object(fn(&Subject<'_>, &mut Violations)),
    /// All objects of a run together.
    Set(fn(&Index<'_>, &mut Violations)),
    /// One object at a time, and all objects of a run together.
    Both(fn(&Subject<'_>, &mut Violations), fn(&Index<'_>, &mut Violations)),
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
    /// The severity of its findings, unless a finding has its own.
    pub severity: Severity,
    /// The sections of the article that it rests on, such as `4.2`; the first says the most.
    pub sections: &'static [&'static str],
    /// Its documentation, in Markdown.
    pub doc: &'static str,
    /// How it looks.
    pub check: Check,
}

impl Check {
    /// What checks one object at a time.
    pub(crate) fn of_object(&self) -> Option<fn(&Subject<'_>, &mut Violations)> {
        match self {
            Self::Object(check) | Self::Both(check, _) => Some(*check),
            Self::Server(_) | Self::Set(_) | Self::Linter => None,
        }
    }

    /// What checks all objects of a run together.
    pub(crate) fn of_set(&self) -> Option<fn(&Index<'_>, &mut Violations)> {
        match self {
            Self::Set(check) | Self::Both(_, check) => Some(*check),
            Self::Server(_) | Self::Object(_) | Self::Linter => None,
        }
    }
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
            Some(b'K') => "Rules of sources: kustomizations and charts",
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

/// Declares a rule: its doc comment, then its code and name, the severity of its findings, the
/// sections of the article that it rests on, and its check:
/// `S01 store_on_scratch: Error, ["7.2", "7.1"], Object(check)`.
macro_rules! rule {
    (
        $(#[doc = $doc:literal])+
        $code:ident $name:ident: $severity:ident, [$($section:literal),*], $kind:ident $(($($check:expr),+))?
    ) => {
        $(#[doc = $doc])+
        pub(crate) static RULE: $crate::validate::rules::rule::Rule =
            $crate::validate::rules::rule::Rule {
                code: stringify!($code),
                name: stringify!($name),
                severity: $crate::validate::rules::severity::Severity::$severity,
                sections: &[$($section),*],
                doc: concat!($($doc, "\n"),+),
                check: $crate::validate::rules::rule::Check::$kind $(($($check),+))?,
            };
    };
}

pub(crate) use rule;
