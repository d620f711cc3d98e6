//! Waiting with everything that is shown meanwhile and at the end.

use workload_core::readiness::Tree;

use super::observer::observed;
use super::text::{counted, tree_text};
use super::ui::Ui;
use super::waiter::{Ending, Limits, wait};
use crate::cluster::{Connection, DesiredSet};
use crate::error::Result;
use crate::terminal;

/// Waits for a set, and says how it ended.
pub(crate) async fn awaited(
    connection: &Connection,
    set: DesiredSet,
    limits: Limits,
) -> Result<(Ending, Tree)> {
    let mut observer = observed(connection, set).await?;
    let mut ui = Ui::new();
    let ended = wait(connection, &mut observer, limits, &mut ui).await;
    ui.finish();
    let (ending, tree) = ended?;
    match &ending {
        Ending::Ready => terminal::note("ready", &counted(tree.roots.len())),
        Ending::Failed(why) | Ending::TimedOut(why) => {
            terminal::shown(&tree_text(&tree, &[]));
            terminal::finding(why);
        }
    }
    Ok((ending, tree))
}
