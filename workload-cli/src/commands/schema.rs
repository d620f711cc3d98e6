//! `workload schema`: the JSON schemas of what the other commands print and read.

use std::fmt::Write as _;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use workload_core::k8s::served_kinds;

use crate::editor::json_schema;
use crate::error::{CliError, Result};
use crate::files::display_name;
use crate::validate::kinds_in;
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
    ("config", "workload.toml", include_str!("../../schemas/config.schema.json")),
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

/// The schema that is made for the asker.
const KINDS: &str = "kinds";

/// Print the JSON schema of a command's output, of workload.toml, or of kinds
///
/// Without a name, lists the schemas. Those of commands describe version 1 of what these print with
/// --format json: fields keep their meaning as long as `version` is 1, and more may come. What
/// export prints as JSON is objects of Kubernetes: `kinds` prints the schema of these. It has
/// the kinds of the objects in PATH, or all of Kubernetes' own, and those of the definitions in
/// PATH; editors and validators without `workload` read it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload schema validate > validate.schema.json
  workload schema kinds > kinds.schema.json                all kinds of Kubernetes
  workload schema kinds k8s/ crds/ > kinds.schema.json     those in the folders

A YAML file names its schema in its first line:
  # yaml-language-server: $schema=./kinds.schema.json
and workload.toml in a comment that editors of TOML read:
  #:schema ./config.schema.json")]
pub(crate) struct Options {
    /// The schema
    #[arg(value_parser = PossibleValuesParser::new(names()))]
    name: Option<String>,
    /// Files and folders with objects and definitions of custom resources, for `kinds`
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
}

fn names() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, ..)| *name).chain([KINDS])
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let text = match self.name.as_deref() {
            None => list(),
            Some(KINDS) => of_kinds(&self.paths)?,
            Some(name) if !self.paths.is_empty() => {
                let error = CliError::new(format!("the schema `{name}` takes no path"));
                return Err(error.help("`workload schema kinds` takes the objects' files"));
            }
            Some(wanted) => SCHEMAS
                .iter()
                .find(|(name, ..)| *name == wanted)
                .map(|(.., text)| (*text).to_owned())
                .ok_or_else(|| CliError::new(format!("there is no schema `{wanted}`")))?,
        };
        terminal::data(&text).map(|()| Outcome::Clean)
    }
}

/// The schema of the kinds in files, or of all that Kubernetes has.
fn of_kinds(paths: &[PathBuf]) -> Result<String> {
    let (mut kinds, definitions) = kinds_in(paths)?;
    if paths.is_empty() {
        kinds = served_kinds()
            .flat_map(|(version, kinds)| {
                kinds.iter().map(move |kind| (version.to_owned(), (*kind).to_owned()))
            })
            .collect();
    } else if kinds.is_empty() {
        let names: Vec<_> = paths.iter().map(|path| display_name(path)).collect();
        return Err(CliError::new(format!("no object of Kubernetes in {}", names.join(", "))));
    }
    // A value that came out of JSON has a form.
    let text = serde_json::to_string_pretty(&json_schema(&kinds, &definitions)).unwrap_or_default();
    Ok(text + "\n")
}

fn list() -> String {
    let made = (KINDS, "the kinds of Kubernetes, or those in files; made when asked for");
    let all = SCHEMAS.iter().map(|(name, what, _)| (*name, *what)).chain([made]);
    all.fold(String::new(), |mut text, (name, what)| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{name:10} {what}");
        text
    })
}
