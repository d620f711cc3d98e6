//! Where an automatic rollback would go: what it needs is told before, and that there is nothing is no error.

use serde_json::Value;

use super::choose::choose;
use super::store::Store;
use crate::error::Result;
use crate::terminal;

/// The objects of the newest revision that was applied whole, which an apply that fails goes back to. Without the right to read
/// revisions there are none, and a warning says so.
pub(crate) async fn earlier_objects(store: &Store) -> Result<Vec<Value>> {
    let heads = match store.heads().await {
        Ok(heads) => heads,
        Err(failure) if failure.is(403) => {
            terminal::warning(&format!(
                "{failure}: the rights for the objects of the earlier revision are not told"
            ));
            return Ok(Vec::new());
        }
        Err(failure) => return Err(failure.to_error("list the revisions")),
    };
    match heads.iter().rev().find(|head| head.state.is_good() && head.is_whole) {
        Some(head) => Ok(store.load(head).await?.objects),
        None => Ok(Vec::new()),
    }
}

/// Whether there is an earlier revision to go back to.
pub(crate) async fn has_earlier(store: &Store) -> Result<bool> {
    let heads = store.heads().await.map_err(|failure| failure.to_error("list the revisions"))?;
    Ok(choose(&store.release, &heads, None).is_ok())
}
