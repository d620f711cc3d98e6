//! `workload choose`: which workload an app needs, and why not another.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use workload_core::learn::choose::{Choice, Needs, Undecided, choose};
use workload_core::values::Schedule;

use crate::Outcome;
use crate::choose::{as_human, as_json, ask, can_ask, contradiction, open, read_needs};
use crate::error::Result;
use crate::terminal;

/// Find the workload kind that fits an app, and why the others do not
///
/// Asks questions on a terminal, or reads the needs of the app from flags or a file. Shows the
/// answers that led to the kind, why each other kind does not fit, and Rust code to start from.
///
/// A need that is not given counts as "no", except whether the app runs on or ends: say
/// --long-running, --run-once or --schedule, or answer the question.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload choose
  workload choose --long-running --keeps-data --stable-identity
  workload choose --schedule '0 3 * * *' --format rust > src/lib.rs
  workload choose needs.toml        # long-running = true, keeps-data = true, …")]
pub(crate) struct Options {
    /// A TOML file with the needs, such as `keeps-data = true`; `-` is standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// The output format
    #[arg(long, value_enum, default_value_t = FormatName::Human)]
    format: FormatName,

    #[command(flatten)]
    needs: Flags,
}

/// The needs of an app, a flag for each.
#[derive(Debug, Args)]
#[command(next_help_heading = "What the app needs")]
#[group(multiple = true, conflicts_with = "file")]
#[expect(clippy::struct_excessive_bools, reason = "a flag is there or it is not")]
struct Flags {
    /// The app runs until it is stopped or replaced
    #[arg(long)]
    long_running: bool,

    /// The app does its work once and exits
    #[arg(long)]
    run_once: bool,

    /// The app runs at these times and exits: minute hour day month weekday
    #[arg(long, value_name = "CRON")]
    schedule: Option<Schedule>,

    /// One Pod must run on every node
    #[arg(long)]
    per_node: bool,

    /// The app keeps data that must outlive its Pods
    #[arg(long)]
    keeps_data: bool,

    /// The app keeps data that may be lost
    #[arg(long)]
    cache: bool,

    /// Each Pod must keep its name and its address
    #[arg(long)]
    stable_identity: bool,
}

/// The output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// The kind, the reasons, the Rust code and the manifests, as text
    Human,
    /// The same as one JSON object
    Json,
    /// Only the Rust code to start from
    Rust,
    /// Only the manifests of that code
    Yaml,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let needs = match &self.file {
            Some(file) => read_needs(file)?,
            None => self.needs.needs(),
        };
        let choice = match choose(&needs) {
            Ok(choice) => choice,
            Err(Undecided::Contradiction(found)) => return Err(contradiction(&found)),
            Err(Undecided::Open(_)) if self.file.is_none() && can_ask() => match ask(&needs)? {
                Some(choice) => choice,
                None => return Ok(Outcome::Quit),
            },
            Err(Undecided::Open(question)) => return Err(open(question)),
        };
        terminal::text(&self.text(choice)).map(|()| Outcome::Clean)
    }

    fn text(&self, choice: Choice) -> String {
        match self.format {
            FormatName::Human => as_human(&choice),
            FormatName::Json => as_json(&choice),
            FormatName::Rust => choice.rust,
            FormatName::Yaml => choice.yaml,
        }
    }
}

impl Flags {
    /// A flag that is not there says nothing.
    fn needs(&self) -> Needs {
        let said = |flag: bool| flag.then_some(true);
        Needs {
            long_running: said(self.long_running),
            run_once: said(self.run_once),
            schedule: self.schedule.clone(),
            per_node: said(self.per_node),
            keeps_data: said(self.keeps_data),
            cache: said(self.cache),
            stable_identity: said(self.stable_identity),
        }
    }
}
