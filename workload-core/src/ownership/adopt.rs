//! Hands what others wrote for a configuration to its applier, so that fields left out later are removed.

use serde_json::{Value, json};

use crate::ownership::endpoint::{Endpoint, object_type};
use crate::ownership::entries::entries;
use crate::ownership::field_set::FieldSet;
use crate::ownership::fields_v1;
use crate::ownership::last_applied::LAST_APPLIED;
use crate::ownership::path::{Path, PathElement};
use crate::ownership::typed::{check, field_set};

/// How `kubectl apply` without `--server-side` calls itself.
pub const CLIENT_SIDE_APPLY: &str = "kubectl-client-side-apply";
/// Who owns the fields of an object that had no owners before its first apply.
pub const BEFORE_FIRST_APPLY: &str = "before-first-apply";

/// The entries of an object after `to` has become the applier of what was written for its
/// configuration; nothing when there is nothing to hand over.
///
/// - What client-side apply wrote, by any name: all of it but its annotation, which stays for whoever
///   still uses it.
/// - What nobody is known to have written (`before-first-apply`, or no entries at all): the fields of
///   the last client-side apply, and those that `config` sets. The rest may be the API server's own.
/// - What the managers of `from` wrote, to the object itself: all of it.
///
/// # Errors
/// When entries cannot be read.
pub fn adopt(
    endpoint: &Endpoint<'_>,
    live: &Value,
    config: &Value,
    to: &str,
    from: &[&str],
) -> Result<Option<Vec<Value>>, String> {
    let given = entries(live).unwrap_or_default();
    let known = known_fields(endpoint, live, config);
    if given.is_empty() {
        let whole = || vec![entry(to, endpoint.api_version, &json!(null), &known)];
        return Ok((!known.is_empty()).then(whole));
    }
    let mut handover = Handover::default();
    for owner in given {
        let fields = fields_v1::decode(&owner["fieldsV1"])?;
        handover.take(owner, &fields, &handed_over(owner, &fields, to, from, &known));
    }
    let Handover { mut left, taken, time } = handover;
    if taken.is_empty() {
        return Ok(None);
    }
    match left.iter_mut().find(|owner| is_of(owner, to, "Apply")) {
        Some(own) => *own = with_fields(own, &fields_v1::decode(&own["fieldsV1"])?.union(&taken)),
        None => left.insert(0, entry(to, endpoint.api_version, &time, &taken)),
    }
    Ok(Some(left))
}

/// What is left to the owners, and what is taken from them.
#[derive(Default)]
struct Handover {
    /// The entries of the owners that keep fields.
    left: Vec<Value>,
    /// The fields that change hands.
    taken: FieldSet,
    /// When the last of the owners wrote its fields.
    time: Value,
}

impl Handover {
    /// Takes the fields `handed` of an owner's fields.
    fn take(&mut self, owner: &Value, fields: &FieldSet, handed: &FieldSet) {
        if handed.is_empty() {
            self.left.push(owner.clone());
            return;
        }
        self.taken = self.taken.union(handed);
        self.time = owner["time"].clone();
        let rest = fields.difference(handed);
        if !rest.is_empty() {
            self.left.push(with_fields(owner, &rest));
        }
    }
}

/// What an owner hands over.
fn handed_over(owner: &Value, fields: &FieldSet, to: &str, from: &[&str], known: &FieldSet) -> FieldSet {
    let name = owner["manager"].as_str().unwrap_or_default();
    let is_update = owner["operation"] == "Update";
    if owner.get("subresource").is_some_and(|name| name != "") || (name == to && !is_update) {
        return FieldSet::default();
    }
    let annotation = annotation();
    if is_update && (name == CLIENT_SIDE_APPLY || fields.contains(&annotation.0)) {
        return fields.difference(&FieldSet::from_paths([annotation]));
    }
    match name {
        BEFORE_FIRST_APPLY if is_update => fields.intersection(known),
        _ if from.contains(&name) => fields.difference(&FieldSet::from_paths([annotation])),
        _ => FieldSet::default(),
    }
}

/// The fields of the last client-side apply and of the configuration.
fn known_fields(endpoint: &Endpoint<'_>, live: &Value, config: &Value) -> FieldSet {
    let Ok(ty) = object_type(endpoint) else { return FieldSet::default() };
    let text = live["metadata"]["annotations"][LAST_APPLIED].as_str().unwrap_or_default();
    let last: Option<Value> = serde_json::from_str(text).ok();
    let sound = last.filter(|last| check(last, ty, false).is_empty());
    let own = field_set(config, ty);
    let all = sound.map_or_else(|| own.clone(), |last| field_set(&last, ty).union(&own));
    all.difference(&FieldSet::from_paths(identity().chain([annotation()])))
}

