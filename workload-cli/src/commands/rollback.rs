//! `workload rollback`: goes back to an earlier revision.

use clap::Args;

use crate::Outcome;
use crate::apply::ApplyFlags;
use crate::cluster::{Connection, ConnectionOptions, MergeOptions, block_on};
use crate::error::Result;
use crate::release::{Back, ReleaseFlags, Store, find_release, list_json, list_text, roll_back};
use crate::terminal;

/// Go back to an earlier revision of what was applied
///
/// `workload apply` keeps the last ten revisions of an export, and of files with --name, as Secrets in the
/// namespace of the context or of -n. A rollback applies one of them again: it shows the diff, asks, and
/// says what does not come back: data in claims, what Jobs did, data of Secrets (only hashes of it are
/// kept), replicas of an autoscaler, and objects that are newer, which stay. Exit status: 0 when all is
/// applied, 1 when something is refused or fails, 2 when it cannot be tried.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  workload rollback production --list
  workload rollback production
  workload rollback production --to 3 --yes --wait
  workload rollback production --yes --delete-stuck-pods    # a StatefulSet that a bad Pod holds up")]
pub(crate) struct Options {
    /// The release: the name of the export, or that of --name [default: the only one in the namespace]
    #[arg(value_name = "NAME")]
    name: Option<String>,

    /// The revision to go back to [default: the newest before this one that was applied whole]
    #[arg(long, value_name = "REVISION")]
    to: Option<u64>,

    /// List the revisions, and do nothing
    #[arg(short, long, conflicts_with = "to")]
    list: bool,

    #[command(flatten)]
    apply: ApplyFlags,

    #[command(flatten)]
    flags: ReleaseFlags,

    #[command(flatten)]
    merging: MergeOptions,

    #[command(flatten)]
    connection: ConnectionOptions,
}

impl Options {
    /// Runs the command.
    pub(crate) fn run(&self) -> Result<Outcome> {
        block_on(self.back())
    }

    async fn back(&self) -> Result<Outcome> {
        let connection = Connection::new(&self.connection).await?;
        let name = find_release(&connection, self.name.as_deref()).await?;
        let store = Store::new(&connection, &name);
        if self.list {
            return self.show(&store).await;
        }
        let back = Back {
            connection: &connection,
            store: &store,
            to: self.to,
            options: &self.merging.options(),
            apply: &self.apply,
            flags: &self.flags,
            waits: self.flags.wait,
        };
        let (outcome, json) = roll_back(&back).await?;
        if let Some(json) = json.filter(|_| !self.apply.is_human()) {
            terminal::json(&json)?;
        }
        Ok(outcome)
    }

    async fn show(&self, store: &Store) -> Result<Outcome> {
        let heads = store.heads().await.map_err(|failure| failure.to_error("list the revisions"))?;
        if self.apply.is_human() {
            terminal::text(&list_text(&heads))?;
        } else {
            terminal::json(&list_json(store, &heads))?;
        }
        Ok(Outcome::Clean)
    }
}
