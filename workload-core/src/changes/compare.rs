//! From two sets of objects to what changes.

use serde_json::Value;

use super::case::Case;
use super::differences::{Difference, differences};
use super::kinds::{self, Rules};
use super::model::{Action, Change, Changes, FieldChange};
use super::refusal::joined;
use super::world::World;
use super::{Effect, claims, moved};

impl Changes {
    /// What applying the `new` objects does where the `old` ones are.
    ///
    /// Each is a decoded manifest; a `List` counts as its items, and what says no kind or no
    /// name is left out. `old` may be empty: then everything is added. What is read from a
    /// cluster compares too: what the server adds is no difference.
    ///
    /// ```
    /// use serde_json::json;
    /// use workload_core::changes::{Changes, Effect};
    ///
    /// let api = |replicas: u32| json!({
    ///     "apiVersion": "apps/v1", "kind": "Deployment",
    ///     "metadata": { "name": "api" }, "spec": { "replicas": replicas },
    /// });
    /// let changes = Changes::between(&[api(2)], &[api(3)]);
    /// assert_eq!(changes.changes[0].field("spec.replicas").unwrap().effect, Effect::InPlace);
    /// assert!(Changes::between(&[api(2)], &[api(2)]).is_empty());
    /// ```
    #[must_use]
    pub fn between(old: &[Value], new: &[Value]) -> Self {
        let world = World::new(old, new);
        let mut changes: Vec<_> = cases(&world).filter_map(|case| change(&case)).collect();
        moved::mark(&mut changes, &world);
        let claims = cases(&world).flat_map(|case| claims::of(&case)).collect();
        Self { changes, claims }
    }
}

/// Every object of either set, in order.
fn cases(world: &World) -> impl Iterator<Item = Case<'_>> {
    let mut keys: Vec<_> = world.old.keys().chain(world.new.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter().filter_map(move |key| {
        let [old, new] = [world.old.get(key), world.new.get(key)];
        let (object, _) = new.or(old)?;
        let [old, new] = [old, new].map(|entry| entry.map_or(&Value::Null, |(_, value)| value));
        Some(Case { object, old, new, world })
    })
}

fn change(case: &Case) -> Option<Change> {
    let rules = kinds::of(case.object);
    let whole = |action, note| {
        let object = case.object.clone();
        Change { object, action, counterpart: None, fields: Vec::new(), note, refusal: None }
    };
    if case.old.is_null() {
        return Some(whole(Action::Added, (rules.added)(case)));
    }
    if case.new.is_null() {
        return Some(whole(Action::Removed, (rules.removed)(case)));
    }
    let found = differences(case.old, case.new);
    if found.is_empty() {
        return None;
    }
    let fields: Vec<_> = found.iter().map(|difference| field(case, rules, difference)).collect();
    let change = whole(Action::Changed, kinds::in_all(case, &fields));
    Some(refused(case, rules, &found, Change { fields, ..change }))
}

fn field(case: &Case, rules: &Rules, difference: &Difference) -> FieldChange {
    let mut verdict = rules.verdict(case, difference);
    if verdict.effect.is_forbidden() {
        verdict.note = verdict.note.by_way_of((rules.way)(case, &[difference]));
    }
    let shown = |value: &Option<Value>| value.clone().map(|value| rules.shown(difference, value));
    FieldChange {
        path: difference.path.to_string(),
        old: shown(&difference.old),
        new: shown(&difference.new),
        effect: verdict.effect,
        note: verdict.note,
    }
}

/// With one refused field the whole update is refused, and the way around is for all of them.
fn refused(case: &Case, rules: &Rules, found: &[Difference], change: Change) -> Change {
    let causes: Vec<_> = change.fields.iter().filter_map(|field| cause(&field.effect)).collect();
    if causes.is_empty() {
        return change;
    }
    let is_refused = |(_, field): &(&Difference, &FieldChange)| field.effect.is_forbidden();
    let refused: Vec<_> =
        found.iter().zip(&change.fields).filter(is_refused).map(|(found, _)| found).collect();
    let refusal = if causes.iter().all(|cause| cause.contains(" is forbidden: ")) {
        causes[0].to_owned()
    } else {
        format!("{} is invalid: {}", case.object.in_refusal(), joined(&causes))
    };
    let mut note = (rules.way)(case, &refused);
    note.message = format!("the server refuses this update of {}, and nothing of it happens", case.object);
    Change { note, refusal: Some(refusal), ..change }
}

fn cause(effect: &Effect) -> Option<&str> {
    match effect {
        Effect::Forbidden { server } => Some(server),
        _ => None,
    }
}
