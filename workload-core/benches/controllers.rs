//! How long DaemonSets, Jobs and CronJobs take, by size: `cargo bench -p workload-core --bench controllers`.
#![allow(clippy::unwrap_used, clippy::print_stdout, missing_docs, reason = "a bench says what it measured")]

use std::time::{Duration, Instant};

use k8s_openapi::api::apps::v1::DaemonSet;
use k8s_openapi::api::batch::v1::{CronJob, Job};
use workload_core::k8s::Object;
use workload_core::predict::simulation::{Action, Kind, Run, Simulation, Target};

const POD: &str =
    "metadata: {labels: {app: a}}, spec: {restartPolicy: Never, containers: [{name: c, image: 'app:v1'}]}";

fn main() {
    for nodes in [500, 5_000] {
        measure(&format!("DaemonSet roll, {nodes} nodes, 1 at a time"), || roll(nodes, "maxUnavailable: 1"));
        measure(&format!("DaemonSet roll, {nodes} nodes, 10%"), || roll(nodes, "maxUnavailable: 10%"));
        measure(&format!("DaemonSet roll, {nodes} nodes, surge 1"), || {
            roll(nodes, "maxSurge: 1, maxUnavailable: 0")
        });
    }
    for completions in [1_000, 10_000] {
        measure(&format!("Job, {completions} completions, 100 at a time"), || job(completions, "NonIndexed"));
        measure(&format!("Indexed Job, {completions} completions, 100 at a time"), || {
            job(completions, "Indexed")
        });
    }
    for days in [7, 365] {
        measure(&format!("CronJob, every minute for {days} days"), || cron(days));
    }
}

fn measure(what: &str, work: impl FnOnce() -> Run) {
    let start = Instant::now();
    let run = work();
    let took = start.elapsed();
    println!("{what:50} {took:9.1?} for {} events", run.events().count());
}

fn roll(nodes: u32, bounds: &str) -> Run {
    let set: DaemonSet = serde_yaml::from_str(&format!(
        "{{metadata: {{name: agent}}, spec: {{selector: {{matchLabels: {{app: a}}}}, updateStrategy: {{rollingUpdate: {{{bounds}}}}}, template: {{{}}}}}}}",
        POD.replace("restartPolicy: Never, ", "")
    ))
    .unwrap();
    let mut simulation = Simulation::with_nodes(nodes);
    simulation.at(Duration::ZERO, Action::Apply(vec![set.into()]));
    let target = Target::new(Kind::DaemonSet, "agent");
    let image = Action::SetImage { target, container: None, image: "app:v2".to_owned() };
    simulation.at(Duration::from_secs(60), image);
    simulation.run(Duration::from_secs(1_000_000))
}

fn job(completions: u32, mode: &str) -> Run {
    let job: Job = serde_yaml::from_str(&format!(
        "{{metadata: {{name: job}}, spec: {{completionMode: {mode}, completions: {completions}, parallelism: 100, template: {{{POD}}}}}}}"
    ))
    .unwrap();
    alone(job.into(), Duration::from_secs(1_000_000))
}

fn cron(days: u64) -> Run {
    let cron: CronJob = serde_yaml::from_str(&format!(
        "{{metadata: {{name: tick}}, spec: {{schedule: '* * * * *', jobTemplate: {{spec: {{template: {{{POD}}}}}}}}}}}"
    ))
    .unwrap();
    alone(cron.into(), Duration::from_secs(days * 24 * 3600))
}

fn alone(object: Object, end: Duration) -> Run {
    let mut simulation = Simulation::with_nodes(10);
    simulation.at(Duration::ZERO, Action::Apply(vec![object]));
    simulation.run(end)
}
