//! The Pods of a workload as bars, a row each; of many, the first and the last.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, PodLife, StateSpan, Workload, short};

use super::axis::{Axis, LEFT, WIDTH};
use super::chart::class_of;
use super::escape::text;

/// So many Pods have a bar: the first, and the last.
const FIRST: usize = 50;
const LAST: usize = 30;

const ROW: f64 = 17.0;
/// A bar that is narrower has no room for the number of its template.
const LABELLED: f64 = 22.0;

/// Draws the bars.
pub(super) fn bars(page: &mut String, plan: &Plan, workload: &Workload, axis: Axis) {
    let all = workload.pods.len();
    if all == 0 {
        return;
    }
    let shown = shown(&workload.pods);
    let is_capped = shown.len() < all;
    let drawn = if is_capped { format!("{} of {all}", shown.len()) } else { all.to_string() };
    let _ = writeln!(page, "<details open>\n<summary>Pods ({drawn})</summary>");
    if is_capped {
        let _ = writeln!(
            page,
            "<p class=\"note\">The first {FIRST} and the last {LAST} of {all} Pods have a bar here; the chart above counts all of them.</p>"
        );
    }
    drawing(page, plan, workload, &shown, axis);
    page.push_str(LEGEND);
}

/// The Pods that get a bar: all, or the first and the last of many.
fn shown(pods: &[PodLife]) -> Vec<&PodLife> {
    let all = pods.len();
    if all > FIRST + LAST {
        pods[..FIRST].iter().chain(&pods[all - LAST..]).collect()
    } else {
        pods.iter().collect()
    }
}

fn drawing(page: &mut String, plan: &Plan, workload: &Workload, shown: &[&PodLife], axis: Axis) {
    #[expect(clippy::cast_precision_loss, reason = "there are few rows")]
    let bottom = ROW * shown.len() as f64 + 2.0;
    let _ = writeln!(
        page,
        "<div class=\"scroll\"><svg class=\"bars\" viewBox=\"0 0 {WIDTH} {:.0}\" role=\"list\" aria-label=\"Pods of {}\">",
        bottom + 18.0,
        text(&workload.name)
    );
    axis.draw(page, plan, 0.0, bottom);
    let mut y = 1.0;
    for pod in shown {
        row(page, pod, axis, y);
        y += ROW;
    }
    page.push_str("</svg></div>\n");
}

const LEGEND: &str = "<p class=\"legend\"><span><i class=\"key s-ready\"></i> ready, or running to its end</span> \
     <span><i class=\"key s-starting\"></i> starting or not ready</span> <span><i class=\"key s-pending\"></i> no node yet</span> \
     <span><i class=\"key s-waiting\"></i> waits for a volume</span> <span><i class=\"key s-stopping\"></i> stopping</span> \
     <span><i class=\"key s-succeeded\"></i> succeeded</span> <span><i class=\"key s-failed\"></i> failed</span></p>\n</details>\n";

fn row(page: &mut String, pod: &PodLife, axis: Axis, y: f64) {
    let said = text(&said(pod));
    let _ = writeln!(
        page,
        "<g class=\"pod\" tabindex=\"0\" role=\"listitem\" aria-label=\"{said}\"><title>{said}</title>\
         <rect class=\"row\" x=\"0\" y=\"{y:.1}\" width=\"{WIDTH}\" height=\"{ROW}\"/>\
         <text class=\"name\" x=\"{:.0}\" y=\"{:.1}\">{}</text>",
        LEFT - 8.0,
        y + 12.0,
        text(&cut(&pod.name))
    );
    for span in &pod.spans {
        bar(page, pod, span, axis, y + 2.0);
    }
    page.push_str("</g>\n");
}

fn bar(page: &mut String, pod: &PodLife, span: &StateSpan, axis: Axis, y: f64) {
    let (x, height) = (axis.x(span.from), ROW - 4.0);
    let width = (axis.x(span.to) - x).max(1.0);
    let place = format!("x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height}\"");
    let (class, state) = (class_of(pod.revision), state_class(span.state));
    let _ = write!(page, "<rect class=\"{state} {class}\" {place}/>");
    if state != "s-ready" {
        return;
    }
    let _ = write!(page, "<rect class=\"over {class}\" {place}/>");
    if width > LABELLED {
        let (x, y) = (x + 4.0, y + 10.0);
        let _ = write!(page, "<text class=\"label\" x=\"{x:.1}\" y=\"{y:.1}\">r{}</text>", pod.revision);
    }
}

/// The class of a state, which has its colour.
fn state_class(state: &str) -> &'static str {
    match state {
        "ready" => "s-ready",
        "starting" | "unready" => "s-starting",
        "waitingForVolume" => "s-waiting",
        "stopping" => "s-stopping",
        "succeeded" => "s-succeeded",
        "failed" => "s-failed",
        _ => "s-pending",
    }
}

/// All there is to say of a Pod, for those who do not see the bars.
fn said(pod: &PodLife) -> String {
    let mut said = format!("{}, template r{}", pod.name, pod.revision);
    if let Some(node) = &pod.node {
        let _ = write!(said, ", on {node}");
    }
    if !pod.claims.is_empty() {
        let _ = write!(said, ", claims {}", pod.claims.join(" "));
    }
    for span in &pod.spans {
        let _ = write!(said, "; {} {}–{}", span.state, short(span.from), short(span.to));
    }
    if let Some(gone) = pod.gone {
        let _ = write!(said, "; gone {}", short(gone));
    }
    said
}

/// A name as far as there is room, with its end, which differs.
fn cut(name: &str) -> String {
    const ROOM: usize = 30;
    let all: Vec<_> = name.chars().collect();
    if all.len() <= ROOM {
        return name.to_owned();
    }
    format!("…{}", all[all.len() - ROOM + 1..].iter().collect::<String>())
}
