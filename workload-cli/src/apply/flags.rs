//! What may be done, and how it is told: the flags of commands that apply.

use clap::{Args, ValueEnum};

use super::permission::Permissions;

/// What may be done, and how it is told.
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct ApplyFlags {
    /// Do not ask
    #[arg(short, long)]
    pub(crate) yes: bool,

    /// Show what would be done, and do nothing
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Delete and create objects where no update leads there
    #[arg(long)]
    pub(crate) recreate: bool,

    /// Let the data of the object of this name be lost, where it is recreated; can be repeated
    #[arg(long, value_name = "NAME")]
    allow_data_loss: Vec<String>,

    /// Apply the other objects when some are refused; without it nothing is applied then
    #[arg(long)]
    pub(crate) skip_refused: bool,

    /// How what was done is shown on standard output
    #[arg(long, value_enum, default_value_t = FormatName::Human)]
    pub(crate) format: FormatName,
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    /// The changes, and a line for each object
    Human,
    /// One JSON object: the forecast, and what was done
    Json,
}

impl ApplyFlags {
    /// What was asked for.
    pub(crate) fn permissions(&self) -> Permissions {
        Permissions { recreate: self.recreate, data_loss: self.allow_data_loss.iter().cloned().collect() }
    }

    /// The same without asking.
    pub(crate) fn unasked(&self) -> Self {
        Self { yes: true, ..self.clone() }
    }

    /// Whether people read what is told.
    pub(crate) fn is_human(&self) -> bool {
        self.format == FormatName::Human
    }
}
