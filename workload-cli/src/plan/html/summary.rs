//! The answers on the page: numbers that say where they stand in the JSON.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, Workload, short};

use super::escape::text;

/// A number with its place in the JSON.
fn number(pointer: &str, number: impl std::fmt::Display) -> String {
    format!("<b data-json=\"{pointer}\">{number}</b>")
}

/// The head of the page: what is stuck, what was done.
pub(super) fn summary(page: &mut String, plan: &Plan) {
    page.push_str("<h1>What would happen</h1>\n");
    let refused = plan.changes.changes.iter().filter(|change| change.is_forbidden()).count();
    let verdict = match (refused, plan.is_stuck()) {
        (0, false) => "<p class=\"verdict good\">✓ Everything gets where it should.</p>",
        (0, true) => "<p class=\"verdict bad\">✗ Something gets stuck.</p>",
        (_, false) => "<p class=\"verdict bad\">✗ The server refuses a change.</p>",
        (_, true) => "<p class=\"verdict bad\">✗ The server refuses a change, and something gets stuck.</p>",
    };
    let _ = writeln!(page, "{verdict}");
    if !plan.stuck.is_empty() {
        page.push_str("<ul class=\"stuck\">\n");
        for snag in &plan.stuck {
            let _ = writeln!(page, "<li>{}</li>", text(&snag.reason));
        }
        page.push_str("</ul>\n");
    }
    for note in &plan.notes {
        let _ = writeln!(page, "<p class=\"note\">{}</p>", text(note));
    }
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
    let requests = workload.highest_requests;
    if requests.cpu_millis > 0 {
        let _ = write!(
            page,
            "<span>which request {}m cpu</span> ",
            number(&at("highestRequests/cpuMillis"), requests.cpu_millis)
        );
    }
    if requests.memory > 0 {
        let _ = write!(
            page,
            "<span>and {} bytes of memory</span> ",
            number(&at("highestRequests/memory"), requests.memory)
        );
    }
    if let Some(runs) = &workload.runs {
        let counts = [
            ("due", runs.due),
            ("started", runs.started),
            ("overlapped", runs.overlapped),
            ("late", runs.late),
            ("replaced", runs.replaced),
            ("skipped", runs.skipped),
            ("missed", runs.missed),
        ];
        for (name, count) in counts {
            let _ = write!(page, "<span>{name} {}</span> ", number(&at(&format!("runs/{name}")), count));
        }
    }
    page.push_str("</p>\n");
}
