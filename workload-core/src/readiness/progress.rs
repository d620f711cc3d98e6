//! How far an object is.

use serde::Serialize;

/// How far a live object is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", content = "notes", rename_all = "camelCase")]
#[non_exhaustive]
pub enum Readiness {
    /// It is as it is wanted; the notes are what may surprise nevertheless: "suspended".
    Ready(Vec<String>),
    /// It is on its way; this is what is missing: "2 of 3 Pods updated".
    InProgress(Vec<String>),
    /// It stays as it is until somebody changes something, and why.
    Failed(Vec<String>),
}

impl Readiness {
    /// Ready, with nothing to add.
    pub(super) fn ready() -> Self {
        Self::Ready(Vec::new())
    }

    /// Ready, with something to add.
    pub(super) fn ready_but(note: impl Into<String>) -> Self {
        Self::Ready(vec![note.into()])
    }

    /// On its way.
    pub(super) fn missing(what: impl Into<String>) -> Self {
        Self::InProgress(vec![what.into()])
    }

    /// Failed.
    pub(super) fn failed(why: impl Into<String>) -> Self {
        Self::Failed(vec![why.into()])
    }

    /// In progress with all that is missing, or ready when nothing is.
    pub(super) fn of_missing(missing: Vec<String>) -> Self {
        if missing.is_empty() { Self::ready() } else { Self::InProgress(missing) }
    }

    /// Whether it is as it is wanted.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        matches!(self, Self::Ready(_))
    }

    /// Whether it has failed.
    #[must_use]
    pub fn is_failed(&self) -> bool {
        matches!(self, Self::Failed(_))
    }

    /// What there is to say: what is missing, why it failed, or what may surprise.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        match self {
            Self::Ready(notes) | Self::InProgress(notes) | Self::Failed(notes) => notes,
        }
    }

    /// `ready`, `in progress` or `failed`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Ready(_) => "ready",
            Self::InProgress(_) => "in progress",
            Self::Failed(_) => "failed",
        }
    }
}
