//! The plan as a page: what changes, what hurts and how long first; then each workload over
//! time, each change, and the lists behind them.
//!
//! Everything is drawn here, from the [`Plan`]. Numbers say in `data-json` where they stand in
//! the JSON that the page carries.

mod axis;
mod bars;
mod changes;
mod chart;
mod claims;
mod fields;
mod hurts;
mod legend;
mod lists;
mod notes;
mod number;
mod overview;
mod runs;
mod status;
mod timeline;
mod title;
mod workload;

use workload_core::predict::plan::Plan;

use self::status::Status;
use crate::html::{Document, Filters, json};
use crate::plan::outage::severity;

const STYLE: &str = include_str!("html/plan.css");

/// The page.
pub(crate) fn as_html(plan: &Plan) -> String {
    let mut main = String::new();
    overview::overview(&mut main, plan);
    // Of a set that is refused its Pods are not simulated.
    let workloads = if plan.is_forbidden() { &[][..] } else { &plan.workloads[..] };
    let items = workloads.len() + changes::items(&plan.changes);
    main.push_str(&filters(plan).render(items, "entry", "entries"));
    if !workloads.is_empty() {
        main.push_str("<section id=\"workloads\" data-group>\n<h2>Workloads over time</h2>\n");
        legend::legend(&mut main, workloads, axis::Axis::new(plan).is_cut());
        let mut worst_first: Vec<_> = workloads.iter().enumerate().collect();
        worst_first.sort_by_key(|(_, own)| severity(own));
        for (place, own) in worst_first {
            workload::workload(&mut main, plan, place, own);
        }
        main.push_str("</section>\n");
    }
    changes::changes(&mut main, plan);
    claims::claims(&mut main, &plan.changes.claims);
    if !plan.is_forbidden() {
        lists::nodes(&mut main, plan);
        lists::claims(&mut main, plan);
        lists::addresses(&mut main, plan);
    }
    let names: Vec<_> = plan.workloads.iter().map(|workload| workload.name.as_str()).collect();
    let title = format!("Plan: {}", names.join(", "));
    let data = json(plan);
    Document { title: &title, style: STYLE, main: &main, data: Some(("plan", &data)) }.render()
}

/// The choices above the workloads and changes.
fn filters(plan: &Plan) -> Filters {
    let known = [Status::Bad("").level(), Status::Warn("").level(), Status::Good("").level()];
    let mut counts = [0; 3];
    let workloads = if plan.is_forbidden() { &[][..] } else { &plan.workloads[..] };
    let levels = workloads.iter().map(|own| Status::of(plan, own).level());
    for level in levels.chain(changes::levels(&plan.changes)) {
        counts[known.iter().position(|own| *own == level).unwrap_or(2)] += 1;
    }
    let values = known.into_iter().zip(["what hurts", "what to watch", "all is well"]).zip(counts);
    let values = values.filter(|(_, items)| *items > 0);
    Filters::new("a name, an image, a field …").choice(
        "level",
        "Show",
        values.map(|((value, label), items)| (value.to_owned(), label.to_owned(), items)),
    )
}
