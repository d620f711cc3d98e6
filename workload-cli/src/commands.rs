//! The commands, one a file.

mod export;
mod new;
mod validate;

use clap::Subcommand;

use crate::Outcome;
use crate::failure::Result;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write the manifests that a crate exports
    Export(export::Options),
    /// Make a crate that describes an app and exports it
    New(new::Options),
    Validate(validate::Options),
}

impl Command {
    /// Does it.
    pub(crate) fn run(self) -> Result<Outcome> {
        match self {
            Self::Export(options) => options.run(),
            Self::New(options) => options.run(),
            Self::Validate(options) => options.run(),
        }
    }
}
