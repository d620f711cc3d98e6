//! One workload: what it comes to, its numbers, its counts over time and its Pods.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, Requests, Workload, cpu, memory, short};

use super::axis::Axis;
use super::number::number;
use super::status::Status;
use super::title::title;
use super::{bars, chart, runs, timeline};
use crate::html::name;
use crate::plan::outage::outage;

/// Draws one workload; its id is `w-` and its place in the JSON.
pub(super) fn workload(page: &mut String, plan: &Plan, place: usize, workload: &Workload) {
    let status = Status::of(plan, workload);
    let _ = writeln!(
        page,
        "<article class=\"item\" id=\"w-{place}\" data-item data-level=\"{}\">\n<h3>{} {}{}</h3>",
        status.level(),
        name(&title(&workload.name)),
        status.badge(),
        its_change(plan, workload)
    );
    facts(page, place, workload);
    if let Some(counts) = &workload.runs {
        runs::runs(page, plan, place, workload, counts);
    } else {
        let axis = Axis::new(plan);
        if workload.highest_pods > 0 {
            chart::chart(page, workload, &axis);
        }
        bars::bars(page, workload, &axis);
        timeline::timeline(page, plan, workload);
    }
    page.push_str("</article>\n");
}

/// A link to the change of a workload.
fn its_change(plan: &Plan, workload: &Workload) -> String {
    let own = |change: &workload_core::predict::diff::Change| {
        let object = &change.object;
        let end = format!("{}/{}", object.kind, object.name);
        match object.namespace.as_deref().filter(|space| *space != "default") {
            Some(space) => workload.name == format!("{space}/{end}"),
            None => workload.name == end,
        }
    };
    let place = plan.changes.changes.iter().position(own);
    place.map_or_else(String::new, |place| format!(" <a class=\"aside\" href=\"#c-{place}\">its change</a>"))
}

fn facts(page: &mut String, place: usize, workload: &Workload) {
    let at = |name: &str| format!("/workloads/{place}/{name}");
    page.push_str("<dl class=\"facts\">");
    let mut fact = |what: &str, said: String| {
        let _ = write!(page, "<div><dt>{what}</dt><dd>{said}</dd></div>");
    };
    if let Some(wanted) = workload.wanted {
        let (ready, wanted) = (number(&at("ready"), workload.ready), number(&at("wanted"), wanted));
        fact("ready at the end", format!("{ready} of {wanted}"));
    }
    let lost = outage(workload).map(|lowest| lowest.ready);
    if let Some(lowest) = workload.lowest_ready.filter(|lowest| lost == Some(lowest.ready)) {
        let ready = number(&at("lowestReady/ready"), lowest.ready);
        let wanted = number(&at("lowestReady/wanted"), lowest.wanted);
        fact("fewest ready", format!("{ready} of {wanted}, at {}", short(lowest.at)));
    }
    fact("most Pods at once", number(&at("highestPods"), workload.highest_pods));
    if let Some(requests) = requested(workload.highest_requests) {
        fact("which request", requests);
    }
    page.push_str("</dl>\n");
}

/// `750m CPU and 384Mi memory`.
fn requested(requests: Requests) -> Option<String> {
    let cpu = (requests.cpu_millis > 0).then(|| format!("{} CPU", cpu(requests.cpu_millis)));
    let memory = (requests.memory > 0).then(|| format!("{} memory", memory(requests.memory)));
    let said: Vec<_> = cpu.into_iter().chain(memory).collect();
    (!said.is_empty()).then(|| said.join(" and "))
}
