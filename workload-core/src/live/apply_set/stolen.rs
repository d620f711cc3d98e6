//! Objects that belong to another set.

use serde_json::Value;

use super::parent::PART_OF;
use crate::live::action::{Action, ObjectForecast};
use crate::live::conflict::FieldConflict;
use crate::live::options::Take;
use crate::ownership::{Operation, PathElement};

/// Refuses an object that belongs to another set than `id`, unless its label is taken. Without this an
/// object moves from one set to another unseen, and the first one loses it.
pub fn stolen(found: &mut ObjectForecast, live: &Value, id: &str, take: &Take) {
    let other =
        live["metadata"]["labels"][PART_OF].as_str().filter(|other| !other.is_empty() && *other != id);
    let path = format!(".metadata.labels.{PART_OF}");
    let is_told = found.conflicts.iter().any(|conflict| conflict.path == path);
    let Some(other) = other.filter(|_| !is_told && !take.has(&path)) else { return };
    found.action = Action::Refuse;
    found.conflicts.push(FieldConflict {
        live: Some(other.into()),
        wanted: Some(id.into()),
        manager: "another set".to_owned(),
        subresource: String::new(),
        operation: Operation::Update.name().to_owned(),
        since: None,
        steps: ["metadata", "labels", PART_OF].map(PathElement::field).into(),
        path,
    });
}
