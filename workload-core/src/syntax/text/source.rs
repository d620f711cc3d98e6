//! A text with the name people know it by.

use std::sync::Arc;

/// One file's text, or standard input's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is called in messages: a path, or `-`.
    pub name: String,
    /// The text, shared with what is retained of it.
    pub text: Arc<String>,
}

impl Source {
    /// A text called `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: Arc::new(text.into()) }
    }
}
