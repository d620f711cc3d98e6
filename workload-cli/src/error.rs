//! Why a command could not do its work, in a sentence, and what to do about it.

use std::fmt;
use std::path::Path;

use crate::files::display_name;

/// An error that ends the command with status 2.
#[derive(Debug)]
pub(crate) struct CliError {
    message: String,
    help: Vec<String>,
}

impl CliError {
    /// An error in one sentence.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: Vec::new() }
    }

    /// An error of the file system at `path`, doing `what`: "cannot write".
    pub(crate) fn at(path: &Path, what: &str, error: &std::io::Error) -> Self {
        Self::new(format!("{what} {}: {error}", display_name(path)))
    }

    /// The same error, with one more line that says what to do.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// What to do about it, line by line.
    pub(crate) fn helps(&self) -> &[String] {
        &self.help
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// A result of work that may fail.
pub(crate) type Result<T> = std::result::Result<T, CliError>;
