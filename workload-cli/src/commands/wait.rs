//! `workload wait`: waits until what was applied is ready.

use clap::Args;

use crate::Outcome;
use crate::cluster::{Connection, DesiredSet, InputOptions, block_on};
use crate::error::Result;
use crate::terminal;
use crate::waiting::{Ending, FormatName, LimitOptions, awaited, json};

/// Wait until the objects of manifests are ready
///
/// Watches the live objects and what they own, says what is missing, and why it does not come: images that
/// cannot be pulled, crashes with their last log lines, Pods that no node takes, quotas. The time limit is
/// that of the objects themselves. Exit status: 0 when all is ready, 1 when something fails or the time is
/// over, 2 when it cannot be known.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload wait k8s/
  workload wait production --time-limit 120
  workload wait k8s/ --grace 60
  workload wait k8s/ --format json")]
pub(crate) struct Options {
    /// How the end is shown on standard output
    #[arg(long, value_enum, default_value_t = FormatName::Human)]
    format: FormatName,

    #[command(flatten)]
    limits: LimitOptions,

    #[command(flatten)]
    input: InputOptions,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let set = self.input.read(&[])?;
        block_on(self.wait(set))
    }

    async fn wait(&self, set: DesiredSet) -> Result<Outcome> {
        let connection = Connection::new(&self.input.connection).await?;
        let (ending, tree) = awaited(&connection, set, self.limits.limits()).await?;
        if self.format == FormatName::Json {
            terminal::data(&json(&tree, &[], Some(ending.word())))?;
        }
        Ok(if matches!(ending, Ending::Ready) { Outcome::Clean } else { Outcome::Found })
    }
}
