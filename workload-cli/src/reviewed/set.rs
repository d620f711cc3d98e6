//! A set as it was reviewed: its parent, and the members that are pruned.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::state::LiveState;
use crate::sets::{SetOptions, SetPlan};

/// A set as it was reviewed.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlannedSet {
    /// Which set, and whether it is pruned.
    pub(crate) options: SetOptions,
    /// What its parent says; null when it is not there.
    pub(super) parent: Value,
    /// The members that are pruned.
    pub(super) pruned: Vec<PrunedMember>,
}

/// A member that is pruned.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PrunedMember {
    /// Its kind and name.
    pub(super) object: Value,
    /// The live object.
    pub(super) live: LiveState,
}

impl PlannedSet {
    /// What is reviewed of a set.
    pub(crate) fn new(options: SetOptions, plan: &SetPlan, salt: &str) -> Self {
        let pruned =
            plan.pruned().map(|live| PrunedMember { object: named(live), live: LiveState::new(live, salt) });
        Self { options, parent: plan.parent_state(), pruned: pruned.collect() }
    }
}

/// An object with nothing but its kind and name.
fn named(live: &Value) -> Value {
    let metadata = &live["metadata"];
    json!({
        "apiVersion": live["apiVersion"], "kind": live["kind"],
        "metadata": {"namespace": metadata["namespace"], "name": metadata["name"]},
    })
}
