//! What a plan begins with: what is refused, which Pods are lost for how long, and what is stuck.

use workload_core::predict::plan::{Plan, Workload, short, thousands};

use super::paint::{BAD, CHANGED, painted};
use super::parts::Parts;
use crate::plan::outage::{lasted, outage, severity};
use crate::terminal::Page;

pub(super) fn lead(page: &mut Page, plan: &Plan, mut parts: Parts) {
    // Of a set that is refused nothing is claimed.
    if plan.is_forbidden() {
        return;
    }
    let mut lost: Vec<_> = plan.workloads.iter().filter(|workload| outage(workload).is_some()).collect();
    lost.sort_by_key(|workload| severity(workload));
    let after = |at: u64| after(plan, at);
    for workload in lost {
        parts.add(outage_of(workload, &after));
    }
    for workload in &plan.workloads {
        if let Some(at) = workload.deleted {
            parts.add(line(
                &painted(BAD, "deleted"),
                7,
                &format!("{}, at {}{}", gone(workload), short(at), after(at)),
            ));
        }
    }
    for group in &plan.stuck_groups {
        parts.add(line(&painted(BAD, "stuck"), 5, &group.to_string()));
    }
    for either in plan.either.iter().filter(|either| either.outcomes.is_some()) {
        let style = if either.can_be_stuck() { BAD } else { CHANGED };
        parts.add(line(&painted(style, "chance"), 6, &either.to_string()));
    }
    for blocker in &plan.depends_on_nodes {
        parts.add(line(&painted(CHANGED, "depends"), 7, &blocker.reason));
    }
    let refused = plan.steps.iter().filter_map(|step| Some((step, step.refused.as_ref()?)));
    for (step, why) in refused {
        parts.add(line(&painted(BAD, "failed"), 6, &format!("`{}`: {why}", step.words)));
    }
    parts.show(page);
}

/// The last action before a moment: none where nothing is done but the apply.
fn after(plan: &Plan, at: u64) -> String {
    let mut actions = plan.steps.iter().filter(|step| !step.words.starts_with("wait "));
    let is_only = actions.clone().count() < 2;
    let last = actions.rfind(|step| step.at <= at).filter(|_| !is_only);
    last.map_or_else(String::new, |step| format!(", after `{}`", step.words))
}

/// The workload with what becomes of its Pods.
fn gone(workload: &Workload) -> String {
    let left = workload.pods.iter().filter(|pod| pod.gone.is_none()).count();
    let pods =
        |count: usize| if count == 1 { "1 Pod".to_owned() } else { format!("{} Pods", thousands(count)) };
    let name = &workload.name;
    match (left, workload.pods.len()) {
        (0, 0) => name.clone(),
        (0, all) => format!("{name} with its {}", pods(all)),
        (left, _) => format!("{name} without its {}, which run on", pods(left)),
    }
}

fn outage_of(workload: &Workload, after: &dyn Fn(u64) -> String) -> String {
    let Some(lowest) = outage(workload) else { return String::new() };
    let (style, word) = if lowest.ready == 0 { (BAD, "outage") } else { (CHANGED, "reduced") };
    let time = match lasted(workload, lowest) {
        Some(time) => format!("for {}", short(time)),
        None => "to the end".to_owned(),
    };
    let said = format!(
        "{}: {} of {} ready {time}, from {}{}",
        workload.name,
        lowest.ready,
        lowest.wanted,
        short(lowest.at),
        after(lowest.at)
    );
    line(&painted(style, word), word.len(), &said)
}

/// A word and what is said of it, in lines that fit.
fn line(word: &str, width: usize, text: &str) -> String {
    let mut page = Page::new();
    page.labelled(word, width, text);
    page.into_text()
}

/// What stands in the place of the answers when the API server refuses a change.
pub(super) fn refused(page: &mut Page, plan: &Plan) {
    let count = plan.changes.changes.iter().filter(|change| change.is_forbidden()).count();
    let said = if count == 1 {
        "the API server refuses a change: its Pods are not simulated".to_owned()
    } else {
        format!("the API server refuses {count} changes: no Pods are simulated")
    };
    page.raw("\n");
    page.raw(&line(&painted(BAD, "refused"), 7, &said));
}
