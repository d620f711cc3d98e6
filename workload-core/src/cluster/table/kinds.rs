//! The columns of every built-in kind.

use serde_json::{Value, json};

use crate::cluster::json::{items, text};
use crate::cluster::table::column::{AGE, Column, NAME, or_none, pairs, text_at};
use crate::cluster::table::pods::POD;
use crate::cluster::table::{age, workloads};

/// The columns of a kind.
pub(super) fn columns(kind: &str) -> &'static [Column] {
    match kind {
        "Pod" => POD,
        "Service" => SERVICE,
        "ConfigMap" => CONFIG_MAP,
        "Secret" => SECRET,
        "Namespace" => NAMESPACE,
        "Node" => NODE,
        "PersistentVolumeClaim" => CLAIM,
        "Event" => EVENT,
        kind => workload_columns(kind).unwrap_or(&[NAME, AGE]),
    }
}

fn workload_columns(kind: &str) -> Option<&'static [Column]> {
    match kind {
        "Deployment" => Some(workloads::DEPLOYMENT),
        "ReplicaSet" | "ReplicationController" => Some(workloads::REPLICA_SET),
        "StatefulSet" => Some(workloads::STATEFUL_SET),
        "DaemonSet" => Some(workloads::DAEMON_SET),
        "Job" => Some(workloads::JOB),
        "CronJob" => Some(workloads::CRON_JOB),
        _ => None,
    }
}

const SERVICE: &[Column] = &[
    NAME,
    Column::new("Type", |service, _| json!(text_at(service, "/spec/type"))),
    Column::new("Cluster-IP", |service, _| or_none(text_at(service, "/spec/clusterIP"))),
    Column::new("External-IP", |service, _| or_none(text_at(service, "/status/loadBalancer/ingress/0/ip"))),
    Column::new("Port(s)", |service, _| {
        let ports = items(&service["spec"]["ports"]).iter().map(port);
        or_none(&ports.collect::<Vec<_>>().join(","))
    }),
    AGE,
    Column::wide("Selector", |service, _| pairs(&service["spec"]["selector"])),
];

fn port(port: &Value) -> String {
    let node_port = port["nodePort"].as_u64().map_or(String::new(), |port| format!(":{port}"));
    format!("{}{node_port}/{}", port["port"], text(&port["protocol"]))
}

fn keys(object: &Value) -> Value {
    let keys = ["data", "binaryData"].iter().filter_map(|key| object[*key].as_object());
    json!(keys.map(serde_json::Map::len).sum::<usize>())
}

const CONFIG_MAP: &[Column] = &[NAME, Column::number("Data", |object, _| keys(object)), AGE];

const SECRET: &[Column] = &[
    NAME,
    Column::new("Type", |secret, _| json!(text_at(secret, "/type"))),
    Column::number("Data", |secret, _| keys(secret)),
    AGE,
];

const NAMESPACE: &[Column] =
    &[NAME, Column::new("Status", |namespace, _| json!(text_at(namespace, "/status/phase"))), AGE];

const NODE: &[Column] = &[
    NAME,
    Column::new("Status", |node, _| {
        let ready = items(&node["status"]["conditions"])
            .iter()
            .any(|condition| condition["type"] == "Ready" && condition["status"] == "True");
        let ready = if ready { "Ready" } else { "NotReady" };
        let cordoned = if node["spec"]["unschedulable"] == true { ",SchedulingDisabled" } else { "" };
        json!(format!("{ready}{cordoned}"))
    }),
    Column::new("Roles", |_, _| or_none("")),
    AGE,
    Column::new("Version", |node, _| json!(text_at(node, "/status/nodeInfo/kubeletVersion"))),
];

const CLAIM: &[Column] = &[
    NAME,
    Column::new("Status", |claim, _| json!(text_at(claim, "/status/phase"))),
    Column::new("Volume", |claim, _| json!(text_at(claim, "/spec/volumeName"))),
    Column::new("Capacity", |claim, _| json!(text_at(claim, "/status/capacity/storage"))),
    Column::new("Access Modes", |claim, _| {
        let modes = items(&claim["spec"]["accessModes"]).iter().map(|mode| match text(mode) {
            "ReadWriteOnce" => "RWO",
            "ReadOnlyMany" => "ROX",
            "ReadWriteMany" => "RWX",
            _ => "RWOP",
        });
        json!(modes.collect::<Vec<_>>().join(","))
    }),
    Column::new("StorageClass", |claim, _| json!(text_at(claim, "/spec/storageClassName"))),
    AGE,
];

const EVENT: &[Column] = &[
    Column::new("Last Seen", |event, now| age::since(&event["lastTimestamp"], now)),
    Column::new("Type", |event, _| json!(text(&event["type"]))),
    Column::new("Reason", |event, _| json!(text(&event["reason"]))),
    Column::new("Object", |event, _| {
        let object = &event["involvedObject"];
        json!(format!("{}/{}", text(&object["kind"]).to_lowercase(), text(&object["name"])))
    }),
    Column::new("Message", |event, _| json!(text(&event["message"]))),
];
