//! Fields that belong to others.

use serde::Serialize;
use serde_json::Value;

use super::lookup::value_at;
use crate::ownership::{Conflict, Operation, PathElement};

/// A field that the configuration sets and another manager owns with another value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct FieldConflict {
    /// The field, as the API server writes it: `.spec.replicas`.
    pub path: String,
    /// Its value in the cluster.
    pub live: Option<Value>,
    /// Its value in the configuration.
    pub wanted: Option<Value>,
    /// Who owns it.
    pub manager: String,
    /// The subresource that it was written through, such as `scale`; empty for the object itself.
    pub subresource: String,
    /// How it was written: `Apply` or `Update`.
    pub operation: String,
    /// When the owner last changed the object, where that is known.
    pub since: Option<String>,
    /// The field, step by step.
    #[serde(skip)]
    pub steps: Vec<PathElement>,
}

/// A field of the configuration that is left to its owner.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Left {
    /// The field: `.spec.replicas`.
    pub path: String,
    /// Its value in the cluster, which stays.
    pub live: Option<Value>,
    /// Its value in the configuration, which does not count; none when the configuration no longer sets it.
    pub wanted: Option<Value>,
    /// Who owns it: `HorizontalPodAutoscaler web`.
    pub owner: String,
}

impl FieldConflict {
    /// The conflict with the values of both sides.
    pub(super) fn new(conflict: &Conflict, live: &Value, config: &Value) -> Self {
        let owner = &conflict.owner;
        Self {
            path: conflict.path.to_string(),
            live: value_at(live, &conflict.path.0).cloned(),
            wanted: value_at(config, &conflict.path.0).cloned(),
            manager: owner.manager.clone(),
            subresource: owner.subresource.clone(),
            operation: owner.operation.name().to_owned(),
            since: conflict.time.clone(),
            steps: conflict.path.0.clone(),
        }
    }

    /// Whether the owner wrote it by something else than an apply.
    #[must_use]
    pub fn is_edit(&self) -> bool {
        self.operation == Operation::Update.name()
    }
}
