//! The answers on the page: numbers that say where they stand in the JSON.

use std::fmt::Write as _;

use workload_core::predict::diff::Change;
use workload_core::predict::plan::{Plan, Requests, Runs, Workload, memory, short};

use super::escape::text;

/// A number with its place in the JSON.
fn number(pointer: &str, number: impl std::fmt::Display) -> String {
    format!("<b data-json=\"{pointer}\">{number}</b>")
}

/// The head of the page: what is stuck, what was done.
pub(super) fn summary(page: &mut String, plan: &Plan) {
    let _ = writeln!(page, "<h1>What would happen</h1>\n<p class=\"verdict {}</p>", verdict(plan));
    if plan.stuck.len() + plan.depends_on_nodes.len() > 0 {
        page.push_str("<ul class=\"stuck\">\n");
        let reasons = plan.stuck_groups.iter().map(|group| &group.reason);
        for reason in reasons.chain(plan.depends_on_nodes.iter().map(|it| &it.reason)) {
            let _ = writeln!(page, "<li>{}</li>", text(reason));
        }
        page.push_str("</ul>\n");
    }
    for note in &plan.notes {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", text(note));
    }
    for assumption in &plan.assumptions {
        let _ = writeln!(page, "<p class=\"note\">Assumed: {}.</p>", text(assumption));
    }
    done(page, plan);
}

/// The class and the text of the first sentence.
fn verdict(plan: &Plan) -> &'static str {
    let is_refused = plan.changes.changes.iter().any(Change::is_forbidden);
    match (is_refused, plan.is_stuck()) {
        (false, false) => "good\">✓ Everything gets where it should.",
        (false, true) => "bad\">✗ Something gets stuck.",
        (true, false) => "bad\">✗ The server refuses a change.",
        (true, true) => "bad\">✗ The server refuses a change, and something gets stuck.",
    }
}

/// The table of what was done.
fn done(page: &mut String, plan: &Plan) {
    page.push_str("<table>\n<caption>What was done</caption>\n<thead><tr><th>at</th><th>what</th><th>took</th><th>steps</th></tr></thead>\n<tbody>\n");
    for (place, step) in plan.steps.iter().enumerate() {
        let why = step.refused.as_ref().map(|why| format!(" <em class=\"bad\">{}</em>", text(why)));
        let _ = writeln!(
            page,
            "<tr tabindex=\"0\"><td>{}</td><td><code>{}</code>{}</td><td>{}</td><td>{}</td></tr>",
            short(step.at),
            text(&step.words),
            why.unwrap_or_default(),
            short(step.took),
            number(&format!("/steps/{place}/moments"), step.moments)
        );
    }
    let _ = writeln!(page, "</tbody>\n</table>\n<p class=\"note\">Time 0 is {}.</p>", text(&plan.starts_at));
}

/// The answers of one workload.
pub(super) fn workload(page: &mut String, place: usize, workload: &Workload) {
    let at = |name: &str| format!("/workloads/{place}/{name}");
    page.push_str("<p class=\"answers\">");
    if let Some(wanted) = workload.wanted {
        let _ = write!(
            page,
            "<span>ready at the end {} of {}</span> ",
            number(&at("ready"), workload.ready),
            number(&at("wanted"), wanted)
        );
    }
    if let Some(lowest) = workload.lowest_ready {
        let _ = write!(
            page,
            "<span>lowest ready {} of {} at {}</span> ",
            number(&at("lowestReady/ready"), lowest.ready),
            number(&at("lowestReady/wanted"), lowest.wanted),
            short(lowest.at)
        );
    }
    let _ =
        write!(page, "<span>most Pods at once {}</span> ", number(&at("highestPods"), workload.highest_pods));
    requests(page, workload.highest_requests, &at);
    if let Some(counts) = &workload.runs {
        runs(page, counts, &at);
    }
    page.push_str("</p>\n");
}

fn requests(page: &mut String, requests: Requests, at: &dyn Fn(&str) -> String) {
    if requests.cpu_millis > 0 {
        let millis = number(&at("highestRequests/cpuMillis"), requests.cpu_millis);
        let _ = write!(page, "<span>which request {millis}m CPU</span> ");
    }
    if requests.memory > 0 {
        let _ = write!(page, "<span>and {} memory</span> ", memory(requests.memory));
    }
}

fn runs(page: &mut String, runs: &Runs, at: &dyn Fn(&str) -> String) {
    for (name, count) in [
        ("due", runs.due),
        ("started", runs.started),
        ("overlapped", runs.overlapped),
        ("late", runs.late),
        ("replaced", runs.replaced),
        ("skipped", runs.skipped),
        ("missed", runs.missed),
    ] {
        let _ = write!(page, "<span>{name} {}</span> ", number(&at(&format!("runs/{name}")), count));
    }
}
