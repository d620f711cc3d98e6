//! `workload schema`: the JSON schemas of what the other commands print.

use std::fmt::Write as _;

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::error::{CliError, Result};
use crate::{Outcome, terminal};

/// The schemas: the name, what it describes, and the text.
const SCHEMAS: &[(&str, &str, &str)] = &[
    ("access", "workload apply --access=json", include_str!("../../schemas/access.schema.json")),
    (
        "apply",
        "workload apply --format json, and workload rollback --format json",
        include_str!("../../schemas/apply.schema.json"),
    ),
    ("choose", "workload choose --format json", include_str!("../../schemas/choose.schema.json")),
    ("diff", "workload diff --format json", include_str!("../../schemas/diff.schema.json")),
    ("import", "workload import --report json", include_str!("../../schemas/import.schema.json")),
    ("plan", "workload plan --format json", include_str!("../../schemas/plan.schema.json")),
    (
        "revisions",
        "workload rollback --list --format json",
        include_str!("../../schemas/revisions.schema.json"),
    ),
    (
        "status",
        "workload status --format json, and workload wait --format json",
        include_str!("../../schemas/status.schema.json"),
    ),
    (
        "validate",
        "workload validate --format json, and workload upgrade --format json",
        include_str!("../../schemas/validate.schema.json"),
    ),
];

/// Print the JSON schema of a command's output
///
/// Without a name, lists the schemas. Each describes version 1 of what a command prints with
/// --format json: fields keep their meaning as long as `version` is 1, and more may come. What
/// export prints as JSON is objects of Kubernetes, whose schemas are Kubernetes' own.
#[derive(Debug, Args)]
#[command(after_help = "Example: workload schema validate > validate.schema.json")]
pub(crate) struct Options {
    /// The schema
    #[arg(value_parser = PossibleValuesParser::new(SCHEMAS.iter().map(|(name, ..)| *name)))]
    name: Option<String>,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let text = match &self.name {
            None => list(),
            Some(wanted) => SCHEMAS
                .iter()
                .find(|(name, ..)| name == wanted)
                .map(|(.., text)| (*text).to_owned())
                .ok_or_else(|| CliError::new(format!("there is no schema `{wanted}`")))?,
        };
        terminal::data(&text).map(|()| Outcome::Clean)
    }
}

fn list() -> String {
    SCHEMAS.iter().fold(String::new(), |mut text, (name, what, _)| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:10} {what}");
        text
    })
}
