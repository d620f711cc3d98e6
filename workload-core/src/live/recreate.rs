//! When an object is deleted and created because no update leads there.

use serde_json::Value;

use crate::k8s::ObjectRef;
use crate::syntax::yaml::documents;
use crate::validate::document::check_document;

/// Kinds that are never deleted for a change, since everything in them would go too.
const NEVER: [(&str, &str); 4] = [
    ("", "Namespace"),
    ("", "Node"),
    ("apiextensions.k8s.io", "CustomResourceDefinition"),
    ("", "PersistentVolume"),
];

/// Whether deleting and creating an object leads where an update does not: the new object is one that
/// the API server takes, and nothing else goes with the old one.
pub(super) fn is_possible(object: &ObjectRef, config: &Value) -> bool {
    !NEVER.contains(&(object.group(), object.kind.as_str())) && is_valid(config)
}

/// Whether data goes with an object of the kind.
pub(super) fn loses_data(object: &ObjectRef) -> bool {
    let key = (object.group(), object.kind.as_str());
    key == ("", "PersistentVolumeClaim") || NEVER.contains(&key)
}

fn is_valid(config: &Value) -> bool {
    let text = config.to_string();
    let trees = documents(&text).filter_map(|document| document.tree.ok()).collect::<Vec<_>>();
    trees.iter().flat_map(|tree| check_document(tree, &[])).all(|checked| checked.errors.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_a_valid_object_that_holds_nothing_is_made_again() {
        let config = |api: &str, kind: &str, spec: Value| json!({"apiVersion": api, "kind": kind, "metadata": {"name": "a"}, "spec": spec});
        let may = |config: &Value| is_possible(&ObjectRef::from_json(config).unwrap(), config);
        assert!(may(&config("v1", "Service", json!({"clusterIP": "None", "ports": [{"port": 80}]}))));
        assert!(!may(&config("v1", "Service", json!({"type": "Nonsense", "ports": [{"port": 80}]}))));
        assert!(!may(&config("v1", "Namespace", json!({}))));
    }
}
