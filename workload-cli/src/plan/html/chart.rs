//! The counts of a workload over time: Pods of each template on one another, ready, wanted.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, Workload};

use super::axis::{Axis, LEFT, RIGHT, WIDTH};
use super::escape::text;

const TOP: f64 = 8.0;
const BOTTOM: f64 = 118.0;
const HEIGHT: f64 = 138.0;

/// What stands at one moment, from left to right.
struct Moment {
    x: f64,
    wanted: u32,
    ready: u32,
    /// Pods of each template, in the order of the workload's.
    pods: Vec<u32>,
}

/// Draws the chart.
pub(super) fn chart(page: &mut String, plan: &Plan, workload: &Workload, axis: Axis) {
    let moments = moments(workload, axis);
    let top = workload.samples.iter().map(|sample| sample.wanted.max(sample.pods)).max().unwrap_or(0).max(1);
    let y = |count: u32| BOTTOM - (BOTTOM - TOP) * f64::from(count) / f64::from(top);
    let _ = writeln!(
        page,
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Pods of {} over time\">",
        text(&workload.name)
    );
    axis.draw(page, plan, TOP, BOTTOM);
    for (place, number) in workload.revisions.keys().enumerate() {
        let upper = |moment: &Moment| y(moment.pods[..=place].iter().sum());
        let lower = |moment: &Moment| y(moment.pods[..place].iter().sum());
        let area = area(&moments, upper, lower);
        for class in ["fill", "over"] {
            let _ = writeln!(page, "<path class=\"{class} {}\" d=\"{area}\"/>", class_of(*number));
        }
    }
    let line = |of: &dyn Fn(&Moment) -> u32| steps(&moments, |moment| y(of(moment)));
    if workload.wanted.is_some() {
        let _ = writeln!(page, "<path class=\"wanted\" d=\"M{}\"/>", line(&|moment| moment.wanted));
    }
    let _ = writeln!(page, "<path class=\"ready\" d=\"M{}\"/>", line(&|moment| moment.ready));
    let _ = writeln!(
        page,
        "<text class=\"count\" x=\"{0}\" y=\"{1:.1}\">{top}</text><text class=\"count\" x=\"{0}\" y=\"{BOTTOM}\">0</text>",
        LEFT - 6.0,
        TOP + 8.0,
    );
    page.push_str("</svg>\n");
    legend(page, workload);
}

/// The samples, of those at one place on the page the last.
fn moments(workload: &Workload, axis: Axis) -> Vec<Moment> {
    let mut moments: Vec<Moment> = Vec::new();
    for sample in &workload.samples {
        let x = (axis.x(sample.at) * 2.0).round() / 2.0;
        if moments.last().is_some_and(|last| (last.x - x).abs() < 0.25) {
            moments.pop();
        }
        let pods =
            workload.revisions.keys().map(|number| sample.revisions.get(number).map_or(0, |own| own.0));
        moments.push(Moment { x, wanted: sample.wanted, ready: sample.ready, pods: pods.collect() });
    }
    moments
}

/// The points of a line that goes on as it is until the next moment.
fn steps(moments: &[Moment], y: impl Fn(&Moment) -> f64) -> String {
    let mut points = String::new();
    for (place, moment) in moments.iter().enumerate() {
        let until = moments.get(place + 1).map_or(RIGHT, |next| next.x);
        let height = y(moment);
        let _ = write!(points, "{:.1},{height:.1} {until:.1},{height:.1} ", moment.x);
    }
    if points.is_empty() { format!("{LEFT},{BOTTOM}") } else { points }
}

fn area(moments: &[Moment], upper: impl Fn(&Moment) -> f64, lower: impl Fn(&Moment) -> f64) -> String {
    let below = steps(moments, lower);
    let back: Vec<_> = below.split_whitespace().rev().collect();
    format!("M{}{}Z", steps(moments, upper), back.join(" "))
}

/// The class of a template: its colour and its pattern.
pub(super) fn class_of(revision: u32) -> String {
    format!("r{}", revision.saturating_sub(1) % 6 + 1)
}

fn legend(page: &mut String, workload: &Workload) {
    page.push_str("<p class=\"legend\">");
    for (number, image) in &workload.revisions {
        let class = class_of(*number);
        let _ = write!(
            page,
            "<span><svg width=\"22\" height=\"12\" aria-hidden=\"true\"><rect class=\"fill {class}\" width=\"22\" height=\"12\"/>\
             <rect class=\"over {class}\" width=\"22\" height=\"12\"/></svg> r{number} {}</span> ",
            text(image)
        );
    }
    page.push_str("<span><i class=\"key ready\"></i> ready</span> ");
    if workload.wanted.is_some() {
        page.push_str("<span><i class=\"key wanted\"></i> wanted</span> ");
    }
    page.push_str("<span><i class=\"key step\"></i> something was done</span></p>\n");
}
