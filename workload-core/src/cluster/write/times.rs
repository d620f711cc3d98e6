//! The times of owners: what changes nothing else is no change.

use serde_json::{Value, json};

use crate::cluster::json::{items, set};
use crate::cluster::kind::Kind;

/// When only times of owners have changed, nothing has.
pub(super) fn revert_times(kind: &Kind, new: &mut Value, live: &Value) {
    let before = items(&live["metadata"]["managedFields"]);
    let mut after = items(&new["metadata"]["managedFields"]).to_vec();
    if before.len() != after.len() || before.is_empty() {
        return;
    }
    for (after, before) in after.iter_mut().zip(before) {
        set(after, "time", before.get("time").cloned());
    }
    let mut reverted = new.clone();
    reverted["metadata"]["managedFields"] = json!(after);
    if kind.store(&reverted) == *live {
        *new = reverted;
    }
}
