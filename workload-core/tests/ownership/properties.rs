//! What holds for any sequence of applies.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use workload_core::ownership::{
    ApplyError, CustomKind, Endpoint, FieldSet, Operation, Path, PathElement, ResetFields, Versions, Writer,
    apply, decode_managed,
};

const VERSION: &str = "own.example.com/v1";

/// One apply of a sequence.
#[derive(Clone, Debug)]
struct Step {
    manager: &'static str,
    force: bool,
    spec: Value,
}

fn names() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned)
}

/// A map of a few keys.
fn texts(least: usize) -> impl Strategy<Value = Value> {
    prop::collection::btree_map(names(), names(), least..3).prop_map(|map| json!(map))
}

/// A keyed list: no name twice.
fn entries(least: usize) -> impl Strategy<Value = Value> {
    let entry = (prop::option::of(names()), prop::option::of(names()));
    prop::collection::btree_map(names(), entry, least..3).prop_map(|entries| {
        let items = entries.into_iter().map(|(name, (value, note))| {
            let mut item = json!({"name": name});
            for (key, text) in [("value", value), ("note", note)] {
                if let Some(text) = text {
                    item[key] = json!(text);
                }
            }
            item
        });
        items.collect()
    })
}

/// A spec with granular and atomic lists and maps, of which those that are granular have at least so many items.
fn specs(least: usize) -> impl Strategy<Value = Value> {
    let tags = prop::collection::btree_set(names(), least..3).prop_map(|tags| json!(tags));
    let steps = prop::collection::vec(names(), 0..3).prop_map(|steps| json!(steps));
    let parts = (
        prop::option::of(names().prop_map(Value::from)),
        prop::option::of((1..4).prop_map(Value::from)),
        prop::option::of(tags),
        prop::option::of(entries(least)),
        prop::option::of(texts(least)),
        prop::option::of(texts(least)),
        prop::option::of(steps),
    );
    parts.prop_map(|(title, replicas, tags, entries, labels, settings, steps)| {
        let named = [
            ("title", title),
            ("replicas", replicas),
            ("tags", tags),
            ("entries", entries),
            ("labels", labels),
            ("settings", settings),
            ("steps", steps),
        ];
        named
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect::<Map<_, _>>()
            .into()
    })
}

fn sequences(least: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = (prop::sample::select(vec!["A", "B", "C"]), any::<bool>(), specs(least));
    prop::collection::vec(step.prop_map(|(manager, force, spec)| Step { manager, force, spec }), 1..7)
}

fn widget() -> CustomKind {
    CustomKind::from_definition(&serde_json::from_str(include_str!("widget-crd.json")).unwrap())
}

/// Applies a step to a live object, in the second with that number.
fn run(kind: &CustomKind, live: &Value, step: &Step, second: usize) -> Result<Value, ApplyError> {
    let reset_fields = ResetFields::new();
    let endpoint = Endpoint {
        versions: kind,
        api_version: VERSION,
        kind: "Widget",
        subresource: "",
        reset_fields: &reset_fields,
    };
    let config = json!({
        "apiVersion": VERSION,
        "kind": "Widget",
        "metadata": {"name": "web", "namespace": "default"},
        "spec": step.spec,
    });
    let time = format!("2030-01-01T00:00:{second:02}Z");
    apply(&endpoint, live, &config, &Writer { manager: step.manager, time: &time, force: step.force })
}

/// The fields of an applier.
fn owned(object: &Value, manager: &str) -> FieldSet {
    let entries = object["metadata"]["managedFields"].as_array().cloned().unwrap_or_default();
    let all = decode_managed(&entries).unwrap();
    let own = all.into_iter().find(|(id, _)| id.manager == manager && id.operation == Operation::Apply);
    own.map(|(_, owned)| owned.fields).unwrap_or_default()
}

/// The fields of all others.
fn owned_by_others(object: &Value, manager: &str) -> FieldSet {
    let entries = object["metadata"]["managedFields"].as_array().cloned().unwrap_or_default();
    let others = decode_managed(&entries).unwrap().into_iter();
    let others = others.filter(|(id, _)| id.manager != manager || id.operation != Operation::Apply);
    others.fold(FieldSet::default(), |all, (_, owned)| all.union(&owned.fields))
}

