//! What the API server would say against a document, at its path.
//!
//! Decoding and validation both speak in [`FieldError`]s: a [`ErrorType`] that corresponds to one of the
//! server's own, the field's path as the server writes it, and a sentence of ours.

use std::fmt::Display;

use crate::syntax::yaml::{Path, PathBuilder};

/// Why the server refuses something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorType {
    /// The text is no YAML that the server reads.
    Syntax,
    /// A key stands twice in one map.
    DuplicateKey,
    /// A value has the wrong type: a string where a number belongs.
    Type,
    /// A field that the kind does not have.
    UnknownField,
    /// No kind of that name is served under that API version.
    UnknownKind,
    /// The API version is served no longer.
    RemovedApi,
    /// Something that must be said is not.
    Required,
    /// A value that cannot be meant.
    Invalid,
    /// A word that is none of those allowed.
    Unsupported,
    /// The same thing twice in one list.
    Duplicate,
    /// A name of something that is not there.
    NotFound,
    /// Something that may not be said here.
    Forbidden,
    /// A text that is too long.
    TooLong,
    /// A list with too many items.
    TooMany,
}

/// Something the server would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Why.
    pub reason: ErrorType,
    /// The field, as the server names it.
    pub path: Path,
    /// Where it really stands, when the server names it otherwise.
    pub place: Option<Path>,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do, where there is more to say than the message does.
    pub help: Option<String>,
}

/// Collects the faults of one object.
#[derive(Clone, Debug, Default)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Adds a fault; the answer takes a line of help.
    pub fn add(
        &mut self,
        reason: ErrorType,
        at: &PathBuilder<'_>,
        message: impl Into<String>,
    ) -> &mut FieldError {
        self.0.push(FieldError { reason, path: at.path(), place: None, message: message.into(), help: None });
        let last = self.0.len() - 1;
        &mut self.0[last]
    }

    /// Something must be said: `what` is "a Deployment needs a selector".
    pub fn required(&mut self, at: &PathBuilder<'_>, what: impl Into<String>) -> &mut FieldError {
        self.add(ErrorType::Required, at, what)
    }

    /// A value cannot be meant.
    pub fn invalid(&mut self, at: &PathBuilder<'_>, message: impl Into<String>) -> &mut FieldError {
        self.add(ErrorType::Invalid, at, message)
    }

    /// `value` is none of the words `allowed`; the near one is named.
    pub fn unsupported(&mut self, at: &PathBuilder<'_>, value: &str, allowed: &[&str]) -> &mut FieldError {
        let error = self.add(
            ErrorType::Unsupported,
            at,
            format!("`{value}` is not supported here: use {}", words(allowed)),
        );
        if let Some(near) = crate::syntax::text::nearest(value, allowed) {
            error.help = Some(format!("did you mean `{near}`?"));
        }
        error
    }

    /// `value` stands twice in a list that must not repeat it.
    pub fn duplicate(&mut self, at: &PathBuilder<'_>, value: impl Display) -> &mut FieldError {
        self.add(ErrorType::Duplicate, at, format!("`{value}` stands here twice: keep one"))
    }

    /// `value` names something that is not there; `what` says what: "a volume of this Pod".
    pub fn not_found(
        &mut self,
        at: &PathBuilder<'_>,
        value: &str,
        what: &str,
        there: &[&str],
    ) -> &mut FieldError {
        let error = self.add(ErrorType::NotFound, at, format!("`{value}` is not {what}"));
        error.help = match (crate::syntax::text::nearest(value, there), there) {
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, []) => None,
            (None, there) => Some(format!("there is {}", words(there))),
        };
        error
    }

    /// Something may not be said here.
    pub fn forbidden(&mut self, at: &PathBuilder<'_>, message: impl Into<String>) -> &mut FieldError {
        self.add(ErrorType::Forbidden, at, message)
    }

    /// Runs `check` and renames what it finds at or below `stands`: the server calls it `said`.
    ///
    /// Costs nothing where nothing is found.
    pub fn renamed(
        &mut self,
        said: &PathBuilder<'_>,
        stands: &PathBuilder<'_>,
        check: impl FnOnce(&mut Self),
    ) {
        let before = self.0.len();
        check(self);
        for error in &mut self.0[before..] {
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

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of errors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The faults, in the order in which they were found.
    #[must_use]
    pub fn into_vec(self) -> Vec<FieldError> {
        self.0
    }
}

impl FieldError {
    /// Says where the field really stands: the server shortens some paths.
    pub fn standing_at(&mut self, at: &PathBuilder<'_>) -> &mut Self {
        self.place = Some(at.path());
        self
    }

    /// Adds what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }
}

/// `a`, `b` or `c`.
fn words(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match &quoted[..] {
        [] => String::new(),
        [only] => only.clone(),
        [all @ .., last] => format!("{} or {last}", all.join(", ")),
    }
}
