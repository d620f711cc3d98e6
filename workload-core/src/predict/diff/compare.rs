//! From two sets of objects to what changes.

use serde_json::Value;

use super::change::change;
use super::model::Changes;
use super::object_diff::ObjectDiff;
use super::object_sets::ObjectSets;
use super::{claims, renames};

impl Changes {
    /// What applying the `new` objects does where the `old` ones are.
    ///
    /// Each is a decoded manifest; a `List` counts as its items, and a value without a kind or
    /// name is left out. `old` may be empty: then everything is added. Objects read from a
    /// cluster work as well: fields that the server or a controller filled in are no difference,
    /// and their state (a bound claim, a Job that has started) decides what may change.
    ///
    /// ```
    /// use serde_json::json;
    /// use workload_core::predict::diff::{Changes, Effect};
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
        let sets = ObjectSets::new(old, new);
        let found: Vec<_> =
            diffs(&sets).filter_map(|diff| Some((change(&diff)?, claims::of(&diff)))).collect();
        let (mut changes, claims): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        renames::mark(&mut changes, &sets);
        Self { changes, claims: claims.concat() }
    }
}

/// Every object of either set, in order.
pub(super) fn diffs(sets: &ObjectSets) -> impl Iterator<Item = ObjectDiff<'_>> {
    let mut keys: Vec<_> = sets.old.keys().chain(sets.new.keys()).collect();
    keys.sort();
    keys.dedup();
    keys.into_iter().filter_map(move |key| {
        let [old, new] = [sets.old.get(key), sets.new.get(key)];
        let object = &new.or(old)?.object;
        let [stored_old, stored_new] =
            [old, new].map(|entry| entry.map_or(&Value::Null, |entry| &entry.stored));
        let [given_old, given_new] = [old, new].map(|entry| entry.map_or(&Value::Null, |entry| &entry.given));
        let unretained = new.and_then(|entry| entry.unretained.as_ref());
        Some(ObjectDiff { object, old: stored_old, new: stored_new, given_old, given_new, unretained, sets })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::defaulting::as_stored;
    use super::super::testing::{changes, the};
    use super::super::{Action, Effect};
    use super::*;
    use crate::k8s::ObjectRef;

    const KINDS: [(&str, &str); 12] = [
        ("apps/v1", "Deployment"),
        ("apps/v1", "StatefulSet"),
        ("apps/v1", "DaemonSet"),
        ("batch/v1", "Job"),
        ("batch/v1", "CronJob"),
        ("v1", "Pod"),
        ("v1", "Service"),
        ("v1", "ConfigMap"),
        ("v1", "Secret"),
        ("v1", "PersistentVolumeClaim"),
        ("autoscaling/v2", "HorizontalPodAutoscaler"),
        ("example.com/v1", "Shop"),
    ];
    const KEYS: [&str; 24] = [
        "replicas",
        "template",
        "spec",
        "containers",
        "name",
        "image",
        "resources",
        "limits",
        "requests",
        "cpu",
        "storage",
        "metadata",
        "labels",
        "selector",
        "matchLabels",
        "volumeClaimTemplates",
        "ordinals",
        "start",
        "clusterIP",
        "strategy",
        "type",
        "ports",
        "data",
        "jobTemplate",
    ];

    /// Any value under keys that objects have, right or wrong.
    fn value() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-2i64..20).prop_map(Value::from),
            prop_oneof!["1", "1000m", "1Gi", "None", "OnDelete", "a:1", ""].prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 60, 6, |inner| {
            let maps = prop::collection::vec((prop::sample::select(KEYS.to_vec()), inner.clone()), 0..6);
            prop_oneof![
                prop::collection::vec(inner, 0..4).prop_map(Value::from),
                maps.prop_map(|entries| entries
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect()),
            ]
        })
    }

    fn object() -> impl Strategy<Value = Value> {
        (prop::sample::select(KINDS.to_vec()), prop_oneof!["a", "b"], value(), value()).prop_map(
            |((api, kind), name, spec, data)| {
                json!({ "apiVersion": api, "kind": kind, "metadata": { "name": name }, "spec": spec, "data": data })
            },
        )
    }

    proptest! {
        #[test]
        fn a_set_compared_with_itself_is_nothing(set in prop::collection::vec(object(), 0..5)) {
            prop_assert!(Changes::between(&set, &set).is_empty());
        }

        #[test]
        fn any_two_sets_compare_and_always_alike(
            old in prop::collection::vec(object(), 0..4), new in prop::collection::vec(object(), 0..4),
        ) {
            let changes = Changes::between(&old, &new);
            prop_assert_eq!(&changes, &Changes::between(&old, &new));
            for change in &changes.changes {
                prop_assert_eq!(change.is_forbidden(), change.refusal.is_some());
                prop_assert_eq!(change.fields.is_empty(), change.action != Action::Changed);
            }
        }

        #[test]
        fn what_is_stored_is_stored_as_it_is(object in object()) {
            let identity = ObjectRef::from_json(&object).unwrap();
            let once = as_stored(&object, &identity);
            prop_assert_eq!(&as_stored(&once, &identity), &once);
        }
    }

    const BOTH: &str = "
{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: shop}, data: {a: b}}
";

    #[test]
    fn objects_are_matched_and_ordered() {
        let new = BOTH.replace("name: a}", "name: c}");
        let found: Vec<_> = changes(BOTH, &new)
            .changes
            .iter()
            .map(|change| (change.object.to_string(), change.action))
            .collect();
        let wanted = [("ConfigMap a", Action::Removed), ("ConfigMap c", Action::Added)];
        assert_eq!(found, wanted.map(|(name, action)| (name.to_owned(), action)));
    }

    #[test]
    fn from_nothing_everything_is_added() {
        let changes = changes("", BOTH);
        assert!(changes.changes.iter().all(|change| change.action == Action::Added));
        assert_eq!(changes.changes.len(), 2);
    }

    #[test]
    fn a_list_counts_as_its_items() {
        let list = format!("{{apiVersion: v1, kind: List, items: [{}]}}", BOTH.replace("---", ","));
        assert!(changes(BOTH, &list).is_empty());
    }

    #[test]
    fn generated_names_are_new_each_time() {
        let job = "{apiVersion: batch/v1, kind: Job, metadata: {generateName: job-}, spec: {completions: 1}}";
        let change = the(job, "completions: 1", "completions: 2");
        assert_eq!(change.fields[0].effect, Effect::InPlace);
    }

    #[test]
    fn the_json_form_is_stable() {
        let change = the(BOTH, "data: {a: b}", "data: {a: c}");
        assert_eq!(
            serde_json::to_value(&change).unwrap(),
            json!({
                "object": { "apiVersion": "v1", "kind": "ConfigMap", "namespace": null, "name": "a" },
                "action": "changed",
                "counterpart": null,
                "fields": [{
                    "path": "data.a",
                    "old": "b",
                    "new": "c",
                    "effect": "inPlace",
                    "note": {
                        "message": "the content changes; mounted as files it reaches Pods within about a minute",
                        "why": "Files below a `subPath`, and environment variables, change only when the Pod starts again.",
                        "commands": [],
                        "pods": "No Pod is touched.",
                        "data": "No data is touched.",
                    },
                }],
                "note": {
                    "message": "ConfigMap a is updated: the content changes; mounted as files it reaches Pods within about a minute",
                    "why": "Files below a `subPath`, and environment variables, change only when the Pod starts again.",
                    "commands": [],
                    "pods": "No Pod is touched.",
                    "data": "No data is touched.",
                },
                "refusal": null,
            })
        );
    }
}
