//! The answers: lowest and highest counts, times, addresses, and whether anything is stuck.

use workload_core::predict::plan::{
    Lowest, Plan, Requests, Step, Workload, cpu, memory, natural_order, short, thousands,
};

use super::extent::FEW;
use super::paint::{GOOD, painted};
use super::parts::Parts;
use crate::plan::cron;
use crate::plan::outage::{outage, severity};
use crate::terminal::{Page, WEAK};

/// So many addresses are shown.
const ADDRESSES: usize = 5;

pub(super) fn answers(page: &mut Page, plan: &Plan, parts: &dyn Fn(&'static str) -> Parts) {
    page.heading("Answers");
    workloads(page, plan, parts("workload"));
    let is_stuck = plan.is_stuck();
    listed(page, parts("action"), plan.steps.iter().filter_map(|step| done(step, is_stuck)));
    listed(page, parts("note"), plan.notes.iter().cloned());
    chance(page, plan, parts("thing that chance decides"));
    assumed(page, plan, parts("assumption"));
    if !plan.is_stuck() {
        page.raw(&format!("\n  {}{}\n", painted(GOOD, "nothing is stuck"), depending(plan)));
    }
}

/// `; 2 workloads depend on your nodes`.
fn depending(plan: &Plan) -> String {
    match plan.depends_on_nodes.len() {
        0 => String::new(),
        1 => "; 1 workload depends on your nodes".to_owned(),
        count => format!("; {count} workloads depend on your nodes"),
    }
}

fn listed(page: &mut Page, mut parts: Parts, lines: impl Iterator<Item = String>) {
    for line in lines {
        let mut part = Page::new();
        part.hanging(2, &line);
        parts.add(part.into_text());
    }
    parts.show(page);
}

/// What chance decides and nobody but the Pods' names tells.
fn chance(page: &mut Page, plan: &Plan, mut parts: Parts) {
    for either in plan.either.iter().filter(|either| either.outcomes.is_none()) {
        let mut part = Page::new();
        part.labelled(&painted(WEAK, "chance"), 6, &either.to_string());
        parts.add(part.into_text());
    }
    parts.show(page);
}

fn assumed(page: &mut Page, plan: &Plan, mut parts: Parts) {
    for assumption in &plan.assumptions {
        let mut part = Page::new();
        part.labelled(&painted(WEAK, "assumed"), 7, assumption);
        parts.add(part.into_text());
    }
    parts.show(page);
}

fn workloads(page: &mut Page, plan: &Plan, mut parts: Parts) {
    let mut workloads: Vec<_> = plan.workloads.iter().collect();
    if parts.is_bounded() && workloads.len() > FEW {
        workloads.sort_by_key(|workload| severity(workload));
    }
    for workload in workloads {
        // What is deleted is told before.
        if parts.is_bounded() && workload.deleted.is_some() && plan.workloads.len() > 1 {
            continue;
        }
        let mut part = Page::new();
        part.hanging(2, &format!("{}: {}.", workload.name, said(workload)));
        if let Some(times) = workload.runs.as_ref().and_then(cron::times) {
            part.line(4, &format!("at {times}"));
        }
        if !parts.is_bounded() || plan.workloads.len() <= FEW {
            addresses(&mut part, workload);
        }
        parts.add(part.into_text());
    }
    parts.show(page);
}

/// What came of an action, and how long it took; nothing of one that failed, which is told before, or of waiting.
fn done(step: &Step, is_stuck: bool) -> Option<String> {
    if step.refused.is_some() || step.words.starts_with("wait ") {
        return None;
    }
    let came = match (step.moments, step.took) {
        (0, _) => "no Pod changed".to_owned(),
        (_, 0) => "done at once".to_owned(),
        // Something waits for ever: nothing is done.
        (_, took) if is_stuck => format!("the last change comes after {}", short(took)),
        (_, took) => format!("done after {}", short(took)),
    };
    Some(format!("`{}`: {came}", step.words))
}

fn said(workload: &Workload) -> String {
    let mut said = Vec::new();
    match (workload.lowest_ready, workload.wanted, &workload.runs) {
        (_, _, Some(runs)) => said.push(cron::counts(runs)),
        // What is lost is told before.
        _ if outage(workload).is_some() || workload.deleted.is_some() => {}
        (Some(lowest), ..) => {
            said.push(readiness(workload, lowest));
        }
        (None, Some(wanted), None) => {
            said.push(format!("never all {} ready", thousands(wanted as usize)));
        }
        (None, None, None) => {}
    }
    let requests = requested(workload.highest_requests);
    said.push(match workload.highest_pods {
        0 => "no Pod runs".to_owned(),
        many => format!("at most {} at once{requests}", pods(many)),
    });
    said.join(", ")
}

/// The fewest Pods that were ready, of a workload that lost none of them.
fn readiness(workload: &Workload, Lowest { ready, wanted, at }: Lowest) -> String {
    let all = format!("all {}", thousands(wanted as usize));
    match (ready < wanted, wanted, workload.ready_before) {
        (true, ..) => format!("lowest ready {ready} of {wanted} (at {})", short(at)),
        (_, 0, _) => "no Pod wanted".to_owned(),
        (_, 1, Some(_)) => "ready all the time".to_owned(),
        (_, 1, None) => format!("ready after {}", short(at)),
        (_, _, Some(_)) => format!("{all} ready all the time"),
        (_, _, None) => format!("{all} ready after {}", short(at)),
    }
}

fn pods(count: u32) -> String {
    format!("{} Pod{}", thousands(count as usize), if count == 1 { "" } else { "s" })
}

/// `, which request 750m CPU and 384Mi memory`; nothing for Pods that request nothing.
fn requested(requests: Requests) -> String {
    let cpu = (requests.cpu_millis > 0).then(|| format!("{} CPU", cpu(requests.cpu_millis)));
    let memory = (requests.memory > 0).then(|| format!("{} memory", memory(requests.memory)));
    let said: Vec<_> = cpu.into_iter().chain(memory).collect();
    if said.is_empty() { String::new() } else { format!(", which request {}", said.join(" and ")) }
}

fn addresses(page: &mut Page, workload: &Workload) {
    let mut names: Vec<_> = workload.pods.iter().filter_map(|pod| pod.address.as_deref()).collect();
    names.sort_by(|one, other| natural_order(one, other));
    names.dedup();
    for name in names.iter().take(ADDRESSES) {
        page.raw(&format!("    {name}\n"));
    }
    if names.len() > ADDRESSES {
        page.raw(&format!("    … and {} more\n", names.len() - ADDRESSES));
    }
}
