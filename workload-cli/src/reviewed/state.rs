//! A live object as it was when it was reviewed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cluster::settled;
use crate::release::digest;

/// By what a live object is known again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct LiveState {
    pub(super) uid: String,
    pub(super) resource_version: String,
    /// The hash of everything but its status.
    pub(super) digest: String,
}

impl LiveState {
    /// The state of a live object.
    pub(super) fn new(live: &Value, salt: &str) -> Self {
        let text = |key: &str| live["metadata"][key].as_str().unwrap_or_default().to_owned();
        Self {
            uid: text("uid"),
            resource_version: text("resourceVersion"),
            digest: digest(salt, settled(live).to_string().as_bytes()),
        }
    }

    /// Whether it is the same object with the same content; only its status may be another.
    pub(super) fn is_as(&self, other: &Self) -> bool {
        let is_same = self.resource_version == other.resource_version || self.digest == other.digest;
        self.uid == other.uid && is_same
    }
}
