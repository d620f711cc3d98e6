//! Why an object is kept as YAML, though it is a workload or could belong to one.

use serde_json::Value as Json;

use super::build;
use super::compare::{differences, stored};
use super::evaluate::leave_out_unsaid;
use super::members::Members;
use super::prove::{dotted, unsaid};
use crate::k8s::{Object, Version};

/// The most fields that are named.
const FIELDS: usize = 3;

/// Why no app gives a workload.
pub(super) fn of_workload(members: &Members<'_>) -> String {
    if let Some(reason) = of_object(members.object) {
        return reason;
    }
    let image = members.template().pointer("/spec/containers/0/image").and_then(Json::as_str);
    if image.is_none_or(str::is_empty) {
        return "its first container has no image".to_owned();
    }
    let Some(mut app) = build::app(members) else { return "it has no Pod template".to_owned() };
    leave_out_unsaid(&mut app);
    match unsaid(&app, members.object) {
        Some(fields) if !fields.is_empty() => format!("no key says {}", listed(&fields)),
        _ => "a name or a value in it is none that Kubernetes takes: see `workload validate`".to_owned(),
    }
}

/// Why the app of these members does not give a companion.
pub(super) fn of_companion(members: &Members<'_>, companion: &Json) -> Option<String> {
    if let Some(reason) = of_object(companion) {
        return Some(reason);
    }
    let mut app = build::app(members)?;
    leave_out_unsaid(&mut app);
    let fields = unsaid(&app, companion).filter(|fields| !fields.is_empty())?;
    Some(format!("no key of `{}` says {}", app.rust_name, listed(&fields)))
}

/// Why an object that several workloads use is none's.
pub(super) fn several(users: &[&str]) -> String {
    let users: Vec<String> = users.iter().map(|user| (*user).to_owned()).collect();
    format!("several workloads use it: {}", listed(&users))
}

/// Why no type of Kubernetes holds an object of one of its own kinds.
fn of_object(object: &Json) -> Option<String> {
    let typed = Object::from_json(object).and_then(|typed| serde_json::to_value(typed).ok());
    let Some(typed) = typed else {
        return Some("a field has a value of another type: see `workload validate`".to_owned());
    };
    let (own, typed) = (stored(object), stored(&typed));
    let lost = differences(&own, &typed)
        .into_iter()
        .filter(|place| own.pointer(place).is_some_and(|value| !is_empty(value)));
    let lost: Vec<String> = lost.map(|place| dotted(&place)).collect();
    (!lost.is_empty()).then(|| format!("Kubernetes {} has no field {}", Version::NEWEST, listed(&lost)))
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.values().all(is_empty),
        _ => false,
    }
}

/// The first fields of a list.
fn listed(fields: &[String]) -> String {
    let named: Vec<String> = fields.iter().take(FIELDS).map(|field| format!("`{field}`")).collect();
    let more = fields.len().saturating_sub(FIELDS);
    if more == 0 { named.join(", ") } else { format!("{} and {more} more", named.join(", ")) }
}
