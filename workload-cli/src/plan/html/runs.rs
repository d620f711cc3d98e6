//! The runs of a CronJob: by the clock, each as long as it took, and how they ended.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, PodLife, Runs, Workload, short, thousands};

use super::axis::Axis;
use super::bars::{shown, state_class};
use super::number::number;
use crate::html::{name, text};
use crate::plan::cron;

/// Draws the runs.
pub(super) fn runs(page: &mut String, plan: &Plan, place: usize, workload: &Workload, runs: &Runs) {
    let said = cron::times(runs).map(|times| format!(" At {times}.")).unwrap_or_default();
    let _ = writeln!(page, "<p>{}.{}</p>", text(&cron::counts(runs)), text(&said));
    counts(page, place, runs);
    let axis = Axis::clock(plan);
    let _ = writeln!(
        page,
        "<div class=\"lane chart clock\">\n<div class=\"y\"><span>time of day, UTC</span></div>\n<div><div class=\"bar runs\" aria-hidden=\"true\">"
    );
    for pod in &workload.pods {
        let Some((from, to)) = ran(pod) else { continue };
        let (x, state) = (axis.x(from), pod.spans.last().map_or("", |span| span.state));
        let class = if state == "failed" { "c-fails" } else { state_class("succeeded") };
        let _ = write!(page, "<i class=\"{class}\" style=\"left:{x:.2}%;width:{:.2}%\"></i>", axis.x(to) - x);
    }
    let _ = writeln!(page, "</div>{}</div>\n</div>", axis.ticks());
    table(page, plan, workload);
}

fn counts(page: &mut String, place: usize, runs: &Runs) {
    page.push_str("<dl class=\"facts\">");
    for (field, what, count) in [
        ("due", "due", runs.due),
        ("started", "started", runs.started),
        ("overlapped", "beside an earlier run", runs.overlapped),
        ("late", "late", runs.late),
        ("replaced", "stopped for the next", runs.replaced),
        ("skipped", "skipped", runs.skipped),
        ("missed", "given up at their deadline", runs.missed),
    ] {
        if count > 0 || field == "due" || field == "started" {
            let count = number(&format!("/workloads/{place}/runs/{field}"), count);
            let _ = write!(page, "<div><dt>{what}</dt><dd>{count}</dd></div>");
        }
    }
    page.push_str("</dl>\n");
}

/// From when to when a Pod ran.
fn ran(pod: &PodLife) -> Option<(u64, u64)> {
    let over = ["succeeded", "failed"];
    let mut running = pod.spans.iter().filter(|span| !over.contains(&span.state));
    let first = running.next()?;
    Some((first.from, running.next_back().map_or(first.to, |last| last.to)))
}

fn table(page: &mut String, plan: &Plan, workload: &Workload) {
    let all = workload.pods.len();
    let shown = shown(&workload.pods);
    if all == 0 {
        return;
    }
    let many =
        if shown.len() < all { format!("{} of {}", shown.len(), thousands(all)) } else { all.to_string() };
    let _ = writeln!(
        page,
        "<details>\n<summary>Runs, one by one ({many})</summary>\n<table class=\"stack\">\n<thead><tr><th scope=\"col\">Pod</th>\
         <th scope=\"col\">started (UTC)</th><th scope=\"col\">took</th><th scope=\"col\">node</th><th scope=\"col\">end</th></tr></thead>\n<tbody>"
    );
    for pod in shown {
        let Some((from, to)) = ran(pod) else { continue };
        let _ = writeln!(
            page,
            "<tr><td>{}</td><td data-label=\"started\">{}</td><td data-label=\"took\">{}</td><td>{}</td><td>{}</td></tr>",
            name(&pod.name),
            plan.time_of_day(from).unwrap_or_else(|| short(from)),
            short(to - from),
            name(pod.node.as_deref().unwrap_or("no node")),
            pod.spans.last().map_or("", |span| span.state)
        );
    }
    page.push_str("</tbody>\n</table>\n</details>\n");
}
