//! Which fields of two stored objects differ.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::list_keys::key_of;
use super::path::Path;
use super::scalar::scalar;
use crate::k8s::defaults::default_pull_policy;
use crate::k8s::values::Quantity;

/// The field of a container whose default hangs on its image.
const PULL_POLICY: &str = "imagePullPolicy";

/// A field with its two values; none where it is not there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    pub path: Path,
    pub old: Option<Value>,
    pub new: Option<Value>,
}

impl Difference {
    /// How the new amount compares to the old one; none unless both are amounts.
    pub(super) fn amounts(&self) -> Option<Ordering> {
        let old = amount(self.old.as_ref()?)?;
        Some(amount(self.new.as_ref()?)?.compare(&old))
    }
}

/// The smallest fields in which two values differ, in the order of their keys.
pub(super) fn differences(old: &Value, new: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&Path::default(), Some(old), Some(new), &mut found);
    found
}

fn compare(path: &Path, old: Option<&Value>, new: Option<&Value>, found: &mut Vec<Difference>) {
    let nothing = Map::new();
    match (old, new) {
        (Some(Value::Object(old)), Some(Value::Object(new))) => compare_maps(path, old, new, found),
        // Without a spec every field of it is missing.
        (Some(Value::Object(old)), None) if path.is_spec() => compare_maps(path, old, &nothing, found),
        (None, Some(Value::Object(new))) if path.is_spec() => compare_maps(path, &nothing, new, found),
        (Some(Value::Array(old)), Some(Value::Array(new))) => compare_lists(path, old, new, found),
        (Some(old), Some(new)) if same(path, old, new) => {}
        (old, new) if old == new => {}
        (old, new) => found.push(Difference { path: path.clone(), old: old.cloned(), new: new.cloned() }),
    }
}

fn compare_maps(
    path: &Path,
    old: &Map<String, Value>,
    new: &Map<String, Value>,
    found: &mut Vec<Difference>,
) {
    for key in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
        if key == PULL_POLICY && pull_policy(old) == pull_policy(new) {
            continue;
        }
        compare(&path.key(key), old.get(key), new.get(key), found);
    }
}

/// The policy that counts for a container: where it is left out, that of its image.
fn pull_policy(container: &Map<String, Value>) -> &str {
    let text = |key: &str| container.get(key).and_then(Value::as_str);
    text(PULL_POLICY).unwrap_or_else(|| default_pull_policy(text("image").unwrap_or_default()))
}

/// Items are compared by their names; a list whose items have none is one value.
fn compare_lists(path: &Path, old: &[Value], new: &[Value], found: &mut Vec<Difference>) {
    let list = path.keys().next_back().unwrap_or_default();
    let (Some(old_names), Some(new_names)) = (names(list, old), names(list, new)) else {
        if !same_lists(path, old, new) {
            found.push(whole(path, old.to_vec(), new.to_vec()));
        }
        return;
    };
    let at = |names: &[String], items: &[Value], name: &String| {
        names.iter().position(|other| other == name).map(|at| items[at].clone())
    };
    let all = old_names.iter().chain(new_names.iter().filter(|name| !old_names.contains(name)));
    for name in all {
        let [old, new] = [at(&old_names, old, name), at(&new_names, new, name)];
        compare(&path.item(name), old.as_ref(), new.as_ref(), found);
    }
    compare_order(path, &old_names, &new_names, found);
}

/// Compares the order of the items that both lists have.
fn compare_order(path: &Path, old: &[String], new: &[String], found: &mut Vec<Difference>) {
    let [old_order, new_order] = [common(old, new), common(new, old)];
    if old_order != new_order {
        found.push(whole(path, strings(&old_order), strings(&new_order)));
    }
}

fn whole(path: &Path, old: Vec<Value>, new: Vec<Value>) -> Difference {
    Difference { path: path.clone(), old: Some(Value::Array(old)), new: Some(Value::Array(new)) }
}

/// The items' names; none when one has none, or two have the same.
fn names(list: &str, items: &[Value]) -> Option<Vec<String>> {
    let names: Vec<_> = items.iter().map(|item| key_of(list, item)).collect::<Option<_>>()?;
    (names.iter().collect::<BTreeSet<_>>().len() == names.len()).then_some(names)
}