/// What no manager owns.
fn identity() -> impl Iterator<Item = Path> {
    let path = |text: &&str| Path(text.split('.').map(PathElement::field).collect());
    ["apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace"].iter().map(path)
}

fn annotation() -> Path {
    Path(["metadata", "annotations", LAST_APPLIED].into_iter().map(PathElement::field).collect())
}

fn is_of(owner: &Value, manager: &str, operation: &str) -> bool {
    owner["manager"] == manager && owner["operation"] == operation && owner.get("subresource").is_none()
}

fn with_fields(owner: &Value, fields: &FieldSet) -> Value {
    let mut owner = owner.clone();
    owner["fieldsV1"] = fields_v1::encode(fields);
    owner
}

fn entry(manager: &str, api_version: &str, time: &Value, fields: &FieldSet) -> Value {
    let mut entry = json!({
        "manager": manager,
        "operation": "Apply",
        "apiVersion": api_version,
        "fieldsType": "FieldsV1",
        "fieldsV1": fields_v1::encode(fields),
    });
    if time.is_string() {
        entry["time"] = time.clone();
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ownership::builtin::BuiltinKind;
    use crate::ownership::updater::ResetFields;

    fn owner(manager: &str, operation: &str, fields: Value) -> Value {
        json!({
            "manager": manager, "operation": operation, "apiVersion": "v1", "fieldsType": "FieldsV1",
            "fieldsV1": fields, "time": "2026-01-01T00:00:00Z",
        })
    }

    fn adopted(owners: &Value, annotations: &Value, from: &[&str]) -> Option<Vec<(String, Value)>> {
        let kind = BuiltinKind::new("v1", "ConfigMap").unwrap();
        let endpoint = Endpoint {
            versions: &kind,
            api_version: "v1",
            kind: "ConfigMap",
            subresource: "",
            reset_fields: &ResetFields::new(),
        };
        let object = |data: Value| json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "x"}, "data": data});
        let mut live = object(json!({"a": "1", "b": "2", "c": "3"}));
        live["metadata"]["managedFields"] = owners.clone();
        live["metadata"]["annotations"] = annotations.clone();
        let found = adopt(&endpoint, &live, &object(json!({"a": "1"})), "workload", from).unwrap()?;
        let text = |owner: &Value| {
            format!("{} {}", owner["manager"].as_str().unwrap(), owner["operation"].as_str().unwrap())
        };
        Some(found.iter().map(|owner| (text(owner), owner["fieldsV1"].clone())).collect())
    }

    #[test]
    fn client_side_apply_hands_over_all_but_its_annotation() {
        let annotation = json!({"f:annotations": {format!("f:{LAST_APPLIED}"): {}}});
        let fields = json!({"f:data": {"f:a": {}, "f:b": {}}, "f:metadata": annotation});
        for manager in [CLIENT_SIDE_APPLY, "ci"] {
            let found = adopted(&json!([owner(manager, "Update", fields.clone())]), &json!({}), &[]).unwrap();
            assert_eq!(found[0], ("workload Apply".to_owned(), json!({"f:data": {"f:a": {}, "f:b": {}}})));
            assert_eq!(found[1], (format!("{manager} Update"), json!({"f:metadata": annotation})));
        }
    }

    #[test]
    fn of_what_was_there_before_only_what_was_applied_is_taken() {
        let all = json!({"f:data": {"f:a": {}, "f:b": {}, "f:c": {}}});
        let last = json!({"apiVersion": "v1", "kind": "ConfigMap", "data": {"b": "2"}}).to_string();
        let found =
            adopted(&json!([owner(BEFORE_FIRST_APPLY, "Update", all)]), &json!({LAST_APPLIED: last}), &[]);
        let wanted = [
            ("workload Apply", json!({"f:data": {"f:a": {}, "f:b": {}}})),
            ("before-first-apply Update", json!({"f:data": {"f:c": {}}})),
        ];
        assert_eq!(found.unwrap(), wanted.map(|(name, fields)| (name.to_owned(), fields)));
        let found = adopted(&json!([]), &json!({}), &[]).unwrap();
        assert_eq!(found, [("workload Apply".to_owned(), json!({"f:data": {"f:a": {}}}))]);
    }

    #[test]
    fn others_hand_over_only_when_they_are_named() {
        let owners = json!([
            owner("helm", "Update", json!({"f:data": {"f:a": {}}})),
            owner("workload", "Apply", json!({"f:data": {"f:b": {}}})),
        ]);
        assert_eq!(adopted(&owners, &json!({}), &[]), None);
        let found = adopted(&owners, &json!({}), &["helm"]).unwrap();
        assert_eq!(found, [("workload Apply".to_owned(), json!({"f:data": {"f:a": {}, "f:b": {}}}))]);
    }
}
