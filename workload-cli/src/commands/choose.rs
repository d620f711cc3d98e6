//! `workload choose`: which workload an app needs, and why not another.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use workload_core::learn::choose::{Choice, Needs, Undecided, choose};
use workload_core::values::Schedule;

use crate::Outcome;
use crate::choose::{as_human, as_json, ask, can_ask, contradiction, open, read_needs};
use crate::error::Result;
use crate::terminal;

/// Find the workload that fits an app, and why no other does
///
/// Asks a few questions on a terminal, or takes the needs as flags or as a file. Shows the way
/// there, why each other kind does not fit, and a description to start from.
///
/// What no need says is taken for no, but for how long the app runs: that is asked.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload choose
  workload choose --long-running --keeps-data --stable-identity
  workload choose --schedule '0 3 * * *' --format rust > src/lib.rs
  workload choose needs.toml        # long-running = true, keeps-data = true, …")]
pub(crate) struct Options {
    /// The needs as a TOML file, a key for each: `keeps-data = true`; - is standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,

    /// What is printed
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
    /// It runs on, until somebody stops or replaces it
    #[arg(long)]
    long_running: bool,

    /// It does its work once, and ends
    #[arg(long)]
    run_once: bool,

    /// It does its work at these times, and ends: minute hour day month weekday
    #[arg(long, value_name = "CRON")]
    schedule: Option<Schedule>,

    /// One must run on every node
    #[arg(long)]
    per_node: bool,

    /// It keeps data that must outlive its Pods
    #[arg(long)]
    keeps_data: bool,

    /// It keeps data that may be lost
    #[arg(long)]
    cache: bool,

    /// Each Pod must keep its name and its address
    #[arg(long)]
    stable_identity: bool,
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// All of it, to read
    Human,
    /// All of it, as one object
    Json,
    /// The description to start from
    Rust,
    /// The manifests that it gives
    Yaml,
}

impl Options {
    /// Does it.
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
        terminal::data(&self.text(choice)).map(|()| Outcome::Clean)
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