/// The names of the first that are among the second: their order counts too.
fn common(names: &[String], others: &[String]) -> Vec<String> {
    names.iter().filter(|name| others.contains(name)).cloned().collect()
}

fn strings(names: &[String]) -> Vec<Value> {
    names.iter().cloned().map(Value::String).collect()
}

fn same_lists(path: &Path, old: &[Value], new: &[Value]) -> bool {
    let mut found = Vec::new();
    old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| {
            compare(&path.item(""), Some(old), Some(new), &mut found);
            found.is_empty()
        })
}

/// Whether two scalars mean the same.
fn same(path: &Path, old: &Value, new: &Value) -> bool {
    old == new
        || (is_quantity(path) && same_amount(old, new))
        || old.as_f64().zip(new.as_f64()).is_some_and(|(old, new)| old.total_cmp(&new).is_eq())
}

/// Whether the server reads an amount here, in whatever way it is written.
fn is_quantity(path: &Path) -> bool {
    const AMOUNTS: [&str; 5] = ["sizeLimit", "divisor", "averageValue", "minAvailableStorage", "maxStorage"];
    const LISTS: [&str; 9] =
        ["limits", "requests", "capacity", "hard", "default", "defaultRequest", "min", "max", "overhead"];
    let mut keys = path.keys().rev();
    keys.next()
        .is_some_and(|key| AMOUNTS.contains(&key) || keys.next().is_some_and(|key| LISTS.contains(&key)))
}

fn same_amount(old: &Value, new: &Value) -> bool {
    amount(old).zip(amount(new)).is_some_and(|(old, new)| old.compare(&new).is_eq())
}

fn amount(value: &Value) -> Option<Quantity> {
    Quantity::parse(scalar(value)).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(old: &Value, new: &Value) -> Vec<String> {
        differences(old, new).iter().map(|difference| difference.path.to_string()).collect()
    }

    #[test]
    fn amounts_are_the_same_however_they_are_written() {
        let limits = |cpu: Value, memory: Value| json!({ "limits": { "cpu": cpu, "memory": memory } });
        let old = limits(json!("1"), json!("1Gi"));
        assert_eq!(paths(&old, &limits(json!(1), json!("1024Mi"))), [""; 0]);
        assert_eq!(paths(&old, &limits(json!("1000m"), json!("1G"))), ["limits.memory"]);
        assert_eq!(paths(&json!({ "env": "1" }), &json!({ "env": "1000m" })), ["env"]);
    }

    /// The cluster keeps the policy that the first image had.
    #[test]
    fn a_pull_policy_that_the_old_image_had_by_default_is_no_change() {
        let (old, kept) = (json!({"image": "a"}), json!({"image": "a:1", "imagePullPolicy": "Always"}));
        assert_eq!(paths(&old, &kept), ["image"]);
        assert_eq!(paths(&kept, &old), ["image"]);
        assert_eq!(paths(&json!({"image": "a:2"}), &kept), ["image", "imagePullPolicy"]);
    }

    #[test]
    fn items_are_matched_by_name() {
        let old = json!({ "containers": [{ "name": "a", "image": "a:1" }, { "name": "b", "image": "b:1" }] });
        let new = json!({ "containers": [{ "name": "b", "image": "b:2" }] });
        assert_eq!(paths(&old, &new), ["containers[a]", "containers[b].image"]);
    }

    #[test]
    fn another_order_is_a_change_too() {
        let old = json!({ "env": [{ "name": "A", "value": "1" }, { "name": "B", "value": "$(A)" }] });
        let new = json!({ "env": [{ "name": "B", "value": "$(A)" }, { "name": "A", "value": "1" }] });
        let found = differences(&old, &new);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].new, Some(json!(["B", "A"])));
    }

    #[test]
    fn lists_without_names_are_one_value() {
        assert_eq!(paths(&json!({ "args": ["a", "b"] }), &json!({ "args": ["a", "c"] })), ["args"]);
        assert_eq!(paths(&json!({ "args": ["a"] }), &json!({ "args": ["a"] })), [""; 0]);
    }
}
