//! A whole set: what happens to each of its objects, and what that means.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::action::{Action, Disagreement, ObjectForecast, Ownership};
use super::dry_run::DryRun;
use super::kinds::Kinds;
use super::mask::masked;
use super::merge::Merged;
use super::noise::without_noise;
use super::order::wave;
use super::recreate;
use super::terminating::is_terminating;
use super::verdict::{Verdict, changed, created};
use crate::k8s::ObjectRef;
use crate::predict::diff::{
    self, Change, Changes, ClaimChange, Effect, FieldChange, Note, field_differences,
};

/// One object of a set, with everything that was asked about it.
#[derive(Clone, Debug)]
pub struct Item {
    /// The configuration, with its namespace.
    pub config: Value,
    /// The live object; none when it is not there.
    pub live: Option<Value>,
    /// The computed apply; none when the object is not there.
    pub merged: Option<Merged>,
    /// The API server's own answer.
    pub dry_run: DryRun,
}

/// What applying a set does.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Forecast {
    /// The objects, by wave and then in the order of the set; those that are pruned last.
    pub objects: Vec<ObjectForecast>,
    /// What becomes of claims.
    pub claims: Vec<ClaimChange>,
}

impl Forecast {
    /// What applying `items` does, after which the `pruned` live objects are deleted.
    #[must_use]
    pub fn new(kinds: &Kinds, items: &[Item], pruned: &[Value]) -> Self {
        let verdicts: Vec<_> = items.iter().map(|item| verdict(kinds, item)).collect();
        let olds: Vec<Value> =
            items.iter().filter_map(|item| item.live.clone()).chain(pruned.iter().cloned()).collect();
        let news: Vec<Value> =
            items.iter().zip(&verdicts).map(|(item, verdict)| after(item, verdict)).collect();
        let changes = Changes::between(&olds, &news);
        let mut by_object: BTreeMap<ObjectRef, Change> =
            changes.changes.into_iter().map(|change| (change.object.clone(), change)).collect();
        let judged = items.iter().zip(verdicts).filter_map(|(item, verdict)| {
            let object = ObjectRef::from_json(&item.config)?;
            let change = by_object.remove(&object);
            Some(forecast(object, item, verdict, change))
        });
        let mut objects: Vec<_> = judged.collect();
        objects.sort_by_key(|object| object.wave);
        objects.extend(pruned.iter().filter_map(|live| {
            let object = ObjectRef::from_json(live)?;
            let change = by_object.remove(&object);
            Some(prune(object, live, change))
        }));
        Self { objects, claims: changes.claims }
    }

    /// Whether applying would change nothing but owners.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.objects.iter().any(ObjectForecast::is_change)
    }

    /// Number of objects to which this happens.
    #[must_use]
    pub fn count(&self, action: Action) -> usize {
        self.objects.iter().filter(|object| object.action == action).count()
    }
}

fn verdict(kinds: &Kinds, item: &Item) -> Verdict {
    let text = |key: &str| item.config[key].as_str().unwrap_or_default();
    let kind = kinds.of(text("apiVersion"), text("kind"));
    match (&item.live, &item.merged) {
        (Some(live), Some(merged)) if !is_terminating(live) => changed(&kind, live, merged, &item.dry_run),
        _ => created(&kind, &item.config, &item.dry_run),
    }
}

/// The object after; what does not change is itself.
fn after(item: &Item, verdict: &Verdict) -> Value {
    match &item.live {
        Some(live) if verdict.action == Action::Unchanged => live.clone(),
        _ => verdict.after.clone(),
    }
}

fn forecast(object: ObjectRef, item: &Item, verdict: Verdict, change: Option<Change>) -> ObjectForecast {
    let before = item.live.as_ref().map(without_noise).unwrap_or_default();
    let after = without_noise(&after(item, &verdict));
    let mut found = ObjectForecast {
        wave: wave(&object),
        action: verdict.action,
        change: None,
        conflicts: verdict.conflicts,
        left: item.merged.as_ref().map(|merged| merged.left.clone()).unwrap_or_default(),
        refusal: verdict.refusal,
        disagreements: verdict.disagreements,
        ownership: verdict.ownership,
        pods: None,
        loses_data: false,
        is_terminating: item.live.as_ref().is_some_and(is_terminating),
        before: Value::Null,
        after: Value::Null,
        object,
    };
    if found.action != Action::Unchanged && !found.is_terminating {
        found.change = change.or_else(|| plain(&found.object, &before, &after));
        found.pods = item.live.as_ref().and_then(|live| replaced_pods(found.change.as_ref()?, live));
        decide(&mut found, item);
    }
    hide(&mut found);
    (found.before, found.after) = masked(&before, &after);
    found
}

