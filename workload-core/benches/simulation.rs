//! How long simulations take, by size: `cargo bench -p workload-core --bench simulation`.
//!
//! A rolling update of Pods over half as many nodes, with the default bounds and one by one, Pods
//! that find no room, and Pods that end less important ones for theirs, with and without affinity.
//! Growth should stay near n log n: ten times the Pods, little more than ten times the time.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench says what it measured")]

use std::time::{Duration, Instant};

use k8s_openapi::api::apps::v1::Deployment;
use serde_json::json;
use workload_core::predict::simulation::{Action, Kind, Node, Policy, Run, Simulation, Target};

/// Each Pod wants others of its kind in its zone, and rather not on its node.
const NEAR_ITS_KIND: &str = "affinity: {podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: \
    [{topologyKey: topology.kubernetes.io/zone, labelSelector: {matchLabels: {app: urgent}}}]}, \
    podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 10, podAffinityTerm: \
    {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: urgent}}}}]}}, ";

fn main() {
    for pods in [100, 1_000, 10_000] {
        let nodes = (pods / 2).max(1);
        measure("rolling update, 25%/25%", pods, || roll(pods, nodes, "25%", "25%"));
        measure("rolling update, 1/0", pods, || roll(pods, nodes, "1", "0"));
        measure("no room for half", pods, || roll(pods, (pods / 20).max(1), "25%", "25%"));
    }
    for pods in [200, 2_000] {
        measure("preemption", pods, || preempt(pods, pods / 4, ""));
        measure("preemption, affinity", pods, || preempt(pods, pods / 4, NEAR_ITS_KIND));
    }
}

fn measure(what: &str, pods: u32, work: impl FnOnce() -> Run) {
    let start = Instant::now();
    let run = work();
    let took = start.elapsed();
    let events = run.events().count();
    let asked = Instant::now();
    let answers =
        (run.lowest_ready("web"), run.highest_pods("web"), run.lifelines().len(), run.stuck().len());
    println!(
        "{what:24} {pods:6} Pods: {took:9.1?} for {events} events; {answers:?} in {:.1?}",
        asked.elapsed()
    );
}

fn roll(pods: u32, nodes: u32, surge: &str, unavailable: &str) -> Run {
    let bound = |text: &str| text.parse::<u32>().map_or(format!("'{text}'"), |count| count.to_string());
    let strategy = format!("{{maxSurge: {}, maxUnavailable: {}}}", bound(surge), bound(unavailable));
    let mut simulation = Simulation::with_nodes(nodes);
    let web = deployment("web", pods, &strategy, 3, "");
    simulation.at(Duration::ZERO, Action::Apply(vec![web.into()]));
    let target = Target::new(Kind::Deployment, "web");
    let image = Action::SetImage { target, container: None, image: "app:v2".to_owned() };
    simulation.at(Duration::from_secs(60), image);
    simulation.run(Duration::from_secs(10_000_000))
}

/// Pods that fill their nodes, and after a minute as many of a higher priority.
fn preempt(pods: u32, nodes: u32, affinity: &str) -> Run {
    let class = json!({"kind": "PriorityClass", "metadata": {"name": "urgent"}, "value": 1000});
    let mut simulation = Simulation::new((1..=nodes).map(node)).unwrap();
    let web = deployment("web", pods, "{}", 8, "");
    simulation.at(Duration::ZERO, Action::Govern(Policy::from_json(&class).into_iter().collect()));
    simulation.at(Duration::ZERO, Action::Apply(vec![web.into()]));
    let urgent = deployment("urgent", pods, "{}", 8, &format!("priorityClassName: urgent, {affinity}"));
    simulation.at(Duration::from_secs(60), Action::Apply(vec![urgent.into()]));
    simulation.run(Duration::from_secs(3_600))
}

/// A node of 32 cores in one of three zones.
fn node(number: u32) -> Node {
    let zone = format!("zone-{}", number % 3);
    Node::new(format!("node-{number}")).label("topology.kubernetes.io/zone", &zone)
}

/// A Deployment whose Pods ask for so many cores each, with more of its Pods' spec.
fn deployment(name: &str, pods: u32, rolling_update: &str, cores: u32, more: &str) -> Deployment {
    serde_yaml::from_str(&format!(
        "metadata: {{name: {name}}}\n\
         spec:\n\
        \x20 replicas: {pods}\n\
        \x20 strategy: {{rollingUpdate: {rolling_update}}}\n\
        \x20 selector: {{matchLabels: {{app: {name}}}}}\n\
        \x20 template: {{metadata: {{labels: {{app: {name}}}}}, spec: {{{more}containers: [{{name: c, image: 'app:v1', resources: {{requests: {{cpu: {cores}}}}}}}]}}}}"
    ))
    .unwrap()
}
