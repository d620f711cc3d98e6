//! The commands, one a file.

mod choose;
mod export;
mod new;

use clap::Subcommand;

use crate::Outcome;
use crate::failure::Result;

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find the workload that fits an app, and why no other does
    Choose(choose::Options),
    /// Write the manifests that a crate exports
    Export(export::Options),
    /// Make a crate that describes an app and exports it
    New(new::Options),
}

impl Command {
    /// Does it.
    pub(crate) fn run(self) -> Result<Outcome> {
        match self {
            Self::Choose(options) => options.run(),
            Self::Export(options) => options.run(),
            Self::New(options) => options.run(),
        }
    }
}
