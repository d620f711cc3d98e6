//! The counts of a workload over time: what is ready, what is not, what stops; and what is wanted.

use std::fmt::Write as _;

use workload_core::predict::plan::{Counts, Workload, thousands};

use super::axis::Axis;
use crate::html::name;

/// The units of the drawing, which is stretched to its place.
const HEIGHT: f64 = 100.0;

/// The counts from one place on.
struct Moment<'w> {
    x: f64,
    counts: &'w Counts,
}

/// Draws the chart, with the templates beside it.
pub(super) fn chart(page: &mut String, workload: &Workload, axis: &Axis<'_>) {
    let moments = moments(workload, axis);
    let highest = workload.samples.iter().map(|it| it.wanted.max(it.pods + it.stopping)).max();
    let top = highest.unwrap_or(0).max(1);
    let _ = writeln!(
        page,
        "<div class=\"lane chart\">\n<div class=\"y\" aria-hidden=\"true\"><span>{} Pod{}</span><span>0</span></div>\n<div>{}\
         <div class=\"plot\" aria-hidden=\"true\"><svg viewBox=\"0 0 1000 100\" preserveAspectRatio=\"none\">",
        thousands(top as usize),
        if top == 1 { "" } else { "s" },
        axis.marks()
    );
    layers(page, workload, &moments, top);
    if workload.wanted.is_some() {
        let line = steps(&moments, |counts| height(counts.wanted, top));
        let _ = writeln!(page, "<path class=\"wanted\" d=\"M{line}\"/>");
    }
    let _ =
        writeln!(page, "</svg>{}</div>{}</div>\n<ul class=\"plain templates\">", axis.lines(), axis.ticks());
    for (number, image) in &workload.revisions {
        let _ = writeln!(
            page,
            "<li><i class=\"key c-ready\"><i class=\"t{}\"></i></i> r{number} {}</li>",
            template(*number),
            name(image)
        );
    }
    page.push_str("</ul>\n</div>\n");
}

/// What is ready lies at the bottom, template by template; over it what is not, and what stops.
fn layers(page: &mut String, workload: &Workload, moments: &[Moment<'_>], top: u32) {
    type Count<'c> = Box<dyn Fn(&Counts) -> u32 + 'c>;
    let own = |counts: &Counts, number: u32| counts.revisions.get(&number).copied().unwrap_or_default();
    let mut layers: Vec<(String, Count<'_>)> = Vec::new();
    for number in workload.revisions.keys().copied() {
        let of = move |counts: &Counts| own(counts, number).1;
        layers.push((format!("c-ready t{}", template(number)), Box::new(of)));
    }
    for number in workload.revisions.keys().copied() {
        let of = move |counts: &Counts| own(counts, number).0.saturating_sub(own(counts, number).1);
        layers.push((format!("c-waits t{}", template(number)), Box::new(of)));
    }
    layers.push(("c-ends t1".to_owned(), Box::new(|counts: &Counts| counts.stopping)));
    for (place, (classes, _)) in layers.iter().enumerate() {
        let sum =
            |counts: &Counts, until: usize| layers[..until].iter().map(|(_, of)| of(counts)).sum::<u32>();
        if moments.iter().all(|moment| layers[place].1(moment.counts) == 0) {
            continue;
        }
        let upper = steps(moments, |counts| height(sum(counts, place + 1), top));
        let lower = steps(moments, |counts| height(sum(counts, place), top));
        let back: Vec<_> = lower.split_whitespace().rev().collect();
        let area = format!("M{upper}{}Z", back.join(" "));
        let (state, over) = classes.split_once(' ').unwrap_or((classes, ""));
        let _ = writeln!(page, "<path class=\"{state}\" d=\"{area}\"/>");
        if over != "t1" {
            let _ = writeln!(page, "<path class=\"over {over}\" d=\"{area}\"/>");
        }
    }
}

fn height(count: u32, top: u32) -> f64 {
    HEIGHT - HEIGHT * f64::from(count) / f64::from(top)
}

/// The samples, of those at one place on the page the last.
fn moments<'w>(workload: &'w Workload, axis: &Axis<'_>) -> Vec<Moment<'w>> {
    let mut moments: Vec<Moment<'_>> = Vec::new();
    for counts in &workload.samples {
        let x = (axis.x(counts.at) * 10.0).round();
        if moments.last().is_some_and(|last| (last.x - x).abs() < 0.5) {
            moments.pop();
        }
        moments.push(Moment { x, counts });
    }
    moments
}

/// The points of a line that goes on as it is until the next moment.
fn steps(moments: &[Moment<'_>], y: impl Fn(&Counts) -> f64) -> String {
    let mut points = String::new();
    for (place, moment) in moments.iter().enumerate() {
        let (until, height) = (moments.get(place + 1).map_or(1000.0, |next| next.x), y(moment.counts));
        let _ = write!(points, "{:.0},{height:.1} {until:.0},{height:.1} ", moment.x);
    }
    if points.is_empty() { format!("0,{HEIGHT} ") } else { points }
}

/// The number of a template's pattern: of the first there is none.
fn template(revision: u32) -> u32 {
    revision.saturating_sub(1) % 4 + 1
}
