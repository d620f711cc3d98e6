//! What a plan begins with: what is refused, which Pods are lost for how long, and what is stuck.

use workload_core::predict::plan::{Plan, Workload, short};

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
    for workload in lost {
        parts.add(outage_of(workload));
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

fn outage_of(workload: &Workload) -> String {
    let Some(lowest) = outage(workload) else { return String::new() };
    let (style, word) = if lowest.ready == 0 { (BAD, "outage") } else { (CHANGED, "reduced") };
    let time = match lasted(workload, lowest) {
        Some(time) => format!("for {}", short(time)),
        None => "to the end".to_owned(),
    };
    let said = format!(
        "{}: {} of {} ready {time}, from {}",
        workload.name,
        lowest.ready,
        lowest.wanted,
        short(lowest.at)
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
    let changes = if count == 1 { "a change".to_owned() } else { format!("{count} changes") };
    page.raw("\n");
    let said = format!("the API server refuses {changes}: its Pods are not simulated");
    page.raw(&line(&painted(BAD, "refused"), 7, &said));
}
