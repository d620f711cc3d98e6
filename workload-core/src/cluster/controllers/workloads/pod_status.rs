//! The status of a Pod, as its kubelet writes it.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::conditions::set_condition;
use crate::cluster::ids::mix;
use crate::cluster::json::{items, name, set, text, uid};
use crate::cluster::store::Key;
use crate::predict::simulation::Phase;
use crate::predict::simulation::live::LivePod;

/// The status of a Pod.
pub(super) fn status(object: &Value, pod: &LivePod, now: &str) -> Value {
    let mut status = object["status"].clone();
    status["phase"] = json!(phase(pod));
    if pod.node.is_some() {
        set_condition(&mut status, "PodScheduled", "True", "", now);
    }
    let is_started = pod.phase != Phase::Pending;
    if is_started {
        if status["startTime"].is_null() {
            status["startTime"] = json!(now);
        }
        let ip = address(name(object), uid(object));
        status["podIP"] = json!(ip);
        status["podIPs"] = json!([{"ip": ip}]);
        set_condition(&mut status, "Initialized", "True", "", now);
    }
    if pod.node.is_some() {
        let reason = match (pod.phase, pod.is_ready) {
            (Phase::Succeeded, _) => "PodCompleted",
            (_, true) => "",
            _ => "ContainersNotReady",
        };
        let ready = if pod.is_ready { "True" } else { "False" };
        set_condition(&mut status, "ContainersReady", ready, reason, now);
        set_condition(&mut status, "Ready", ready, reason, now);
        status["containerStatuses"] = containers(object, pod, now);
    }
    status
}

/// Writes into the status of a Pod that no node takes it, as the scheduler does.
pub(super) fn unschedulable(key: &Key, why: &str, api: &mut ApiServer) {
    let Some(object) = api.store.get(key) else { return };
    // Of a Pod that is on its way out, or done, nothing more is said.
    let is_waiting = object["status"]["phase"] == "Pending" && object["spec"]["nodeName"].is_null();
    if !object["metadata"]["deletionTimestamp"].is_null() || !is_waiting {
        return;
    }
    let mut new = object.clone();
    let now = api.now.clone();
    set_condition(&mut new["status"], "PodScheduled", "False", "Unschedulable", &now);
    let conditions = new["status"]["conditions"].as_array_mut().into_iter().flatten();
    for condition in conditions.filter(|condition| condition["type"] == "PodScheduled") {
        condition["message"] = json!(why);
    }
    if new != *object {
        api.store.put(key.clone(), new);
    }
}

fn phase(pod: &LivePod) -> &'static str {
    match pod.phase {
        Phase::Pending => "Pending",
        Phase::Running => "Running",
        Phase::Succeeded => "Succeeded",
        Phase::Failed => "Failed",
    }
}

/// An address of the Pods' network, the same for a Pod each time.
fn address(name: &str, uid: &str) -> String {
    let number = name.bytes().chain(uid.bytes()).fold(0, |sum, byte| mix(sum ^ u64::from(byte)));
    format!("10.244.{}.{}", number / 256 % 256, number % 254 + 1)
}

fn containers(object: &Value, pod: &LivePod, now: &str) -> Value {
    let known = items(&object["status"]["containerStatuses"]);
    let status = |container: &Value| {
        let container_name = text(&container["name"]);
        let before = known.iter().find(|status| status["name"] == container_name);
        let state = state(pod, before, now);
        let mut status = json!({
            "name": container_name, "image": container["image"], "imageID": "",
            "ready": pod.is_ready, "restartCount": pod.restarts, "state": state,
            "started": pod.phase == Phase::Running, "lastState": {},
        });
        let id = (pod.phase != Phase::Pending)
            .then(|| json!(format!("containerd://{}-{container_name}", uid(object))));
        set(&mut status, "containerID", id);
        status
    };
    items(&object["spec"]["containers"]).iter().map(status).collect()
}

/// The state of a container; times stay as long as it does.
fn state(pod: &LivePod, before: Option<&Value>, now: &str) -> Value {
    let started = before.and_then(|before| before["state"]["running"]["startedAt"].as_str()).unwrap_or(now);
    match pod.phase {
        Phase::Pending => json!({"waiting": {"reason": "ContainerCreating"}}),
        Phase::Running => json!({"running": {"startedAt": started}}),
        Phase::Succeeded | Phase::Failed => {
            let ended = before.map(|before| &before["state"]["terminated"]).filter(|ended| ended.is_object());
            json!({"terminated": ended.cloned().unwrap_or_else(|| terminated(pod, started, now))})
        }
    }
}

fn terminated(pod: &LivePod, started: &str, now: &str) -> Value {
    let is_good = pod.phase == Phase::Succeeded;
    let reason = if is_good { "Completed" } else { "Error" };
    let code = pod.exit_code.unwrap_or(i32::from(!is_good));
    json!({"exitCode": code, "reason": reason, "startedAt": started, "finishedAt": now})
}
