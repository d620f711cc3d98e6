//! What becomes of one object, field by field.

use serde_json::Value;

use super::differences::{Difference, differences};
use super::effect::Effect;
use super::kinds::{self, Rules};
use super::model::{Action, Change, FieldChange};
use super::note::Note;
use super::object_diff::ObjectDiff;
use super::objections::{Objection, objections};
use super::refusal::{Refusal, message};
use super::scalar::scalar;

/// A field's change with everything that the server objects to in it.
struct Judged<'d> {
    field: FieldChange,
    refusals: Vec<Refusal>,
    /// None when the objection is to a field that does not change.
    difference: Option<&'d Difference>,
}

/// The field that its deprecated twin fills in.
const ACCOUNT: &str = ".serviceAccountName";

/// The change of one object; none when it stays as it is.
pub(super) fn change(diff: &ObjectDiff) -> Option<Change> {
    let rules = kinds::of(diff.object);
    let whole = |action, note| {
        let object = diff.object.clone();
        Change { object, action, counterpart: None, fields: Vec::new(), note, refusal: None }
    };
    if diff.old.is_null() {
        return Some(whole(Action::Added, (rules.added)(diff)));
    }
    if diff.new.is_null() {
        return Some(whole(Action::Removed, (rules.removed)(diff)));
    }
    let found = differences(diff.old, diff.new);
    let mut judged: Vec<_> = found.iter().map(|difference| judge(diff, rules, difference)).collect();
    let retained = diff.unretained.map(|unretained| differences(unretained, diff.new)).unwrap_or_default();
    judged.extend(retained.iter().filter_map(|difference| retain(diff, rules, difference)));
    for objection in objections(diff, rules) {
        object_to(&mut judged, objection);
    }
    if judged.is_empty() {
        return None;
    }
    Some(changed(diff, rules, judged, whole(Action::Changed, Note::default())))
}

/// Completes the change of an object whose fields were looked at.
fn changed(diff: &ObjectDiff, rules: &Rules, judged: Vec<Judged>, change: Change) -> Change {
    if judged.iter().any(|judged| !judged.refusals.is_empty()) {
        refused(diff, rules, judged, change)
    } else {
        let fields: Vec<_> = judged.into_iter().map(|judged| judged.field).collect();
        Change { note: kinds::summary(diff, &fields), fields, ..change }
    }
}

/// What becomes of the fields that differ, by the rules of the kind alone.
pub(super) fn judged_fields(diff: &ObjectDiff) -> Vec<FieldChange> {
    let rules = kinds::of(diff.object);
    differences(diff.old, diff.new).iter().map(|difference| judge(diff, rules, difference).field).collect()
}

fn judge<'d>(diff: &ObjectDiff, rules: &Rules, difference: &'d Difference) -> Judged<'d> {
    let mut verdict = rules.verdict(diff, difference);
    if verdict.effect.is_forbidden() {
        verdict.note = verdict.note.with_workaround((rules.workaround)(diff, &[difference]));
    }
    let shown = |value: &Option<Value>| value.clone().map(|value| rules.shown(difference, value));
    let field = FieldChange {
        path: difference.path.to_string(),
        old: shown(&difference.old),
        new: shown(&difference.new),
        effect: verdict.effect,
        note: verdict.note,
    };
    Judged { field, refusals: verdict.refusals, difference: Some(difference) }
}

/// A field that the manifest no longer has and the cluster keeps.
fn retain<'d>(diff: &ObjectDiff, rules: &Rules, difference: &'d Difference) -> Option<Judged<'d>> {
    let kept = difference.new.clone()?;
    let path = difference.path.to_string();
    let kind = &diff.object.kind;
    let why = if path.ends_with(ACCOUNT) {
        "The server also wrote the deprecated `serviceAccount`, which stays behind and fills the field in again; name \
         the account `default` to leave this one."
    } else {
        "A manifest without it leaves the field to the server, which keeps the value that is there."
    };
    // Only a Service is worth making again for it.
    let commands =
        if kind == "Service" { (rules.workaround)(diff, &[difference]).commands } else { Vec::new() };
    let note = Note::new(format!("the server keeps `{path}`: {}", scalar(&kept))).why(why).commands(commands);
    let effect = Effect::Ignored { until: format!("the {kind} is deleted and made again") };
    let field = FieldChange { path, old: Some(kept), new: difference.old.clone(), effect, note };
    Some(Judged { field, refusals: Vec::new(), difference: None })
}

/// Adds an objection to the change that it is about, or as a field of its own.
fn object_to(judged: &mut Vec<Judged>, objection: Objection) {
    let Objection { path, verdict } = objection;
    let is_about =
        |judged: &&mut Judged| judged.difference.is_some_and(|difference| difference.path.is_along(&path));
    if let Some(about) = judged.iter_mut().find(is_about) {
        if about.refusals.is_empty() {
            (about.field.effect, about.field.note) = (verdict.effect, verdict.note);
        }
        about.refusals.extend(verdict.refusals);
    } else {
        let field = FieldChange { path, old: None, new: None, effect: verdict.effect, note: verdict.note };
        judged.push(Judged { field, refusals: verdict.refusals, difference: None });
    }
}

/// With one refused field the whole update is refused, and the workaround covers all of them.
fn refused(diff: &ObjectDiff, rules: &Rules, judged: Vec<Judged>, change: Change) -> Change {
    let refusals: Vec<_> = judged.iter().flat_map(|judged| judged.refusals.iter().cloned()).collect();
    let refusal = message(diff.object, &refusals);
    let is_refused = |judged: &&Judged| !judged.refusals.is_empty();
    let differences: Vec<_> =
        judged.iter().filter(is_refused).filter_map(|judged| judged.difference).collect();
    let first = judged.iter().find(is_refused).map(|judged| judged.field.note.clone()).unwrap_or_default();
    let mut note =
        if differences.is_empty() { first.clone() } else { (rules.workaround)(diff, &differences) };
    if note.why.is_empty() {
        note.why = first.why;
    }
    note.message = format!("the server refuses this update of {}, and none of it happens", diff.object);
    let fields = judged.into_iter().map(|judged| judged.field).collect();
    Change { fields, note, refusal: Some(refusal), ..change }
}
