//! The defaults that count for what a manifest does not say, where a reader would look for them.

use serde_json::Value;

use super::group::group_of;
use crate::k8s::defaults::fill_in;
use crate::syntax::text::Span;
use crate::syntax::yaml::{NodeId, Path, PathBuilder, Step, Tree, documents};
use crate::validate::decode::value;

/// A default that counts because the manifest says nothing.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EffectiveDefault {
    /// The byte behind the line that the field would stand below or beside.
    pub offset: usize,
    /// The field, from there: `replicas`, `strategy.type`.
    pub field: String,
    /// The field's whole path.
    pub path: String,
    /// The value, as YAML has it.
    pub value: String,
}

/// The fields that are shown: the path of the object that has them, in which `*` is any item; then the fields,
/// and the key whose line they are shown behind, if that is not the object's own.
const SHOWN: &[(&[&str], &[&str], Option<&str>)] = &[
    (
        &["spec"],
        &[
            "replicas",
            "strategy.type",
            "updateStrategy.type",
            "podManagementPolicy",
            "concurrencyPolicy",
            "completions",
            "parallelism",
            "backoffLimit",
            "minReplicas",
            "type",
        ],
        None,
    ),
    (&["spec", "jobTemplate", "spec"], &["completions", "parallelism", "backoffLimit"], None),
    (&["spec"], POD, None),
    (&["spec", "template", "spec"], POD, None),
    (&["spec", "jobTemplate", "spec", "template", "spec"], POD, None),
    (&["spec", "containers", "*"], PULL, IMAGE),
    (&["spec", "initContainers", "*"], PULL, IMAGE),
    (&["spec", "template", "spec", "containers", "*"], PULL, IMAGE),
    (&["spec", "template", "spec", "initContainers", "*"], PULL, IMAGE),
    (&["spec", "jobTemplate", "spec", "template", "spec", "containers", "*"], PULL, IMAGE),
    (&["spec", "jobTemplate", "spec", "template", "spec", "initContainers", "*"], PULL, IMAGE),
];

const POD: &[&str] = &["terminationGracePeriodSeconds"];
const PULL: &[&str] = &["imagePullPolicy"];
const IMAGE: Option<&str> = Some("image");

/// The defaults that count in the objects of a text, in order; none in documents that do not parse.
#[must_use]
pub fn effective_defaults(text: &str) -> Vec<EffectiveDefault> {
    let trees = documents(text).filter_map(|document| document.tree.ok());
    let mut found: Vec<_> = trees.flat_map(|tree| of_document(text, &tree)).collect();
    found.sort_by_key(|one| one.offset);
    found
}

fn of_document(text: &str, tree: &Tree<'_>) -> Vec<EffectiveDefault> {
    let Some(object) = value(tree, NodeId::ROOT) else { return Vec::new() };
    let Some(filled) = filled(&object) else { return Vec::new() };
    let mut found = Vec::new();
    for (above, fields, beside) in SHOWN {
        for owner in owners(&object, above) {
            for field in *fields {
                let pointer = format!("{owner}/{}", field.replace('.', "/"));
                let default = filled.pointer(&pointer).filter(|_| object.pointer(&pointer).is_none());
                let Some(value) = default.and_then(in_words) else { continue };
                let Some(offset) = line_end(text, tree, &owner, *beside) else { continue };
                let path = steps(&format!("{owner}/{}", field.replace('.', "/"))).to_string();
                found.push(EffectiveDefault { offset, field: (*field).to_owned(), path, value });
            }
        }
    }
    found
}

/// The object with its defaults.
fn filled(object: &Value) -> Option<Value> {
    let mut filled = object.clone();
    fill_in(group_of(object), object["kind"].as_str()?, filled.as_object_mut()?);
    Some(filled)
}

/// The pointers of the objects at a path that are written.
fn owners(object: &Value, path: &[&str]) -> Vec<String> {
    let mut found = vec![String::new()];
    for step in path {
        let below = |above: &String| match object.pointer(above) {
            Some(Value::Array(items)) if *step == "*" => {
                (0..items.len()).map(|item| format!("{above}/{item}")).collect()
            }
            Some(Value::Object(fields)) if fields.contains_key(*step) => vec![format!("{above}/{step}")],
            _ => Vec::new(),
        };
        found = found.iter().flat_map(below).collect();
    }
    found.retain(|pointer| object.pointer(pointer).is_some_and(Value::is_object));
    found
}

fn in_words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// The steps of a pointer whose keys need no escapes.
fn steps(pointer: &str) -> Path {
    let step = |step: &str| match step.parse() {
        Ok(number) => Step::Index(number),
        Err(_) => Step::Field(step.to_owned()),
    };
    Path(pointer.split('/').skip(1).map(step).collect())
}

/// The end of the line of an object's key, or of a field of it, before a comment.
fn line_end(text: &str, tree: &Tree<'_>, owner: &str, beside: Option<&str>) -> Option<usize> {
    let root = Path::default();
    let path = steps(owner);
    let path = match beside {
        Some(field) => {
            tree.get(tree.locate(&path).node, field)?;
            PathBuilder::along(&path).field(field).path()
        }
        None => path,
    };
    let (Step::Field(name), above) = (path.0.last()?, Path(path.0[..path.0.len() - 1].to_vec())) else {
        return None;
    };
    let above = if above.0.is_empty() { &root } else { &above };
    let entry = tree.entries(tree.locate(above).node).find(|entry| entry.key == name.as_str())?;
    let key: Span = tree.raw(entry.key_id).span;
    let start = key.range().end;
    let line = text[start..].lines().next().unwrap_or_default();
    // In braces the line holds other things too.
    let is_block =
        beside.is_some() || line.trim() == ":" || line.trim_start_matches(':').trim_start().starts_with('#');
    let code = line.find(" #").map_or(line, |at| &line[..at]);
    is_block.then(|| start + code.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_written_is_told_at_its_object() {
        let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec: # why\n  template:\n    spec:\n      containers:\n      - name: a\n        image: a:1 # b\n      - name: b\n        image: b\n        imagePullPolicy: Never\n";
        let shown: Vec<_> = effective_defaults(text)
            .into_iter()
            .map(|one| {
                (text[..one.offset].rsplit('\n').next().unwrap().trim().to_owned(), one.path, one.value)
            })
            .collect();
        let own = |line: &str, path: &str, value: &str| (line.to_owned(), path.to_owned(), value.to_owned());
        assert_eq!(
            shown,
            [
                own("spec:", "spec.replicas", "1"),
                own("spec:", "spec.strategy.type", "RollingUpdate"),
                own("spec:", "spec.template.spec.terminationGracePeriodSeconds", "30"),
                own("image: a:1", "spec.template.spec.containers[0].imagePullPolicy", "IfNotPresent"),
            ]
        );
        assert_eq!(effective_defaults("kind: ["), []);
    }
}
