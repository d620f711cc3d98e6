//! The Pods of a workload as bars, a row each; of many, the first and the last.

use std::fmt::Write as _;

use workload_core::predict::plan::{PodLife, StateSpan, Workload, short, thousands};

use super::axis::Axis;
use crate::html::name;

/// So many Pods have a bar: the first, and the last.
const FIRST: usize = 50;
const LAST: usize = 30;

/// More rows than these are folded away.
const OPEN: usize = 12;

/// Draws the bars.
pub(super) fn bars(page: &mut String, workload: &Workload, axis: &Axis<'_>) {
    let all = workload.pods.len();
    if all == 0 {
        return;
    }
    let shown = shown(&workload.pods);
    let open = if shown.len() <= OPEN { " open" } else { "" };
    let many = if shown.len() < all {
        format!("the first {FIRST} and the last {LAST} of {}", thousands(all))
    } else {
        all.to_string()
    };
    let _ = writeln!(page, "<details{open}>\n<summary>Pods ({many})</summary>\n<ol class=\"plain lanes\">");
    for pod in shown {
        row(page, pod, axis);
    }
    let _ =
        writeln!(page, "</ol>\n<div class=\"lane\"><div></div><div>{}</div></div>\n</details>", axis.ticks());
}

/// The Pods that are shown: all, or the first and the last of many.
pub(super) fn shown(pods: &[PodLife]) -> Vec<&PodLife> {
    let all = pods.len();
    if all > FIRST + LAST {
        pods[..FIRST].iter().chain(&pods[all - LAST..]).collect()
    } else {
        pods.iter().collect()
    }
}

fn row(page: &mut String, pod: &PodLife, axis: &Axis<'_>) {
    let _ = write!(
        page,
        "<li class=\"lane pod\"><span>{}</span><span class=\"bar\" aria-hidden=\"true\">",
        name(&pod.name)
    );
    for span in &pod.spans {
        bar(page, span, axis);
    }
    let _ = writeln!(page, "</span><span class=\"said\">{}</span></li>", name(&life(pod)));
}

fn bar(page: &mut String, span: &StateSpan, axis: &Axis<'_>) {
    let x = axis.x(span.from);
    let width = axis.x(span.to) - x;
    let _ = write!(
        page,
        "<i class=\"{}\" style=\"left:{x:.2}%;width:{width:.2}%\"></i>",
        state_class(span.state)
    );
}

/// The class of a state, which has its colour.
pub(super) fn state_class(state: &str) -> &'static str {
    match state {
        "ready" => "c-ready",
        "starting" | "unready" => "c-waits",
        "waitingForVolume" => "c-volume",
        "stopping" => "c-ends",
        "succeeded" => "c-done",
        "failed" => "c-fails",
        _ => "c-pending",
    }
}

/// What became of a Pod: `r2, node-1, ready 3s to 14s, gone 15s`.
fn life(pod: &PodLife) -> String {
    let mut said = format!("r{}", pod.revision);
    if let Some(node) = &pod.node {
        let _ = write!(said, ", {node}");
    }
    let _ = write!(said, ", {}", readiness(pod));
    if !pod.claims.is_empty() {
        let _ = write!(said, ", mounts {}", pod.claims.join(" "));
    }
    if let Some(gone) = pod.gone {
        let _ = write!(said, ", gone {}", short(gone));
    }
    said
}

fn readiness(pod: &PodLife) -> String {
    let mut ready = pod.spans.iter().filter(|span| span.state == "ready");
    let last = pod.spans.last();
    let first = ready.next().map(|span| span.from);
    let until = pod.spans.iter().rfind(|span| span.state == "ready").map(|span| span.to);
    match (first, until, last.map(|span| span.state)) {
        (Some(from), _, Some("ready")) => format!("ready from {}", short(from)),
        (from, _, Some("succeeded")) => format!("ran from {}, succeeded", short(from.unwrap_or_default())),
        (from, _, Some("failed")) => format!("ran from {}, failed", short(from.unwrap_or_default())),
        (Some(from), Some(to), _) => format!("ready {} to {}", short(from), short(to)),
        (.., Some("waitingForVolume")) => "waits for a volume".to_owned(),
        (.., Some("starting" | "unready")) => "not ready".to_owned(),
        (.., Some("stopping")) => format!("stops from {}", short(last.map_or(0, |span| span.from))),
        (.., Some("pending")) => "no node has a place for it".to_owned(),
        _ => "never ready".to_owned(),
    }
}
