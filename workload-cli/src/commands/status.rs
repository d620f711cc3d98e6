//! `workload status`: how the objects of manifests are doing.

use std::io::IsTerminal as _;

use clap::Args;

use crate::Outcome;
use crate::cluster::{Connection, DesiredSet, InputOptions, block_on};
use crate::error::Result;
use crate::terminal;
use crate::waiting::{FormatName, LiveTree, Observer, drifted, json, observed, tree_text};

/// Show how the objects of manifests are doing in the cluster
///
/// Shows each object with what it owns, down to the Pods, why something does not go on, and which fields
/// others have changed, who and when. Nothing is written. Exit status: 0 when all is ready, 1 when
/// something is not, 2 when it cannot be known.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload status k8s/
  workload status production --watch
  workload status k8s/ --format json")]
pub(crate) struct Options {
    /// Show it again whenever it has changed, until interrupted
    #[arg(short, long)]
    watch: bool,

    /// How it is shown on standard output
    #[arg(long, value_enum, default_value_t = FormatName::Human)]
    format: FormatName,

    #[command(flatten)]
    input: InputOptions,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        let set = self.input.read(&[])?;
        block_on(self.status(set))
    }

    async fn status(&self, set: DesiredSet) -> Result<Outcome> {
        let connection = Connection::new(&self.input.connection).await?;
        let mut observer = observed(&connection, set).await?;
        let is_live = self.watch && self.format == FormatName::Human && std::io::stdout().is_terminal();
        let live = is_live.then(LiveTree::on_stdout);
        let mut shown = String::new();
        loop {
            observer.next().await?;
            let now = self.text(&observer);
            if let Some(live) = &live {
                live.draw(now);
            } else if now != shown {
                terminal::data(&if self.watch && !shown.is_empty() && self.format == FormatName::Human {
                    format!("\n{now}")
                } else {
                    now.clone()
                })?;
                shown = now;
            }
            if !self.watch {
                let is_ready = observer.tree().is_ready();
                return Ok(if is_ready { Outcome::Clean } else { Outcome::Found });
            }
        }
    }

    fn text(&self, observer: &Observer) -> String {
        let (tree, drifted) = (observer.tree(), drifted(observer));
        match self.format {
            FormatName::Human => tree_text(&tree, &drifted),
            FormatName::Json => json(&tree, &drifted, None),
        }
    }
}
