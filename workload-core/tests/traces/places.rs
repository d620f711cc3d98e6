//! Where Pods are and came to be, what kept them waiting, and what became of the nodes.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::compare::Facts;
use super::counts::Seen;
use super::facts::{of_kind, owner};
use super::settled::text;

/// Pods by owner.
type Owners = BTreeMap<String, u64>;

/// The facts about places.
pub fn places(trace: &Value, events: &[Value], facts: &mut Facts) {
    nodes(events, facts);
    lists(events, facts);
    scheduled(trace, events, facts);
    last(trace, events, facts);
    let attached = of_kind(events, "VolumeAttachment").filter(|event| event["what"] != "detaching");
    let attached = attached.map(|event| format!("{} {}", text(event, "name"), text(event, "what")));
    facts.insert("attach_log".to_owned(), attached.collect());
}

/// What happened to each node; of several changes of taints in a row the last.
fn nodes(events: &[Value], facts: &mut Facts) {
    let mut logs: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for event in of_kind(events, "Node") {
        let line = match text(event, "what") {
            "taints" => {
                let taints = event["taints"].as_array().unwrap().iter().map(|taint| taint.as_str().unwrap());
                format!("taints {}", taints.collect::<Vec<_>>().join(","))
            }
            "not-ready" => format!("not-ready {}", text(event, "status")),
            other => other.to_owned(),
        };
        logs.entry(text(event, "name")).or_default().push(line);
    }
    let settled: BTreeMap<_, _> = logs.iter().map(|(node, log)| (*node, last_taints(log))).collect();
    let mut alone: Vec<_> = settled.values().cloned().collect();
    alone.sort();
    facts.insert("node_log".to_owned(), json!(logs));
    facts.insert("node_log_settled".to_owned(), json!(settled));
    facts.insert("node_logs_settled".to_owned(), json!(alone));
}

fn last_taints(log: &[String]) -> Vec<String> {
    let is_taints = |line: &String| line.starts_with("taints");
    let lasts = |at: usize| !(is_taints(&log[at]) && log.get(at + 1).is_some_and(is_taints));
    (0..log.len()).filter(|at| lasts(*at)).map(|at| log[at].clone()).collect()
}

/// What was said of Pods, each once and sorted.
fn lists(events: &[Value], facts: &mut Facts) {
    let list = |what: &str, field: &str| -> BTreeSet<String> {
        let told = of_kind(events, "Pod").filter(|event| text(event, "what") == what);
        told.map(|event| format!("{} {}", text(event, "name"), text(event, field)).trim_end().to_owned())
            .collect()
    };
    for (fact, what, field) in [
        ("pods_unschedulable", "unschedulable", "message"),
        ("pods_nominated", "nominated", "node"),
        ("pods_disruption_target", "disruption-target", "reason"),
        ("pods_adopted", "adopted", "owner"),
        ("pods_released", "released", ""),
    ] {
        facts.insert(fact.to_owned(), json!(list(what, field)));
    }
    let of = |what: &str| list(what, "");
    let forced: Vec<_> = of("deleted").difference(&of("deleting")).cloned().collect();
    facts.insert("pods_forced".to_owned(), json!(forced));
}

fn scheduled(trace: &Value, events: &[Value], facts: &mut Facts) {
    let (mut order, mut by_node) = (Vec::new(), BTreeMap::<String, Owners>::new());
    for event in of_kind(events, "Pod").filter(|event| text(event, "what") == "scheduled") {
        let (name, node) = (text(event, "name"), text(event, "node"));
        order.push(format!("{name} -> {node}"));
        *by_node.entry(node.to_owned()).or_default().entry(owner(name)).or_default() += 1;
    }
    facts.insert("schedule_order".to_owned(), json!(order));
    facts.insert("scheduled_by_zone".to_owned(), json!(by_zone(trace, &by_node)));
    facts.insert("scheduled_by_node".to_owned(), json!(by_node));
}

/// Where the Pods are at the end that are neither gone nor over.
fn last(trace: &Value, events: &[Value], facts: &mut Facts) {
    let mut pods: BTreeMap<&str, Seen> = BTreeMap::new();
    for event in of_kind(events, "Pod") {
        pods.entry(text(event, "name")).or_default().take(event);
    }
    pods.retain(|_, pod| !pod.gone && matches!(pod.phase, "Pending" | "Running"));
    let nodes: BTreeMap<_, _> = pods.iter().map(|(name, pod)| (*name, pod.node.clone())).collect();
    let mut by_node = BTreeMap::<String, Owners>::new();
    for (name, pod) in &pods {
        let node = pod.node.clone().unwrap_or_else(|| NOWHERE.to_owned());
        *by_node.entry(node).or_default().entry(owner(name)).or_default() += 1;
    }
    let mut alone: Vec<_> = by_node.values().map(|pods| json!(pods)).collect();
    alone.sort_by_key(ToString::to_string);
    facts.insert("final.nodes".to_owned(), json!(nodes));
    facts.insert("final.pods_per_node_by_workload".to_owned(), json!(alone));
    facts.insert("final.pods_by_zone".to_owned(), json!(by_zone(trace, &by_node)));
    facts.insert("final.pods_by_node".to_owned(), json!(by_node));
}

/// Stands for the node of a Pod without one.
const NOWHERE: &str = "(none)";

fn by_zone(trace: &Value, by_node: &BTreeMap<String, Owners>) -> BTreeMap<String, Owners> {
    let mut zones = BTreeMap::<String, Owners>::new();
    let added = trace["actions"].as_array().unwrap().iter().map(|step| &step["node"]);
    let nodes: Vec<_> = trace["parameters"]["nodes"].as_array().into_iter().flatten().chain(added).collect();
    for (node, pods) in by_node {
        let zone = nodes.iter().find(|other| other["name"] == node.as_str());
        let zone = zone.and_then(|node| node["labels"]["topology.kubernetes.io/zone"].as_str());
        let sums = zones.entry(zone.unwrap_or(NOWHERE).to_owned()).or_default();
        for (owner, count) in pods {
            *sums.entry(owner.clone()).or_default() += count;
        }
    }
    zones
}
