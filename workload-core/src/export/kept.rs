//! Objects that stand beside the source as YAML.

use serde_json::Value;

use crate::describe::{Manifest, Manifests};
use crate::k8s::{DynamicObject, Object};
use crate::syntax::text::Lines;
use crate::syntax::yaml::documents;
use crate::validate::decode::value;
use crate::validate::document::check_document;

/// The manifests of a YAML text, such as one that `include_str!` brings.
///
/// # Errors
///
/// When the text is no YAML, with the line.
pub fn manifests_from_yaml(text: &str) -> Result<Manifests, String> {
    let lines = Lines::of(text);
    let mut objects = Vec::new();
    for document in documents(text) {
        let line = |at: u32| lines.position(at).line;
        let tree = document
            .tree
            .as_ref()
            .map_err(|error| format!("line {}: {}", line(error.span.start), error.message))?;
        for checked in check_document(tree, &document.duplicate_keys) {
            let root = tree.locate(&checked.root).node;
            let Some(json) = value(tree, root) else {
                return Err(format!("line {}: not a Kubernetes object", line(document.span.start)));
            };
            objects
                .push(object(&json).map_err(|error| format!("line {}: {error}", line(document.span.start)))?);
        }
    }
    let manifest = |object| Manifest { object, origins: Vec::new() };
    Ok(objects.into_iter().map(manifest).collect())
}

/// The typed object, or the object as it is where a type would not hold all of it.
fn object(json: &Value) -> Result<Object, String> {
    let typed =
        Object::from_json(json).filter(|typed| serde_json::to_value(typed).is_ok_and(|typed| typed == *json));
    let dynamic = || DynamicObject::from_serialize(json).map(|object| Object::Dynamic(Box::new(object)));
    typed.map_or_else(|| dynamic().map_err(|error| error.to_string()), Ok)
}

#[cfg(test)]
mod tests {
    use super::manifests_from_yaml;

    #[test]
    fn objects_come_back_as_they_are() {
        let yaml = "apiVersion: example.com/v1\nkind: Site\nmetadata:\n  name: shop\nspec:\n  size: 3\n";
        assert_eq!(manifests_from_yaml(yaml).unwrap().to_yaml(), yaml);
        assert!(manifests_from_yaml("a: [\n").unwrap_err().starts_with("line "));
    }
}
