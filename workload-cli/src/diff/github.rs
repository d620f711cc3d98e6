//! A forecast as annotations of a GitHub workflow: one command a line.

use std::fmt::Write as _;

use workload_core::live::{Action, ObjectForecast};
use workload_core::predict::diff::Change;

use super::shown::Shown;
use crate::plan::short_value;
use crate::validate::{github_data, github_property};

/// An annotation for each object that something happens to.
pub(crate) fn github(shown: &Shown<'_>) -> String {
    let mut text = String::new();
    for object in shown.forecast.objects.iter().filter(|object| object.is_change()) {
        let (level, word) = match object.action {
            Action::Refuse => ("error", "refused"),
            Action::Recreate => ("error", "to recreate"),
            Action::Prune => ("warning", "to prune"),
            Action::Create => ("notice", "to create"),
            _ if object.pods.is_some() => ("warning", "to change, which replaces Pods"),
            _ => ("notice", "to change"),
        };
        let step = object.conflicts.first().map(|conflict| conflict.steps.as_slice()).unwrap_or_default();
        let place = shown.place(&object.object, step);
        let place = place.map(|place| format!("file={},line={},", github_property(&place.file), place.line));
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "::{level} {}title={}::{}",
            place.unwrap_or_default(),
            github_property(&format!("{} {word}", object.object)),
            github_data(&message(object))
        );
    }
    text
}

fn message(object: &ObjectForecast) -> String {
    if !object.conflicts.is_empty() {
        let told = object.conflicts.iter().map(|conflict| {
            let [live, wanted] = [&conflict.live, &conflict.wanted].map(|value| short_value(value.as_ref()));
            format!("{}: {live} in the cluster, {wanted} here; owned by {}", conflict.path, conflict.manager)
        });
        return told.collect::<Vec<_>>().join("\n");
    }
    if let Some(refusal) = &object.refusal {
        return refusal.clone();
    }
    object.change.as_ref().map_or_else(|| object.object.to_string(), changed)
}

fn changed(change: &Change) -> String {
    let fields = change.fields.iter().map(|field| {
        let [old, new] = [&field.old, &field.new].map(|value| short_value(value.as_ref()));
        format!("{}: {old} → {new}", field.path)
    });
    let lines: Vec<_> = fields.collect();
    if lines.is_empty() { change.note.message.clone() } else { lines.join("\n") }
}
