//! What is not as it was reviewed.

use std::collections::BTreeMap;

use serde_json::Value;
use workload_core::k8s::ObjectRef;

use super::plan::{LiveState, PlannedObject, ReviewedPlan};
use crate::cluster::{Connection, Survey, Surveyed};
use crate::release::hidden;

/// What has moved since a plan was reviewed, a sentence each; nothing when all is as it was.
pub(crate) fn moved(plan: &ReviewedPlan, connection: &Connection, survey: &Survey) -> Vec<String> {
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
    if found.is_empty() && actions(&plan.forecast) != actions_now(survey) {
        found.push("the API server would not do what was reviewed".to_owned());
    }
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
