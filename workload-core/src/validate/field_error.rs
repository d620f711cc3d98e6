//! Errors of single fields, as the API server reports them.
//!
//! Decoding and validation both report [`FieldError`]s: an [`ErrorType`] that corresponds to one of
//! Kubernetes' `field.ErrorType`, the field's path as the server writes it, and a message of our own.

use std::fmt::Display;

use crate::k8s::Versions;
use crate::k8s::facts::validation::Change;
use crate::syntax::text::{NearBudget, listed};
use crate::syntax::yaml::{Path, PathBuilder};

/// The sort of an error; from `Required` on those of Kubernetes' `field.ErrorType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorType {
    /// The text is not YAML that the server can read.
    Syntax,
    /// A key is repeated in one map.
    DuplicateKey,
    /// A value has the wrong type: a string in place of a number.
    Type,
    /// A field that the kind does not have.
    UnknownField,
    /// No kind of that name is served under that API version.
    UnknownKind,
    /// The API version is no longer served.
    RemovedApi,
    /// A required field is absent or empty.
    Required,
    /// A value that is malformed, out of range or at odds with another field.
    Invalid,
    /// A value that is not among those allowed.
    Unsupported,
    /// A list holds a value twice that must be unique.
    Duplicate,
    /// A reference to something that the object does not have.
    NotFound,
    /// A field that must not be set here.
    Forbidden,
    /// A text, or a whole map, that is too long.
    TooLong,
    /// A list with too many items.
    TooMany,
    /// Text that kubectl does not read: a second document without `---` before it.
    Dropped,
    /// A field that is accepted and dropped: its feature gate is off.
    Gated,
    /// A field or an API version that is served and deprecated.
    Deprecated,
    /// An object that is not checked.
    Unchecked,
}

/// One error of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The sort of error.
    pub error_type: ErrorType,
    /// The field, by the path that the server gives.
    pub path: Path,
    /// The field's path in the document, where the server's path differs.
    pub place: Option<Path>,
    /// What is wrong.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// The field name that was probably meant, of an unknown field.
    pub suggestion: Option<String>,
    /// The values that are allowed, of one that is not.
    pub allowed: Vec<String>,
    /// The versions of Kubernetes that report it.
    pub versions: Versions,
}

/// Number of names that a help lists with "or" before the last.
const LISTED: usize = 8;

/// Collects the errors of one object.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors {
    found: Vec<FieldError>,
    near: NearBudget,
}

impl FieldErrors {
    /// Adds an error, and returns it so that help can be added.
    pub fn add(
        &mut self,
        error_type: ErrorType,
        at: &PathBuilder<'_>,
        message: impl Into<String>,
    ) -> &mut FieldError {
        self.found.push(FieldError::new(error_type, at.path(), message));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// Adds that a required field is absent; `what` is "a Deployment needs a `selector`".
    pub fn required(&mut self, at: &PathBuilder<'_>, what: impl Into<String>) -> &mut FieldError {
        self.add(ErrorType::Required, at, what)
    }

    /// Adds that a value is malformed, out of range or at odds with another field.
    pub fn invalid(&mut self, at: &PathBuilder<'_>, message: impl Into<String>) -> &mut FieldError {
        self.add(ErrorType::Invalid, at, message)
    }

    /// Adds that `value` is not among `allowed`; the help names the most similar one.
    pub fn unsupported(&mut self, at: &PathBuilder<'_>, value: &str, allowed: &[&str]) -> &mut FieldError {
        let error = self.add(
            ErrorType::Unsupported,
            at,
            format!("{} is not supported, expected {}", quoted(value), words(allowed)),
        );
        error.allowed = allowed.iter().map(|&one| one.to_owned()).collect();
        if let Some(near) = crate::syntax::text::nearest(value, allowed) {
            error.help = Some(format!("did you mean `{near}`?"));
        }
        error
    }

    /// Adds that `value` is repeated in a list whose values must be unique.
    pub fn duplicate(&mut self, at: &PathBuilder<'_>, value: impl Display) -> &mut FieldError {
        self.add(ErrorType::Duplicate, at, format!("duplicate value `{value}`"))
    }

    /// Adds that `value` refers to nothing; `what` is what it should be: "a volume of this Pod".
    pub fn not_found(
        &mut self,
        at: &PathBuilder<'_>,
        value: &str,
        what: &str,
        there: &[&str],
    ) -> &mut FieldError {
        let near = self.near.nearest(value, there);
        let error = self.add(ErrorType::NotFound, at, format!("`{value}` is not {what}"));
        error.help = match (near, there) {
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, []) => None,
            (None, there) if there.len() <= LISTED => Some(format!("there is {}", words(there))),
            (None, there) => Some(format!("there is {}", listed(there))),
        };
        error
    }

