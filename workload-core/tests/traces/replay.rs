//! A recorded scenario, done again by the simulation.

use std::time::Duration;

use k8s_openapi::api::core::v1::Taint;
use serde::de::DeserializeOwned;
use serde_json::Value;
use workload_core::k8s::Object;
use workload_core::predict::simulation::{
    Action, Behaviour, Kind, Node, NodeRef, PodFilter, PodRef, Propagation, Run, Simulation, Target, Timings,
};

use super::patch::merge;

/// Runs the scenario of a trace.
pub fn replay(trace: &Value) -> Run {
    let parameters = &trace["parameters"];
    let default = serde_json::json!([{"name": "node-1"}, {"name": "node-2"}, {"name": "node-3"}]);
    let nodes = parameters.get("nodes").unwrap_or(&default).as_array().unwrap();
    let mut simulation = Simulation::new(nodes.iter().map(node)).unwrap();
    simulation.timings(timings(parameters));
    let gates = &parameters["featureGates"];
    simulation.max_unavailable_stateful_set(gates["MaxUnavailableStatefulSet"] == true);
    if let Some(second) = parameters["start_second_of_minute"].as_f64() {
        simulation.starts_at(jiff::Timestamp::from_millisecond(START + millis(second)).unwrap());
    }
    let mut documents = documents(trace["manifest"].as_str().unwrap());
    for quota in documents.extract_if(.., |document| document["kind"] == "ResourceQuota") {
        let pods = quota["spec"]["hard"]["pods"].to_string().trim_matches('"').parse().unwrap();
        simulation.quota("default", quota["metadata"]["name"].as_str().unwrap(), pods);
    }
    if !documents.is_empty() {
        simulation.at(Duration::ZERO, Action::Apply(documents.iter().map(object).collect()));
    }
    for step in trace["actions"].as_array().unwrap() {
        simulation.at(seconds(&step["at"]), action(step, &mut documents));
    }
    simulation.run(seconds(&trace["duration"]))
}

/// A full minute to begin at: 2026-01-05 10:00 UTC, a Monday.
pub const START: i64 = 1_767_607_200_000;

