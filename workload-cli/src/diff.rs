//! What `workload diff` shows: the forecast of an apply, one file a format.

mod github;
mod human;
mod json;
mod offline;
mod shown;
mod unified;

use clap::ValueEnum;

pub(crate) use json::as_value;
pub(crate) use offline::offline;
pub(crate) use shown::Shown;

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    /// Each change with what follows from it
    Human,
    /// A unified diff of the objects as YAML
    Unified,
    /// One JSON object
    Json,
    /// Annotations for a GitHub workflow
    Github,
}

/// The forecast in a format.
pub(crate) fn shown(forecast: &Shown<'_>, format: FormatName) -> String {
    match format {
        FormatName::Human => human::human(forecast),
        FormatName::Unified => unified::unified(forecast),
        FormatName::Json => json::json(forecast),
        FormatName::Github => github::github(forecast),
    }
}
