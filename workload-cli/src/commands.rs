//! The commands, one a file.

#[cfg(feature = "cluster")]
mod apply;
mod choose;
mod ci;
mod completions;
#[cfg(feature = "cluster")]
mod diff;
mod explain;
mod export;
mod import;
mod init;
mod lsp;
mod man;
mod new;
mod plan;
#[cfg(feature = "cluster")]
mod rollback;
mod schema;
#[cfg(feature = "cluster")]
mod status;
mod upgrade;
mod validate;
#[cfg(feature = "cluster")]
mod wait;

use clap::Subcommand;

pub(crate) use completions::{VARIABLE as COMPLETION_VARIABLE, knowing as completable};

use crate::Outcome;
use crate::error::Result;

/// What to do; each command's own file says what it is for.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[cfg(feature = "cluster")]
    Apply(apply::Options),
    Choose(choose::Options),
    Ci(ci::Options),
    Completions(completions::Options),
    #[cfg(feature = "cluster")]
    Diff(diff::Options),
    Explain(explain::Options),
    Export(export::Options),
    Import(import::Options),
    Init(init::Options),
    Lsp(lsp::Options),
    Man(man::Options),
    New(new::Options),
    Plan(plan::Options),
    #[cfg(feature = "cluster")]
    Rollback(rollback::Options),
    Schema(schema::Options),
    #[cfg(feature = "cluster")]
    Status(status::Options),
    Upgrade(upgrade::Options),
    Validate(validate::Options),
    #[cfg(feature = "cluster")]
    Wait(wait::Options),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(self) -> Result<Outcome> {
        match self {
            #[cfg(feature = "cluster")]
            Self::Apply(options) => options.run(),
            Self::Choose(options) => options.run(),
            Self::Ci(options) => options.run(),
            Self::Completions(options) => options.run(),
            #[cfg(feature = "cluster")]
            Self::Diff(options) => options.run(),
            Self::Explain(options) => options.run(),
            Self::Export(options) => options.run(),
            Self::Import(options) => options.run(),
            Self::Init(options) => options.run(),
            Self::Lsp(options) => options.run(),
            Self::Man(options) => options.run(),
            Self::New(options) => options.run(),
            Self::Plan(options) => options.run(),
            #[cfg(feature = "cluster")]
            Self::Rollback(options) => options.run(),
            Self::Schema(options) => options.run(),
            #[cfg(feature = "cluster")]
            Self::Status(options) => options.run(),
            Self::Upgrade(options) => options.run(),
            Self::Validate(options) => options.run(),
            #[cfg(feature = "cluster")]
            Self::Wait(options) => options.run(),
        }
    }
}
