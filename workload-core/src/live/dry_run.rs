//! What the API server itself says of an apply that is not stored.

use serde_json::{Value, json};

use crate::syntax::text::pointer_token;

/// The answer to a dry run.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum DryRun {
    /// It was not asked.
    #[default]
    NotAsked,
    /// The object as it would be stored.
    Stored(Value),
    /// Others own these fields: each with the API server's words.
    Conflicts(Vec<(String, String)>),
    /// It refuses.
    Refused {
        /// The HTTP status code.
        code: u16,
        /// Its sentence.
        message: String,
    },
}

impl DryRun {
    /// The object, if it would be stored.
    pub(super) fn stored(&self) -> Option<&Value> {
        match self {
            Self::Stored(object) => Some(object),
            _ => None,
        }
    }
}

/// Metadata that a configuration sets.
const METADATA: [&str; 4] = ["labels", "annotations", "finalizers", "ownerReferences"];

/// A JSON patch from the live object to another one. Asked as a dry run it gives the API server's answer
/// where an apply would first hand over ownership, which no dry run can do.
#[must_use]
pub fn dry_run_patch(live: &Value, new: &Value) -> Value {
    let mut operations = vec![json!({
        "op": "replace", "path": "/metadata/resourceVersion", "value": live["metadata"]["resourceVersion"],
    })];
    for key in METADATA {
        operation(
            &mut operations,
            &format!("/metadata/{key}"),
            live["metadata"].get(key),
            new["metadata"].get(key),
        );
    }
    let keys = |object: &Value| object.as_object().map(|map| map.keys().cloned().collect::<Vec<_>>());
    let mut all = [keys(live), keys(new)].into_iter().flatten().flatten().collect::<Vec<_>>();
    all.sort();
    all.dedup();
    for key in all.iter().filter(|key| !["apiVersion", "kind", "metadata", "status"].contains(&key.as_str()))
    {
        let path = format!("/{}", pointer_token(key));
        operation(&mut operations, &path, live.get(key), new.get(key));
    }
    Value::Array(operations)
}

fn operation(operations: &mut Vec<Value>, path: &str, old: Option<&Value>, new: Option<&Value>) {
    match (old, new) {
        (old, new) if old == new => {}
        (_, Some(new)) => operations.push(json!({"op": "add", "path": path, "value": new})),
        (_, None) => operations.push(json!({"op": "remove", "path": path})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_names_what_differs() {
        let live = json!({
            "metadata": {"resourceVersion": "7", "labels": {"a": "b"}, "uid": "u"}, "data": {"x": "1"}, "immutable": true,
        });
        let new = json!({"metadata": {}, "data": {"x": "2"}, "immutable": true});
        let wanted = json!([
            {"op": "replace", "path": "/metadata/resourceVersion", "value": "7"},
            {"op": "remove", "path": "/metadata/labels"},
            {"op": "add", "path": "/data", "value": {"x": "2"}},
        ]);
        assert_eq!(dry_run_patch(&live, &new), wanted);
    }
}
