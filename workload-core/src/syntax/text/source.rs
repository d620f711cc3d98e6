//! A text with the name people know it by.

/// One file's text, or standard input's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// What it is called in messages: a path, or `-`.
    pub name: String,
    /// The text.
    pub text: String,
}

impl Source {
    /// A text called `name`.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}