    /// The word of `words` that `written` most probably stands for, while so much may be looked for in one object.
    #[cfg(feature = "custom_resources")]
    pub(crate) fn nearest<'w>(&mut self, written: &str, words: &[&'w str]) -> Option<&'w str> {
        self.near.nearest(written, words)
    }

    /// Adds that a field must not be set here.
    pub fn forbidden(&mut self, at: &PathBuilder<'_>, message: impl Into<String>) -> &mut FieldError {
        self.add(ErrorType::Forbidden, at, message)
    }

    /// Runs `check`; errors that it adds at or below the path `stands` get the server's path `said`.
    pub fn renamed(
        &mut self,
        said: &PathBuilder<'_>,
        stands: &PathBuilder<'_>,
        check: impl FnOnce(&mut Self),
    ) {
        let before = self.found.len();
        check(self);
        for error in &mut self.found[before..] {
            let real = stands.path();
            if real.holds(&error.path) {
                let mut path = said.path();
                path.0.extend_from_slice(&error.path.0[real.0.len()..]);
                if path != error.path {
                    let stood = std::mem::replace(&mut error.path, path);
                    error.place.get_or_insert(stood);
                }
            }
        }
    }

    /// Runs `check`; only the versions of Kubernetes that refuse what `change` is about report its errors.
    pub(crate) fn changed(&mut self, change: &Change, check: impl FnOnce(&mut Self)) {
        self.only_in(change.refusing(), check);
    }

    /// Runs `check`; only those versions of Kubernetes report its errors.
    pub(crate) fn only_in(&mut self, versions: Versions, check: impl FnOnce(&mut Self)) {
        let before = self.found.len();
        check(self);
        for error in &mut self.found[before..] {
            error.versions = error.versions.and(versions);
        }
    }

    /// Whether there are no errors.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The number of errors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.found.len()
    }

    /// The errors that Kubernetes 1.36 reports, for which the tests of the kinds are written.
    #[cfg(test)]
    pub(crate) fn into_tested(mut self) -> Vec<FieldError> {
        self.found.retain(|error| error.versions.has(crate::k8s::Version::minor(36)));
        self.found
    }

    /// The errors, in the order in which they were added.
    #[must_use]
    pub fn into_vec(self) -> Vec<FieldError> {
        self.found
    }
}

impl FieldError {
    /// An error of the field at `path` that every version of Kubernetes reports.
    #[must_use]
    pub fn new(error_type: ErrorType, path: Path, message: impl Into<String>) -> Self {
        Self {
            error_type,
            path,
            place: None,
            message: message.into(),
            help: None,
            suggestion: None,
            allowed: Vec::new(),
            versions: Versions::ALL,
        }
    }

    /// Sets the field's path in the document; the server's path differs.
    pub fn standing_at(&mut self, at: &PathBuilder<'_>) -> &mut Self {
        self.place = Some(at.path());
        self
    }

    /// Says that only the versions report it that refuse what `change` is about.
    pub(crate) fn changed(&mut self, change: &Change) -> &mut Self {
        self.versions = self.versions.and(change.refusing());
        self
    }

    /// Sets how to fix it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }
}

/// A value in quotes, or that there is none.
fn quoted(value: &str) -> String {
    if value.is_empty() { "an empty text".to_owned() } else { format!("`{value}`") }
}

/// `a`, `b` or `c`.
pub(crate) fn words(words: &[&str]) -> String {
    let quote = |word: &&str| if word.is_empty() { "no value".to_owned() } else { format!("`{word}`") };
    let quoted: Vec<_> = words.iter().map(quote).collect();
    match &quoted[..] {
        [] => String::new(),
        [only] => only.clone(),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
    }
}
