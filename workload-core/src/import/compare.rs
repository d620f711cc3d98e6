//! Whether two objects are stored alike, and where they differ.

use serde_json::{Value as Json, json};

use crate::k8s::ObjectRef;
use crate::predict::diff::as_stored;
use crate::syntax::text::pointer_token;

/// The lists whose order means nothing, with the field by which their items are told apart.
const SETS: [(&str, &[&str]); 3] = [
    ("volumes", &["name"]),
    ("volumeMounts", &["mountPath", "subPath"]),
    ("ports", &["containerPort", "port", "protocol", "name"]),
];

/// The outermost list on the way whose items are compared in another order than they stand in.
pub(super) fn first_set(pointer: &str) -> Option<&str> {
    let ends = pointer.match_indices('/').map(|(at, _)| at).chain([pointer.len()]).skip(1);
    ends.map(|end| &pointer[..end]).find(|prefix| {
        let name = prefix.rsplit('/').next().unwrap_or_default();
        name == "env" || SETS.iter().any(|(set, _)| *set == name)
    })
}

/// The object as the server would store it, in one order.
pub(super) fn stored(object: &Json) -> Json {
    let Some(identity) = ObjectRef::from_json(object) else { return object.clone() };
    let mut object = object.clone();
    if object["kind"] == "HorizontalPodAutoscaler" && object["apiVersion"] == "autoscaling/v1" {
        as_second_version(&mut object);
    }
    let mut object = as_stored(&object, &identity);
    sort_sets(&mut object);
    object
}

/// The object as the server would store it, in one order, that of variables too where none refers to another: they mean
/// the same in any order.
pub(super) fn stored_in_any_order(object: &Json) -> Json {
    let mut object = stored(object);
    sort_variables(&mut object);
    object
}

fn sort_variables(value: &mut Json) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(sort_variables),
        Json::Object(fields) => {
            for (field, value) in fields.iter_mut() {
                if let ("env", Json::Array(items)) = (field.as_str(), &mut *value) {
                    let refers = |item: &Json| item["value"].as_str().is_some_and(|text| text.contains("$("));
                    if !items.iter().any(refers) {
                        items.sort_by_cached_key(|item| item["name"].to_string());
                    }
                } else {
                    sort_variables(value);
                }
            }
        }
        _ => {}
    }
}

/// An autoscaler of the first version as one of the second: the same object of a server.
fn as_second_version(autoscaler: &mut Json) {
    autoscaler["apiVersion"] = "autoscaling/v2".into();
    let percent =
        autoscaler["spec"].as_object_mut().and_then(|spec| spec.remove("targetCPUUtilizationPercentage"));
    if let Some(percent) = percent {
        let target = json!({"type": "Utilization", "averageUtilization": percent});
        autoscaler["spec"]["metrics"] =
            json!([{"type": "Resource", "resource": {"name": "cpu", "target": target}}]);
    }
}

fn sort_sets(value: &mut Json) {
    match value {
        Json::Array(items) => items.iter_mut().for_each(sort_sets),
        Json::Object(fields) => {
            for (field, value) in fields.iter_mut() {
                sort_sets(value);
                if ["limits", "requests"].contains(&field.as_str()) {
                    amounts_as_texts(value);
                }
                let keys = SETS.iter().find(|(name, _)| name == field).map(|(_, keys)| *keys);
                if let (Some(keys), Json::Array(items)) = (keys, value) {
                    items.sort_by_cached_key(|item| {
                        keys.iter().map(|key| item[*key].to_string()).collect::<Vec<_>>()
                    });
                }
            }
        }
        _ => {}
    }
}

/// Amounts may be written as numbers, and are stored as texts.
fn amounts_as_texts(amounts: &mut Json) {
    for amount in amounts.as_object_mut().into_iter().flat_map(serde_json::Map::values_mut) {
        if amount.is_number() {
            *amount = Json::String(amount.to_string());
        }
    }
}

/// The places, as JSON pointers, at which two stored objects differ.
pub(super) fn differences(left: &Json, right: &Json) -> Vec<String> {
    let mut places = Vec::new();
    differ(left, right, String::new(), &mut places);
    places
}

fn differ(left: &Json, right: &Json, place: String, places: &mut Vec<String>) {
    match (left, right) {
        (Json::Object(left), Json::Object(right)) => {
            let keys: std::collections::BTreeSet<_> = left.keys().chain(right.keys()).collect();
            for key in keys {
                let (left, right) = (left.get(key), right.get(key));
                let step = pointer_token(key);
                differ(
                    left.unwrap_or(&Json::Null),
                    right.unwrap_or(&Json::Null),
                    format!("{place}/{step}"),
                    places,
                );
            }
        }
        (Json::Array(left), Json::Array(right)) if left.len() == right.len() => {
            for (at, (left, right)) in left.iter().zip(right).enumerate() {
                differ(left, right, format!("{place}/{at}"), places);
            }
        }
        _ if left == right => {}
        _ => places.push(place),
    }
}
