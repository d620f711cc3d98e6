//! Whether a live object is being deleted.

use serde_json::Value;

/// Whether a live object is being deleted: what is wanted is created when this object is gone.
#[must_use]
pub fn is_terminating(live: &Value) -> bool {
    live["metadata"]["deletionTimestamp"].is_string()
}
