//! A set and what it owns, as programs read it.

use serde_json::{Value, json};
use workload_core::readiness::Tree;

use super::drift::Drifted;
use crate::terminal::visible_json;

/// One JSON object, with a line break at its end.
pub(crate) fn json(tree: &Tree, drifted: &[Drifted], ending: Option<&str>) -> String {
    visible_json(&format!("{}\n", as_value(tree, drifted, ending)))
}

/// One JSON object.
pub(crate) fn as_value(tree: &Tree, drifted: &[Drifted], ending: Option<&str>) -> Value {
    let mut objects = json!(tree);
    for (object, root) in objects.as_array_mut().into_iter().flatten().zip(&tree.roots) {
        let own: Vec<&Drifted> = drifted.iter().filter(|one| one.object == root.object).collect();
        object["drift"] = json!(own);
    }
    let mut whole = json!({"version": 1, "ready": tree.is_ready(), "objects": objects});
    if let Some(ending) = ending {
        whole["ending"] = Value::from(ending);
    }
    whole
}
