//! `workload wait`: waits until what was applied is ready.

use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use crate::Outcome;
use crate::cargo::CargoOptions;
use crate::cluster::{Connection, ConnectionOptions, DesiredSet, block_on};
use crate::error::Result;
use crate::terminal;
use crate::waiting::{Ending, FormatName, Limits, Ui, counted, json, observed, tree_text, wait};

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
    /// The manifests, as files or folders; `-` is standard input, a name is an export
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,

    /// Wait for so many seconds at most [default: progressDeadlineSeconds or activeDeadlineSeconds of the
    /// objects, 600 without progress where there is neither]
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<u64>,

    /// Give up when a cause that rarely goes away by itself has lasted for so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    grace: u64,

    /// How the end is shown on standard output
    #[arg(long, value_enum, default_value_t = FormatName::Human)]
    format: FormatName,

    #[command(flatten)]
    connection: ConnectionOptions,

    #[command(flatten)]
    cargo: CargoOptions,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let set = DesiredSet::read(&self.inputs, &self.cargo)?;
        block_on(self.wait(set))
    }

    async fn wait(&self, set: DesiredSet) -> Result<Outcome> {
        let connection = Connection::new(&self.connection).await?;
        let mut observer = observed(&connection, set).await?;
        let limits = Limits {
            timeout: self.time_limit.map(Duration::from_secs),
            grace: Duration::from_secs(self.grace),
        };
        let mut ui = Ui::new();
        let ended = wait(&connection, &mut observer, limits, &mut ui).await;
        ui.finish();
        let (ending, tree) = ended?;
        if self.format == FormatName::Json {
            terminal::data(&json(&tree, &[], Some(ending.word())))?;
        }
        match ending {
            Ending::Ready => {
                terminal::note("ready", &counted(tree.roots.len()));
                Ok(Outcome::Clean)
            }
            Ending::Failed(why) | Ending::TimedOut(why) => {
                terminal::shown(&tree_text(&tree, &[]));
                terminal::finding(&why);
                Ok(Outcome::Found)
            }
        }
    }
}