/// Number of Pods that a change replaces.
fn replaced_pods(change: &Change, live: &Value) -> Option<u64> {
    change.effect().filter(|effect| effect.touches_pods())?;
    let count = |pointer: &str| live.pointer(pointer).and_then(Value::as_u64);
    count("/status/replicas")
        .or_else(|| count("/status/currentNumberScheduled"))
        .or_else(|| count("/spec/replicas"))
}

/// An update that is forbidden is one that recreates, where that helps.
fn decide(found: &mut ObjectForecast, item: &Item) {
    let Some(change) = found.change.as_ref().filter(|change| change.is_forbidden()) else { return };
    let is_taken = item.dry_run.stored().is_some();
    if is_taken {
        // The API server takes what the rules of the update forbid.
        let computed = change.refusal.clone().map(Value::from);
        let server = Some(Value::from("the API server takes it"));
        found.disagreements.push(Disagreement { path: String::new(), computed, server });
        return;
    }
    if !found.conflicts.is_empty() {
        return;
    }
    found.refusal = found.refusal.take().or_else(|| change.refusal.clone());
    found.action = Action::Refuse;
    if recreate::is_possible(&found.object, &item.config) {
        found.action = Action::Recreate;
        found.loses_data = recreate::loses_data(&found.object);
    }
}

fn prune(object: ObjectRef, live: &Value, change: Option<Change>) -> ObjectForecast {
    let (before, _) = masked(&without_noise(live), &Value::Null);
    ObjectForecast {
        wave: wave(&object),
        action: Action::Prune,
        change: change.map(|change| pruned_change(&object, change)),
        conflicts: Vec::new(),
        left: Vec::new(),
        refusal: None,
        disagreements: Vec::new(),
        ownership: Ownership::Stays,
        pods: None,
        loses_data: recreate::loses_data(&object),
        is_terminating: is_terminating(live),
        before,
        after: Value::Null,
        object,
    }
}

/// What a removal means where it is not left to kubectl.
fn pruned_change(object: &ObjectRef, change: Change) -> Change {
    let note = Note {
        message: format!("the manifests no longer have {object}, so it is deleted"),
        why: String::new(),
        commands: Vec::new(),
        ..change.note
    };
    Change { note, ..change }
}

/// A change of fields that nothing follows from.
fn plain(object: &ObjectRef, before: &Value, after: &Value) -> Option<Change> {
    if before.is_null() || after.is_null() {
        return None;
    }
    let field = |found: diff::FieldDifference| FieldChange {
        path: found.path,
        old: found.old,
        new: found.new,
        effect: Effect::InPlace,
        note: Note::default(),
    };
    let fields: Vec<_> = field_differences(before, after).into_iter().map(field).collect();
    (!fields.is_empty()).then(|| Change {
        object: object.clone(),
        action: diff::Action::Changed,
        counterpart: None,
        fields,
        note: Note::default(),
        refusal: None,
    })
}

/// Hides the values of a Secret wherever they would be told.
fn hide(found: &mut ObjectForecast) {
    if found.object.kind != "Secret" || !found.object.group().is_empty() {
        return;
    }
    let is_told = |path: &str| path.trim_start_matches('.').starts_with("metadata.labels");
    let hidden = |path: &str, value: &mut Option<Value>| {
        if value.is_some() && !is_told(path) {
            *value = Some(Value::from("(hidden)"));
        }
    };
    for field in found.change.iter_mut().flat_map(|change| &mut change.fields) {
        hidden(&field.path, &mut field.old);
        hidden(&field.path, &mut field.new);
    }
    for conflict in &mut found.conflicts {
        hidden(&conflict.path, &mut conflict.live);
        hidden(&conflict.path, &mut conflict.wanted);
    }
    for disagreement in &mut found.disagreements {
        let path = disagreement.path.clone();
        if !path.is_empty() {
            hidden(&path, &mut disagreement.computed);
            hidden(&path, &mut disagreement.server);
        }
    }
}
