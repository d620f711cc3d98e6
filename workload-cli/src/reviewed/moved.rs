//! What is not as it was reviewed.

use std::collections::BTreeMap;

use serde_json::Value;
use workload_core::k8s::ObjectRef;

use super::plan::{PlannedObject, ReviewedPlan};
use super::set::{PlannedSet, PrunedMember};
use super::state::LiveState;
use crate::cluster::{Connection, Survey, Surveyed};
use crate::release::hidden;
use crate::sets::SetPlan;

/// What has moved since a plan was reviewed, a sentence each; nothing when all is as it was.
pub(crate) fn moved(
    plan: &ReviewedPlan,
    connection: &Connection,
    survey: &Survey,
    set: Option<&SetPlan>,
) -> Vec<String> {
    if plan.server != connection.server() {
        return vec![format!("the plan is for {}, and this is {}", plan.server, connection.server())];
    }
    let planned: BTreeMap<ObjectRef, &PlannedObject> = plan
        .objects
        .iter()
        .filter_map(|object| Some((ObjectRef::from_json(&object.config)?, object)))
        .collect();
    let now: BTreeMap<ObjectRef, &Surveyed> = survey
        .objects
        .iter()
        .filter_map(|one| Some((ObjectRef::from_json(&one.item.config)?, one)))
        .collect();
    let gone = planned.keys().filter(|object| !now.contains_key(object));
    let mut found: Vec<String> =
        gone.map(|object| format!("{object} is not in the input any more")).collect();
    for (object, one) in &now {
        match planned.get(object) {
            None => found.push(format!("{object} is new in the input")),
            Some(planned) => found.extend(differs(plan, planned, one).map(|why| format!("{object} {why}"))),
        }
    }
    if let Some((planned, now)) = plan.set.as_ref().zip(set) {
        found.extend(moved_set(planned, now, &plan.salt));
    }
    if found.is_empty() && actions(&plan.forecast) != actions_now(survey) {
        found.push("the API server would not do what was reviewed".to_owned());
    }
    found
}

/// What has moved of a set: its parent, and the members that are pruned.
fn moved_set(planned: &PlannedSet, now: &SetPlan, salt: &str) -> Vec<String> {
    let mut found = Vec::new();
    if planned.parent != now.parent_state() {
        found.push(format!("{}, the parent of the set, was changed in the meantime", now.parent()));
    }
    let mut members: BTreeMap<ObjectRef, &PrunedMember> = planned
        .pruned
        .iter()
        .filter_map(|member| Some((ObjectRef::from_json(&member.object)?, member)))
        .collect();
    for live in now.pruned() {
        let Some(object) = ObjectRef::from_json(live) else { continue };
        let state = LiveState::new(live, salt);
        match members.remove(&object) {
            None => found.push(format!("{object} would be pruned, too")),
            Some(then) if then.live.uid != state.uid => {
                found.push(format!("{object} was deleted and created in the meantime"));
            }
            Some(then) if !then.live.is_as(&state) => {
                found.push(format!("{object} was changed in the meantime"));
            }
            Some(_) => {}
        }
    }
    found.extend(members.into_keys().map(|object| format!("{object} is not there to be pruned any more")));
    found
}

fn differs(plan: &ReviewedPlan, planned: &PlannedObject, one: &Surveyed) -> Option<&'static str> {
    if hidden(&one.item.config, &plan.salt) != planned.config {
        return Some("differs in the input");
    }
    let now = one.item.live.as_ref().map(|live| LiveState::new(live, &plan.salt));
    match (&planned.live, now) {
        (None, None) => None,
        (None, Some(_)) => Some("was created in the meantime"),
        (Some(_), None) => Some("was deleted in the meantime"),
        (Some(then), Some(now)) if then.uid != now.uid => Some("was deleted and created in the meantime"),
        (Some(then), Some(now)) if !then.is_as(&now) => Some("was changed in the meantime"),
        _ => None,
    }
}

/// What happens to each object, as reviewed.
fn actions(forecast: &Value) -> Vec<(String, String)> {
    let one = |object: &Value| {
        Some((ObjectRef::from_json(&named(object))?.to_string(), object["action"].as_str()?.to_owned()))
    };
    let mut found: Vec<_> = forecast["objects"].as_array().into_iter().flatten().filter_map(one).collect();
    found.sort();
    found
}

/// The object of a forecast in the form of one.
fn named(forecast: &Value) -> Value {
    let object = &forecast["object"];
    serde_json::json!({
        "apiVersion": object["apiVersion"], "kind": object["kind"],
        "metadata": {"namespace": object["namespace"], "name": object["name"]},
    })
}

fn actions_now(survey: &Survey) -> Vec<(String, String)> {
    let word = |one: &workload_core::live::ObjectForecast| {
        serde_json::json!(one.action).as_str().unwrap_or_default().to_owned()
    };
    let mut found: Vec<_> =
        survey.forecast.objects.iter().map(|one| (one.object.to_string(), word(one))).collect();
    found.sort();
    found
}
