//! A recorded scenario, done again by the simulation.

use std::time::Duration;

use k8s_openapi::api::core::v1::Taint;
use serde_json::Value;
use workload_core::predict::simulation::{
    Action, Behaviour, Node, PodFilter, Policy, Run, Simulation, Timings,
};

use super::manifest::{applied, documents};
use super::steps::action;

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
    // A class of the recordings' cluster that their manifests do not hold.
    let expandable = serde_json::json!({
        "kind": "StorageClass",
        "metadata": {"name": "expandable"},
        "provisioner": "none",
        "allowVolumeExpansion": true,
    });
    if trace.to_string().contains("expandable") {
        simulation.at(Duration::ZERO, Action::Govern(Policy::from_json(&expandable).into_iter().collect()));
    }
    // One object is applied after the other, which took the recorder some milliseconds.
    for (place, action) in applied(&documents).into_iter().enumerate() {
        simulation.at(APPLYING * u32::try_from(place).unwrap(), action);
    }
    for step in trace["actions"].as_array().unwrap() {
        for action in action(step, &mut documents) {
            simulation.at(seconds(&step["at"]), action);
        }
    }
    simulation.run(seconds(&trace["duration"]))
}

/// How long applying one object takes.
const APPLYING: Duration = Duration::from_millis(10);

/// A full minute to begin at: 2026-01-05 10:00 UTC, a Monday.
pub const START: i64 = 1_767_607_200_000;

#[expect(clippy::cast_possible_truncation, reason = "seconds of a minute")]
fn millis(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

fn seconds(value: &Value) -> Duration {
    Duration::from_secs_f64(value.as_f64().unwrap())
}

/// A node of the parameters.
pub fn node(node: &Value) -> Node {
    let mut new = Node::new(node["name"].as_str().unwrap());
    for (key, value) in node["labels"].as_object().into_iter().flatten() {
        new = new.label(key, value.as_str().unwrap());
    }
    new.taints = taints(&node["taints"]);
    new.attaches = node["attach"] == true;
    for (name, amount) in node["resources"].as_object().into_iter().flatten() {
        let amount = amount.as_str().unwrap();
        match name.as_str() {
            "cpu" => new.room.cpu_millis = thousandths(amount),
            "memory" => new.room.memory = gibibytes(amount) << 30,
            "pods" => new.room.pods = amount.parse().unwrap(),
            other => panic!("no node so far has {other}"),
        }
    }
    new
}

fn thousandths(cpu: &str) -> u64 {
    let number = |text: &str| text.parse::<u64>().unwrap();
    cpu.strip_suffix('m').map_or_else(|| number(cpu) * 1000, number)
}

fn gibibytes(memory: &str) -> u64 {
    memory.strip_suffix("Gi").unwrap().parse().unwrap()
}

/// Taints as they are written.
pub fn taints(taints: &Value) -> Vec<Taint> {
    if taints.is_null() { Vec::new() } else { serde_json::from_value(taints.clone()).unwrap() }
}

fn timings(parameters: &Value) -> Timings {
    let or = |name: &str, default: Duration| parameters.get(name).map_or(default, seconds);
    let defaults = Timings::default();
    Timings {
        ready: or("readyDelay", defaults.ready),
        stop: or("terminationDelay", defaults.stop),
        run: or("runSeconds", defaults.run),
        node_grace: or("nodeMonitorGracePeriod", defaults.node_grace),
        stopped_exit_code: parameters["terminationExitCode"]
            .as_i64()
            .map_or(defaults.stopped_exit_code, |code| i32::try_from(code).unwrap()),
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
        stop_after: value.get("terminationDelay").map(seconds),
        exits: value["exits"].as_bool(),
        run_for: value.get("runSeconds").map(seconds),
        exit_code: value["exitCode"].as_i64().map(|code| i32::try_from(code).unwrap()),
    }
}
