//! Why the work could not be done, in a sentence, and what to do.

use std::fmt;
use std::path::Path;

/// An error that ends the command with status 2.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    help: Vec<String>,
}

impl Failure {
    /// A failure in one sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: Vec::new() }
    }

    /// A failure of the file system at `path`, doing `what`: "cannot write".
    pub(crate) fn at(path: &Path, what: &str, error: &std::io::Error) -> Self {
        Self::new(format!("{what} {}: {error}", path.display()))
    }

    /// The same failure, with a line that says what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// What to do about it.
    pub(crate) fn helps(&self) -> &[String] {
        &self.help
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A result of work that may fail.
pub(crate) type Result<T> = std::result::Result<T, Failure>;
