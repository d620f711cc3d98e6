//! The commands, one a file.

#[cfg(feature = "cluster")]
mod apply;
mod choose;
mod completions;
#[cfg(feature = "cluster")]
mod diff;
mod explain;
mod export;
mod init;
mod man;
mod new;
mod plan;
mod upgrade;
mod validate;

use clap::Subcommand;

use crate::Outcome;
use crate::error::Result;

/// What to do; each command's own file says what it is for.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[cfg(feature = "cluster")]
    Apply(apply::Options),
    Choose(choose::Options),
    Completions(completions::Options),
    #[cfg(feature = "cluster")]
    Diff(diff::Options),
    Explain(explain::Options),
    Export(export::Options),
    Init(init::Options),
    Man(man::Options),
    New(new::Options),
    Plan(plan::Options),
    Upgrade(upgrade::Options),
    Validate(validate::Options),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<Outcome> {
        match self {
            #[cfg(feature = "cluster")]
            Self::Apply(options) => options.run(),
            Self::Choose(options) => options.run(),
            Self::Completions(options) => options.run(),
            #[cfg(feature = "cluster")]
            Self::Diff(options) => options.run(),
            Self::Explain(options) => options.run(),
            Self::Export(options) => options.run(),
            Self::Init(options) => options.run(),
            Self::Man(options) => options.run(),
            Self::New(options) => options.run(),
            Self::Plan(options) => options.run(),
            Self::Upgrade(options) => options.run(),
            Self::Validate(options) => options.run(),
        }
    }
}