#[expect(clippy::cast_possible_truncation, reason = "seconds of a minute")]
fn millis(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

fn seconds(value: &Value) -> Duration {
    Duration::from_secs_f64(value.as_f64().unwrap())
}

fn documents(text: &str) -> Vec<Value> {
    let documents = serde_yaml::Deserializer::from_str(text);
    let documents = documents.map(|document| serde::Deserialize::deserialize(document).unwrap());
    documents.filter(|document: &Value| !document.is_null()).collect()
}

/// The typed object of a document.
fn object(document: &Value) -> Object {
    fn typed<T: DeserializeOwned + Into<Object>>(document: &Value) -> Object {
        serde_json::from_value::<T>(document.clone()).unwrap().into()
    }
    match document["kind"].as_str().unwrap() {
        "Deployment" => typed::<k8s_openapi::api::apps::v1::Deployment>(document),
        "StatefulSet" => typed::<k8s_openapi::api::apps::v1::StatefulSet>(document),
        "DaemonSet" => typed::<k8s_openapi::api::apps::v1::DaemonSet>(document),
        "Job" => typed::<k8s_openapi::api::batch::v1::Job>(document),
        "CronJob" => typed::<k8s_openapi::api::batch::v1::CronJob>(document),
        "PodDisruptionBudget" => typed::<k8s_openapi::api::policy::v1::PodDisruptionBudget>(document),
        "Service" => typed::<k8s_openapi::api::core::v1::Service>(document),
        other => panic!("no scenario so far has a {other}"),
    }
}

fn node(node: &Value) -> Node {
    let mut new = Node::new(node["name"].as_str().unwrap());
    for (key, value) in node["labels"].as_object().into_iter().flatten() {
        new = new.label(key, value.as_str().unwrap());
    }
    new.taints = taints(&node["taints"]);
    new
}

fn taints(taints: &Value) -> Vec<Taint> {
    if taints.is_null() { Vec::new() } else { serde_json::from_value(taints.clone()).unwrap() }
}

fn timings(parameters: &Value) -> Timings {
    let or = |name: &str, default: Duration| parameters.get(name).map_or(default, seconds);
    let defaults = Timings::default();
    Timings {
        ready: or("readyDelay", defaults.ready),
        stop: or("terminationDelay", defaults.stop),
        run: or("runSeconds", defaults.run),
        behaviours: parameters["behaviours"].as_array().into_iter().flatten().map(behaviour).collect(),
    }
}

fn behaviour(value: &Value) -> Behaviour {
    let of = &value["match"];
    let text = |name: &str| of[name].as_str().map(ToOwned::to_owned);
    let number = |name: &str| of[name].as_u64().map(|number| u32::try_from(number).unwrap());
    Behaviour {
        of: PodFilter {
            image: text("image"),
            pod: text("pod"),
            node: text("node"),
            index: number("index"),
            attempt: number("attempt"),
            workload: None,
        },
        ready: value["ready"].as_bool(),
        ready_after: value.get("readyDelay").map(seconds),
        stop_after: None,
        run_for: value.get("runSeconds").map(seconds),
        exit_code: value["exitCode"].as_i64().map(|code| i32::try_from(code).unwrap()),
    }
}

fn target(step: &Value) -> Target {
    let (kind, name) = step["target"].as_str().unwrap().split_once('/').unwrap();
    let kinds = [Kind::Deployment, Kind::StatefulSet, Kind::DaemonSet, Kind::Job, Kind::CronJob];
    Target::new(kinds.into_iter().find(|known| known.to_string() == kind).unwrap(), name)
}

fn pod(step: &Value) -> PodRef {
    pod_named(step["pod"].as_str().unwrap())
}

fn pod_named(name: &str) -> PodRef {
    match (name.strip_prefix("any:"), name.strip_prefix("on:")) {
        (Some(prefix), _) => PodRef::Any(prefix.to_owned()),
        (_, Some(node)) => PodRef::On(node.to_owned()),
        // `redis-1#2` is the second Pod of that name: its name in the cluster is redis-1.
        _ => PodRef::Named(name.split('#').next().unwrap().to_owned()),
    }
}

fn node_ref(step: &Value) -> NodeRef {
    let name = step["node"].as_str().unwrap();
    match name.strip_prefix('@') {
        Some(pod) => NodeRef::Of(pod_named(pod)),
        None => NodeRef::Named(name.to_owned()),
    }
}

/// One action; `documents` are the manifests as they are by then, for strategic merges.
fn action(step: &Value, documents: &mut Vec<Value>) -> Action {
    match step["do"].as_str().unwrap() {
        "apply" => {
            let new = self::documents(step["manifest"].as_str().unwrap());
            documents.extend(new.iter().cloned());
            Action::Apply(new.iter().map(object).collect())
        }
        "patch" => patched(step, &step["patch"], documents),
        "set-image" => {
            let image = step["image"].as_str().unwrap().to_owned();
            remember(step, documents, |spec| {
                spec["template"]["spec"]["containers"][0]["image"] = image.clone().into();
            });
            Action::SetImage { target: target(step), container: None, image }
        }
        "scale" => {
            let replicas = i32::try_from(step["replicas"].as_i64().unwrap()).unwrap();
            remember(step, documents, |spec| spec["replicas"] = replicas.into());
            Action::Scale(target(step), replicas)
        }
        "pause" => Action::Pause(target(step), true),
        "resume" => Action::Pause(target(step), false),
        "suspend" => Action::Suspend(target(step), true),
        "unsuspend" => Action::Suspend(target(step), false),
        "undo" => Action::Undo(target(step), step["toRevision"].as_i64().filter(|to| *to > 0)),
        "delete" => Action::Delete(target(step), propagation(step)),
        "delete-pod" => Action::DeletePod(pod(step)),
        "evict" => Action::Evict(pod(step)),
        "annotate-pod" => {
            let cost = &step["annotations"]["controller.kubernetes.io/pod-deletion-cost"];
            Action::DeletionCost(pod(step), cost.as_str().unwrap().parse().unwrap())
        }
        "set-ready" => Action::SetReady(pod(step), step["ready"].as_bool().unwrap()),
        "cordon" => Action::Cordon(node_ref(step)),
        "uncordon" => Action::Uncordon(node_ref(step)),
        "drain" => Action::Drain(node_ref(step)),
        "add-node" => Action::AddNode(node(&step["node"])),
        "remove-node" => Action::RemoveNode(node_ref(step)),
        "label-node" => {
            let labels = step["labels"].as_object().unwrap().iter();
            let text = |value: &Value| value.as_str().map(ToOwned::to_owned);
            Action::LabelNode(node_ref(step), labels.map(|(key, value)| (key.clone(), text(value))).collect())
        }
        "taint-node" => Action::TaintNode(node_ref(step), taints(&step["taints"])),
        "note" => Action::Note(step["text"].as_str().unwrap_or_default().to_owned()),
        other => panic!("no scenario so far has the action {other}"),
    }
}

fn propagation(step: &Value) -> Propagation {
    match step["propagation"].as_str() {
        Some("Foreground") => Propagation::Foreground,
        Some("Orphan") => Propagation::Orphan,
        _ => Propagation::Background,
    }
}

fn document<'a>(step: &Value, documents: &'a mut [Value]) -> &'a mut Value {
    let target = target(step);
    let is_it = |document: &&mut Value| {
        document["kind"] == target.kind.to_string().as_str()
            && document["metadata"]["name"] == target.name.as_str()
    };
    documents.iter_mut().find(is_it).unwrap()
}

fn remember(step: &Value, documents: &mut [Value], edit: impl FnOnce(&mut Value)) {
    edit(&mut document(step, documents)["spec"]);
}

fn patched(step: &Value, patch: &Value, documents: &mut [Value]) -> Action {
    let document = document(step, documents);
    merge(document, patch);
    Action::Apply(vec![object(document)])
}
