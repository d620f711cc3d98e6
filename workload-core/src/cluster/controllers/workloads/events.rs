//! Event objects: what the controllers say for people.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::json::{text, uid};
use crate::cluster::request::{Request, Verb};
use crate::cluster::store::Key;
use crate::predict::simulation::EventKind;
use crate::predict::simulation::live::LivePod;

/// Makes an Event about an object.
pub(super) fn record(key: &Key, kind: &str, reason: &str, message: &str, source: &str, api: &mut ApiServer) {
    let Some(object) = api.store.get(key) else { return };
    let number = api.store.version();
    let body = json!({
        "apiVersion": "v1", "kind": "Event",
        "metadata": {"name": format!("{}.{number:016x}", key.name), "namespace": key.namespace},
        "involvedObject": involved(key, object),
        "reason": reason, "message": message, "type": kind, "count": 1,
        "firstTimestamp": api.now, "lastTimestamp": api.now,
        "source": {"component": source}, "reportingComponent": source, "reportingInstance": "",
    });
    let request = Request::new(Verb::Create, "v1", "Event").at(&key.namespace, "");
    let request = request.by(source).with_body(body);
    // An Event that cannot be made is lost, as in a real cluster.
    let _ = api.handle(&request);
}

/// The reference from an Event to its object.
fn involved(key: &Key, object: &Value) -> Value {
    json!({
        "apiVersion": text(&object["apiVersion"]), "kind": text(&object["kind"]),
        "name": key.name, "namespace": key.namespace, "uid": uid(object),
        "resourceVersion": object["metadata"]["resourceVersion"],
    })
}

/// What the scheduler and the kubelet say of a Pod.
pub(super) fn of_pod(key: &Key, what: &EventKind, pod: &LivePod, api: &mut ApiServer) {
    let node = pod.node.as_deref().unwrap_or_default();
    match what {
        EventKind::Placed { .. } => {
            let message = format!("Successfully assigned {}/{} to {node}", key.namespace, key.name);
            record(key, "Normal", "Scheduled", &message, "default-scheduler", api);
        }
        EventKind::Unschedulable(reason) => {
            record(key, "Warning", "FailedScheduling", reason, "default-scheduler", api);
        }
        EventKind::Running => record(key, "Normal", "Started", "Started container", "kubelet", api),
        EventKind::Restarted(_) => {
            record(key, "Warning", "BackOff", "Back-off restarting failed container", "kubelet", api);
        }
        EventKind::Deleting => record(key, "Normal", "Killing", "Stopping container", "kubelet", api),
        _ => {}
    }
}
