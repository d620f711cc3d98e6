//! The readiness of what is there at the end of a scenario, and what its Pods say of it.

use serde_json::{Value, json};
use workload_core::readiness::{Readiness, Surroundings, readiness};

use super::facts::of_kind;
use super::manifest::documents;
use super::settled::text;
use super::steps::action;

/// An object at the end of a scenario.
#[derive(Debug)]
pub struct Judged {
    /// Such as `Deployment/web`; shown when it is wrong.
    #[expect(dead_code, reason = "it is shown by Debug")]
    pub object: String,
    /// What the readiness is.
    pub found: Readiness,
    /// Whether the Pods say that it is ready.
    pub is_ready: bool,
    /// Whether the controller has given up.
    pub is_failed: bool,
}

/// The workloads at the end that the manifests name.
pub fn judged(trace: &Value) -> Vec<Judged> {
    let mut wanted = documents(trace["manifest"].as_str().unwrap());
    for step in trace["actions"].as_array().unwrap() {
        action(step, &mut wanted);
    }
    let last = &trace["summary"]["final"];
    let judge = |(object, status): (&String, &Value)| {
        let (kind, name) = object.split_once('/')?;
        let document = wanted.iter().find(|one| one["kind"] == kind && one["metadata"]["name"] == name)?;
        let expected = match kind {
            "Deployment" => deployment,
            "StatefulSet" => stateful_set,
            "DaemonSet" => daemon_set,
            "Job" => job,
            _ => return None,
        };
        let live = live(document, status);
        Some(Judged {
            object: object.clone(),
            found: readiness(&live, &Surroundings::default()),
            is_ready: expected(&live, &pods(trace, kind, name), trace),
            is_failed: is_failed(kind, &live),
        })
    };
    last["workloads"].as_object().unwrap().iter().filter_map(judge).collect()
}

/// The live object that was recorded: the document, with the status as it is written.
fn live(document: &Value, recorded: &Value) -> Value {
    let mut live = document.clone();
    live["metadata"]["generation"] = json!(1);
    if let Some(replicas) = recorded.get("spec.replicas") {
        live["spec"]["replicas"] = replicas.clone();
    }
    let mut status = recorded.clone();
    let conditions = recorded["conditions"].as_object().unwrap().iter().map(|(kind, said)| {
        let (status, reason) = said.as_str().unwrap().split_once('/').unwrap();
        json!({"type": kind, "status": status, "reason": reason})
    });
    status["conditions"] = conditions.collect();
    status["observedGeneration"] = json!(1);
    live["status"] = status;
    live
}

/// The Pods of a workload that are neither over nor being deleted.
fn pods<'t>(trace: &'t Value, kind: &str, name: &str) -> Vec<&'t Value> {
    let all = trace["summary"]["final"]["pods"].as_array().unwrap().iter();
    let is_deleting = |pod: &&Value| {
        let mut events = of_kind(trace["events"].as_array().unwrap(), "Pod");
        events.any(|event| event["name"] == pod["name"] && event["what"] == "deleting")
    };
    let is_own = |pod: &&Value| {
        let pod = text(pod, "name");
        match kind {
            "StatefulSet" => pod.rsplit_once('-').is_some_and(|(set, _)| set == name),
            _ => pod.split('/').next() == Some(name),
        }
    };
    let is_over = |pod: &&Value| ["Succeeded", "Failed"].contains(&text(pod, "phase"));
    all.filter(is_own).filter(|pod| !is_over(pod) && !is_deleting(pod)).collect()
}

fn is_failed(kind: &str, live: &Value) -> bool {
    let conditions = live["status"]["conditions"].as_array().unwrap();
    let has = |wanted: Value| {
        conditions.iter().any(|one| wanted.as_object().unwrap().iter().all(|(key, value)| one[key] == *value))
    };
    match kind {
        "Job" => has(json!({"type": "Failed", "status": "True"})),
        "Deployment" => {
            has(json!({"reason": "ProgressDeadlineExceeded"}))
                || live["spec"]["paused"] == true
                    && live["status"]["updatedReplicas"].as_i64().unwrap_or(0)
                        < live["spec"]["replicas"].as_i64().unwrap()
        }
        _ => false,
    }
}

fn all_ready(pods: &[&Value]) -> bool {
    pods.iter().all(|pod| pod["ready"] == true)
}

/// As many Pods as wanted, all ready, all of the ReplicaSet that became the newest last.
fn deployment(live: &Value, pods: &[&Value], trace: &Value) -> bool {
    let name = text(&live["metadata"], "name");
    let sets = of_kind(trace["events"].as_array().unwrap(), "ReplicaSet");
    let newest = sets
        .filter(|event| ["created", "renumbered"].contains(&text(event, "what")))
        .filter_map(|event| text(event, "name").strip_prefix(name)?.strip_prefix('/'))
        .last();
    let wanted = live["spec"]["replicas"].as_u64().unwrap();
    let is_new = |pod: &&Value| newest == pod["revision"].as_str();
    pods.len() as u64 == wanted && all_ready(pods) && pods.iter().all(is_new)
}

/// Every ordinal has a ready Pod, which is new at and above the partition.
fn stateful_set(live: &Value, pods: &[&Value], _: &Value) -> bool {
    let strategy = &live["spec"]["updateStrategy"];
    let partition = strategy["rollingUpdate"]["partition"].as_u64().unwrap_or(0);
    let start = live["spec"]["ordinals"]["start"].as_u64().unwrap_or(0);
    let wanted = live["spec"]["replicas"].as_u64().unwrap();
    let ordinal = |pod: &Value| -> u64 {
        let name = text(pod, "name").split('#').next().unwrap();
        name.rsplit_once('-').unwrap().1.parse().unwrap()
    };
    let is_new = |pod: &&Value| pod["revision"] == live["status"]["updateRevision"];
    let fits = |pod: &&Value| {
        let ordinal = ordinal(pod);
        let is_due = strategy["type"] != "OnDelete" && ordinal >= partition;
        (start..start + wanted).contains(&ordinal) && (!is_due || is_new(pod))
    };
    pods.len() as u64 == wanted && all_ready(pods) && pods.iter().all(fits)
}

/// Every Pod is ready and of the same revision; as many as nodes that want one.
fn daemon_set(live: &Value, pods: &[&Value], _: &Value) -> bool {
    let is_on_delete = live["spec"]["updateStrategy"]["type"] == "OnDelete";
    let same = pods.windows(2).all(|pair| pair[0]["revision"] == pair[1]["revision"]);
    let wanted = live["status"]["desiredNumberScheduled"].as_u64().unwrap_or(0);
    pods.len() as u64 >= wanted && all_ready(pods) && (is_on_delete || same)
}

/// The controller says that it is complete, or it is not to run.
fn job(live: &Value, _: &[&Value], _: &Value) -> bool {
    let conditions = live["status"]["conditions"].as_array().unwrap();
    let is_complete = conditions.iter().any(|one| one["type"] == "Complete" && one["status"] == "True");
    let is_failed = conditions.iter().any(|one| one["type"] == "Failed");
    is_complete || live["spec"]["suspend"] == true && !is_failed
}
