//! Statuses of workloads, written as their controllers write them.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::conditions::{remove_condition, set_condition};
use crate::cluster::json::{name, namespace, set, text};
use crate::cluster::request::{Request, Verb};
use crate::cluster::store::Key;
use crate::predict::simulation::{ConditionStatus, EventKind, Field};

/// What of a status no count replaces.
const KEPT: &[&str] =
    &["conditions", "observedGeneration", "startTime", "completionTime", "uncountedTerminatedPods"];

/// Kinds whose status says which generation it is of.
const OBSERVING: &[&str] = &[
    "DaemonSet",
    "Deployment",
    "HorizontalPodAutoscaler",
    "PodDisruptionBudget",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
];

/// Writes a status, if it is another one.
pub(super) fn write(api: &mut ApiServer, key: &Key, status: Value) {
    let Some(object) = api.store.get(key).filter(|object| object["status"] != status) else { return };
    let mut body = object.clone();
    body["status"] = status;
    let request = Request::new(Verb::Update, text(&object["apiVersion"]), text(&object["kind"]));
    let request = request.at(namespace(object), name(object)).to("status");
    let request = request.by("kube-controller-manager").with_body(body);
    // The object is there in this version.
    let _ = api.handle(&request);
}

/// The controller has seen the spec as it is.
pub(super) fn observe(api: &mut ApiServer, key: &Key) {
    let Some(object) = api.store.get(key) else { return };
    if OBSERVING.contains(&text(&object["kind"])) {
        let mut status = object["status"].clone();
        status["observedGeneration"] = object["metadata"]["generation"].clone();
        write(api, key, status);
    }
}

/// Shows an event that is about the status; tells whether it was.
pub(super) fn show(api: &mut ApiServer, key: &Key, what: &EventKind) -> bool {
    let Some(object) = api.store.get(key) else { return false };
    let mut status = object["status"].clone();
    match what {
        EventKind::Status(fields) => counts(&mut status, fields, object, &api.now),
        EventKind::Condition(condition) => {
            let value = word(condition.status);
            set_condition(&mut status, condition.kind, value, condition.reason, &api.now);
            if condition.kind == "Complete" && object["kind"] == "Job" {
                status["completionTime"] = json!(api.now);
            }
        }
        EventKind::ConditionRemoved(kind) => remove_condition(&mut status, kind),
        _ => return false,
    }
    write(api, key, status);
    true
}

/// The status of a condition, as objects say it.
fn word(status: ConditionStatus) -> &'static str {
    match status {
        ConditionStatus::True => "True",
        ConditionStatus::False => "False",
        ConditionStatus::Unknown => "Unknown",
    }
}

fn counts(status: &mut Value, fields: &[(&'static str, Field)], object: &Value, now: &str) {
    let mut new = json!({});
    for key in KEPT {
        set(&mut new, key, status.get(*key).cloned());
    }
    for (name, field) in fields {
        new[*name] = match field {
            Field::Count(seconds) if *name == "lastScheduleTime" => {
                json!(jiff::Timestamp::from_second(*seconds).map(|time| time.to_string()).unwrap_or_default())
            }
            Field::Count(count) => json!(count),
            Field::Text(text) => json!(&**text),
            Field::Names(names) => jobs(names, namespace(object)),
        };
    }
    let kind = text(&object["kind"]);
    if OBSERVING.contains(&kind) {
        new["observedGeneration"] = object["metadata"]["generation"].clone();
    }
    if kind == "Job" && new["startTime"].is_null() {
        new["startTime"] = json!(now);
    }
    if matches!(kind, "StatefulSet" | "ReplicationController") && new["replicas"].is_null() {
        new["replicas"] = json!(0);
    }
    *status = new;
}

/// The running Jobs of a `CronJob`.
fn jobs(names: &[Box<str>], namespace: &str) -> Value {
    let job =
        |name: &str| json!({"apiVersion": "batch/v1", "kind": "Job", "name": name, "namespace": namespace});
    names.iter().map(|name| job(name)).collect()
}