/// The value at a path, unless there is none.
fn find<'v>(value: &'v Value, path: &Path) -> Option<&'v Value> {
    path.0.iter().try_fold(value, |value, element| match element {
        PathElement::Field(name) => value.get(name),
        PathElement::Key(keys) => {
            value.as_array()?.iter().find(|item| keys.iter().all(|(name, key)| item.get(name) == Some(key)))
        }
        PathElement::Value(member) => value.as_array()?.iter().find(|item| *item == member),
        PathElement::Index(index) => value.get(usize::try_from(*index).ok()?),
    })
}

/// Whether anything at or below a path is a member.
fn touches(set: &FieldSet, path: &Path) -> bool {
    set.paths().iter().any(|other| other.0.starts_with(&path.0))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn applying_twice_changes_nothing(steps in sequences(1)) {
        let kind = widget();
        let mut live = kind.empty(VERSION);
        for (second, step) in steps.iter().enumerate() {
            let Ok(once) = run(&kind, &live, step, second) else { continue };
            if once["metadata"].get("managedFields").is_none() {
                // Nobody owns anything: the next apply finds an object from before the first apply.
                live = once;
                continue;
            }
            let twice = run(&kind, &once, step, second + 10).unwrap();
            prop_assert_eq!(&twice, &once);
            live = once;
        }
    }

    /// A granular list that is applied empty goes with its last item, and the next apply brings the empty list
    /// back, as an API server does (`list/env/empties` of the recordings). From then on nothing changes.
    #[test]
    fn applying_empty_lists_and_maps_once_more_changes_nothing(steps in sequences(0)) {
        let kind = widget();
        let mut live = kind.empty(VERSION);
        for (second, step) in steps.iter().enumerate() {
            let Ok(once) = run(&kind, &live, step, second) else { continue };
            live = once;
            if live["metadata"].get("managedFields").is_none() {
                continue;
            }
            let twice = run(&kind, &live, step, second + 10).unwrap();
            prop_assert_eq!(&run(&kind, &twice, step, second + 20).unwrap(), &twice);
            live = twice;
        }
    }

    #[test]
    fn what_is_forced_is_owned_and_holds(steps in sequences(0)) {
        let kind = widget();
        let mut live = kind.empty(VERSION);
        for (second, step) in steps.iter().enumerate() {
            let step = Step { force: true, ..step.clone() };
            live = run(&kind, &live, &step, second).unwrap();
            let config = json!({"spec": step.spec});
            let own = owned(&live, step.manager);
            for path in own.paths() {
                let (given, stored) = (find(&config, &path), find(&live, &path));
                let is_leaf = given.is_some_and(|given| !given.is_object() && !given.is_array());
                prop_assert!(given.is_some(), "{} owns {path}, which it has not applied", step.manager);
                prop_assert!(!is_leaf || given == stored, "{path} is {stored:?} and not {given:?}");
            }
            for (key, value) in step.spec.as_object().unwrap() {
                if value.is_string() || value.is_number() {
                    let path = [PathElement::field("spec"), PathElement::field(key.as_str())];
                    prop_assert!(own.contains(&path), "{} does not own {key}", step.manager);
                }
            }
        }
    }

    #[test]
    fn what_is_dropped_is_gone_unless_owned_elsewhere(steps in sequences(0)) {
        let kind = widget();
        let mut live = kind.empty(VERSION);
        for (second, step) in steps.iter().enumerate() {
            let before = owned(&live, step.manager);
            let Ok(after) = run(&kind, &live, step, second) else { continue };
            let own = owned(&after, step.manager);
            let others = owned_by_others(&after, step.manager);
            for path in before.difference(&own).paths() {
                if !touches(&others, &path) && !touches(&own, &path) {
                    let left = find(&after, &path);
                    let is_bare = left.is_none_or(|left| *left == json!({}) || *left == json!([]));
                    prop_assert!(is_bare, "{path} is dropped by {} and still {left:?}", step.manager);
                }
            }
            live = after;
        }
    }

    #[test]
    fn conflicts_name_others_and_change_nothing(steps in sequences(0)) {
        let kind = widget();
        let mut live = kind.empty(VERSION);
        for (second, step) in steps.iter().enumerate() {
            match run(&kind, &live, step, second) {
                Ok(after) => live = after,
                Err(ApplyError::Conflicts(conflicts)) => {
                    prop_assert!(!step.force);
                    for conflict in conflicts {
                        prop_assert_ne!(&conflict.owner.manager, step.manager);
                        prop_assert!(owned(&live, &conflict.owner.manager).contains(&conflict.path.0));
                    }
                }
                Err(other) => prop_assert!(false, "{other:?}"),
            }
        }
    }
}
