//! The answers: lowest and highest counts, times, addresses, and what is stuck.

use workload_core::predict::plan::{Plan, Requests, Runs, Step, Workload, short};

use super::paint::{BAD, GOOD, painted};
use crate::terminal::Page;

/// So many addresses are shown.
const ADDRESSES: usize = 5;

pub(super) fn answers(page: &mut Page, plan: &Plan) {
    page.heading("Answers");
    for workload in &plan.workloads {
        page.line(2, &format!("{}: {}.", workload.name, said(workload)));
        if let Some(runs) = &workload.runs {
            page.line(4, &run(runs));
        }
        addresses(page, workload);
    }
    for step in &plan.steps {
        page.line(2, &done(step));
    }
    for note in &plan.notes {
        page.line(2, note);
    }
    stuck(page, plan);
}

fn stuck(page: &mut Page, plan: &Plan) {
    page.raw("\n");
    for snag in &plan.stuck {
        page.raw(&format!("  {} ", painted(BAD, "stuck")));
        page.line(0, &snag.reason);
    }
    if !plan.is_stuck() {
        page.raw(&format!("  {}\n", painted(GOOD, "nothing is stuck")));
    }
}

/// How long an action took.
fn done(step: &Step) -> String {
    let refused = step.refused.as_ref().map(|why| format!(", and could not be done: {why}"));
    let moments = if step.moments == 1 { "step" } else { "steps" };
    let (took, refused) = (short(step.took), refused.unwrap_or_default());
    format!("`{}` took {took} and {} {moments}{refused}", step.words, step.moments)
}

fn said(workload: &Workload) -> String {
    let mut said = Vec::new();
    match (workload.lowest_ready, workload.wanted) {
        (Some(lowest), _) => {
            said.push(format!(
                "lowest ready {} of {} (at {})",
                lowest.ready,
                lowest.wanted,
                short(lowest.at)
            ));
        }
        (None, Some(wanted)) => said.push(format!("never all {wanted} ready")),
        (None, None) => {}
    }
    let requests = requested(workload.highest_requests);
    said.push(format!("at most {} at once{requests}", pods(workload.highest_pods)));
    said.join(", ")
}

fn pods(count: u32) -> String {
    format!("{count} Pod{}", if count == 1 { "" } else { "s" })
}

/// ` (750m cpu, 384Mi memory)`; nothing for Pods that request nothing.
fn requested(requests: Requests) -> String {
    let cpu = (requests.cpu_millis > 0).then(|| format!("{}m cpu", requests.cpu_millis));
    let memory = (requests.memory > 0).then(|| format!("{}Mi memory", requests.memory.div_ceil(1 << 20)));
    let said: Vec<_> = cpu.into_iter().chain(memory).collect();
    if said.is_empty() { String::new() } else { format!(", which request {}", said.join(" and ")) }
}

fn run(runs: &Runs) -> String {
    format!(
        "due {}, started {}, of these overlapping {}, late {}, replaced {}; skipped {}, of these past their deadline {}",
        runs.due, runs.started, runs.overlapped, runs.late, runs.replaced, runs.skipped, runs.missed
    )
}

fn addresses(page: &mut Page, workload: &Workload) {
    let mut names: Vec<_> = workload.pods.iter().filter_map(|pod| pod.address.as_deref()).collect();
    names.sort_unstable();
    names.dedup();
    for name in names.iter().take(ADDRESSES) {
        page.raw(&format!("    {name}\n"));
    }
    if names.len() > ADDRESSES {
        page.raw(&format!("    … and {} more\n", names.len() - ADDRESSES));
    }
}
