//! Nodes: their objects, and what people do to them.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::request::{Request, Verb};
use crate::cluster::store::{Change, ChangeKind, Key};
use crate::predict::simulation::{Action, Node, NodeRef, Simulation};

/// Makes the object of a node.
pub(super) fn create(node: &Node, api: &mut ApiServer) {
    let request = Request::new(Verb::Create, "v1", "Node").by("kubelet").with_body(json!({
        "apiVersion": "v1", "kind": "Node",
        "metadata": {"name": node.name, "labels": node.labels},
        "spec": {"unschedulable": node.unschedulable, "taints": node.taints},
    }));
    let key = Key { resource: "nodes".to_owned(), namespace: String::new(), name: node.name.clone() };
    // A node of a name that is taken is the one that is there.
    if api.handle(&request).is_ok()
        && let Some(mut object) = api.store.get(&key).cloned()
    {
        object["status"] = status(node, &api.now);
        api.store.put(key, object);
    }
}

fn status(node: &Node, now: &str) -> Value {
    let room = json!({
        "cpu": format!("{}m", node.room.cpu_millis),
        "memory": node.room.memory.to_string(),
        "pods": node.room.pods.to_string(),
    });
    json!({
        "capacity": room,
        "allocatable": room,
        "conditions": [{
            "type": "Ready", "status": "True", "reason": "KubeletReady",
            "message": "kubelet is posting ready status",
            "lastHeartbeatTime": now, "lastTransitionTime": now,
        }],
        "addresses": [{"type": "Hostname", "address": node.name}],
        "nodeInfo": {"kubeletVersion": "v1.36.0", "operatingSystem": "linux", "architecture": "amd64"},
    })
}

/// Takes in what was written to a node.
pub(super) fn feed(simulation: &mut Simulation, change: &Change) {
    let name = || NodeRef::Named(change.key.name.clone());
    let Some(before) = change.before.as_ref().filter(|_| change.kind != ChangeKind::Deleted) else {
        if change.kind == ChangeKind::Deleted {
            // A node that the simulation does not have cannot go.
            let _ = simulation.perform(&Action::RemoveNode(name()));
        }
        return;
    };
    let is_cordoned = |node: &Value| node["spec"]["unschedulable"] == true;
    let action = match (is_cordoned(before), is_cordoned(&change.object)) {
        (false, true) => Action::Cordon(name()),
        (true, false) => Action::Uncordon(name()),
        _ => return,
    };
    // The node is there, as its object is.
    let _ = simulation.perform(&action);
}
