//! Labels of selectors, and the maps that have them.

use serde_json::Value;

use super::context::Context;
use super::item::{Item, Sort};

/// The keys of a map of labels: those of the Pods in the namespace.
pub(super) fn keys(context: &Context<'_>) -> Vec<Value> {
    let steps = context.steps();
    if !selects(&steps) {
        return Vec::new();
    }
    let written = context.cursor.keys(&context.outline);
    let mut labels: Vec<_> = labels(context).into_iter().map(|(key, ..)| key).collect();
    labels.sort();
    labels.dedup();
    let new = labels.into_iter().filter(|key| !written.contains(key));
    new.map(|key| {
        let text = format!("{key}: ");
        Item { text, ..Item::value(&key, Sort::Reference, "label of Pods") }.at(context)
    })
    .collect()
}

/// The values of a label.
pub(super) fn values(context: &Context<'_>, above: &[&str], label: &str) -> Vec<(String, String)> {
    let above: Vec<_> = above.iter().map(|step| (*step).to_owned()).collect();
    if !selects(&above) {
        return Vec::new();
    }
    let own = labels(context).into_iter().filter(|(key, ..)| key == label);
    own.map(|(_, value, object)| (value, object)).collect()
}

/// Whether a map of labels selects Pods, or is the labels of Pods that a selector has to fit.
fn selects(path: &[String]) -> bool {
    let path: Vec<_> = path.iter().map(String::as_str).collect();
    matches!(
        path.as_slice(),
        ["spec", "selector"] | [.., "matchLabels"] | [.., "template", "metadata", "labels"]
    )
}

/// The labels of the Pods in the namespace: key, value, and the object that has them.
fn labels(context: &Context<'_>) -> Vec<(String, String, String)> {
    let namespace = context.namespace();
    let files = context.session.names();
    let objects = files.iter().flat_map(|file| &file.names.objects);
    let here = objects.filter(|one| one.namespace == namespace);
    here.flat_map(|one| {
        one.labels
            .iter()
            .map(|(key, value)| (key.clone(), value.clone(), format!("{} {}", one.kind, one.name)))
    })
    .collect()
}
