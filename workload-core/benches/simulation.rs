//! How long simulations take, by size: `cargo bench -p workload-core --bench simulation`.
//!
//! A rolling update of Pods over half as many nodes, with the default bounds and one by one, and
//! Pods that find no room. Growth should stay near n log n: ten times the Pods, little more than
//! ten times the time.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench says what it measured")]

use std::time::{Duration, Instant};

use k8s_openapi::api::apps::v1::Deployment;
use workload_core::predict::simulation::{Action, Kind, Run, Simulation, Target};

fn main() {
    for pods in [100, 1_000, 10_000] {
        let nodes = (pods / 2).max(1);
        measure("rolling update, 25%/25%", pods, || roll(pods, nodes, "25%", "25%"));
        measure("rolling update, 1/0", pods, || roll(pods, nodes, "1", "0"));
        measure("no room for half", pods, || roll(pods, (pods / 20).max(1), "25%", "25%"));
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
    let deployment: Deployment = serde_yaml::from_str(&format!(
        "metadata: {{name: web}}\n\
         spec:\n\
        \x20 replicas: {pods}\n\
        \x20 strategy: {{rollingUpdate: {{maxSurge: {}, maxUnavailable: {}}}}}\n\
        \x20 selector: {{matchLabels: {{app: web}}}}\n\
        \x20 template: {{metadata: {{labels: {{app: web}}}}, spec: {{containers: [{{name: c, image: 'app:v1', resources: {{requests: {{cpu: '3'}}}}}}]}}}}",
        bound(surge), bound(unavailable)
    ))
    .unwrap();
    let mut simulation = Simulation::with_nodes(nodes);
    simulation.at(Duration::ZERO, Action::Apply(vec![deployment.into()]));
    let target = Target::new(Kind::Deployment, "web");
    let image = Action::SetImage { target, container: None, image: "app:v2".to_owned() };
    simulation.at(Duration::from_secs(60), image);
    simulation.run(Duration::from_secs(10_000_000))
}
