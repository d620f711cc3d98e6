//! Where a time stands on the page, in hundredths of the width; long times without a change are cut.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, short};

use crate::html::name;

/// The steps between two times, in milliseconds.
const STEPS: &[u64] = &[
    100,
    200,
    500,
    1_000,
    2_000,
    5_000,
    10_000,
    15_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    900_000,
    1_800_000,
    3_600_000,
    7_200_000,
    10_800_000,
    21_600_000,
    43_200_000,
    86_400_000,
    604_800_000,
];

/// The hundredths that a cut takes.
const CUT: f64 = 5.0;
/// No more cuts than these.
const CUTS: usize = 6;
/// A shorter time is never cut.
const SHORTEST: u64 = 20_000;
/// Two labels stand no nearer than this; times of day than that, since they are longer; on a narrow screen
/// none does than the last.
const NEAR: f64 = 6.5;
const NEAR_ON_A_CLOCK: f64 = 8.0;
const NEAR_WHEN_NARROW: f64 = 20.0;
/// The label at an end stands beside its place instead of around it, so that the next one needs more room.
const AT_AN_END: f64 = 1.4;

/// The time from left to right.
#[derive(Debug)]
pub(super) struct Axis<'p> {
    plan: &'p Plan,
    /// Times with where they stand, in order; between two of them time passes evenly.
    knots: Vec<(u64, f64)>,
    /// From when to when nothing is shown.
    cuts: Vec<(u64, u64)>,
    is_clock: bool,
}

impl<'p> Axis<'p> {
    /// The time since the new objects were applied.
    pub(super) fn new(plan: &'p Plan) -> Self {
        let cuts = cuts(&times(plan), plan.end.max(1));
        Self { plan, knots: knots(&cuts, plan.end.max(1)), cuts, is_clock: false }
    }

    /// The time of day, of which nothing is cut.
    pub(super) fn clock(plan: &'p Plan) -> Self {
        let end = plan.end.max(1);
        Self { plan, knots: vec![(0, 0.0), (end, 100.0)], cuts: Vec::new(), is_clock: true }
    }

    /// Whether times are left out.
    pub(super) fn is_cut(&self) -> bool {
        !self.cuts.is_empty()
    }

    /// Where a time stands.
    #[expect(clippy::cast_precision_loss, reason = "a picture is not that fine")]
    pub(super) fn x(&self, at: u64) -> f64 {
        let at = at.min(self.knots.last().map_or(0, |knot| knot.0));
        let next = self.knots.partition_point(|knot| knot.0 < at).clamp(1, self.knots.len() - 1);
        let ((from, left), (to, right)) = (self.knots[next - 1], self.knots[next]);
        left + (right - left) * (at.saturating_sub(from) as f64 / (to - from).max(1) as f64)
    }

    /// The words for a time.
    pub(super) fn said(&self, at: u64) -> String {
        let clock = self.is_clock.then(|| self.plan.time_of_day(at)).flatten();
        clock.map_or_else(|| short(at), |clock| clock.chars().skip(6).take(5).collect())
    }

    /// The row of times under a drawing.
    pub(super) fn ticks(&self) -> String {
        let mut html = "<div class=\"ticks\" aria-hidden=\"true\">".to_owned();
        let (mut last, mut last_wide) = (f64::MIN, f64::MIN);
        let near = self.near();
        for (at, x) in self.candidates() {
            let is_end = x >= 100.0;
            let room = if last <= 0.0 { near * AT_AN_END } else { near };
            if !is_end && (x - last < room || x > 100.0 - near * AT_AN_END) {
                continue;
            }
            last = x;
            let minor = !is_end && (x - last_wide < NEAR_WHEN_NARROW || x > 100.0 - NEAR_WHEN_NARROW);
            if !minor {
                last_wide = x;
            }
            let class = match (minor, x) {
                (true, _) => " class=\"minor\"",
                (_, x) if x <= 0.0 => " class=\"first\"",
                (_, x) if x >= 100.0 => " class=\"last\"",
                _ => "",
            };
            let _ = write!(html, "<span{class} style=\"left:{x:.2}%\">{}</span>", self.said(at));
        }
        html + "</div>\n"
    }

    fn near(&self) -> f64 {
        if self.is_clock { NEAR_ON_A_CLOCK } else { NEAR }
    }

    /// Round times, and the ends of cuts.
    fn candidates(&self) -> Vec<(u64, f64)> {
        let offset = if self.is_clock { self.since_midnight() } else { 0 };
        let mut found = BTreeSet::from([self.knots[0].0, self.knots.last().map_or(0, |knot| knot.0)]);
        found.extend(self.cuts.iter().flat_map(|(from, to)| [*from, *to]));
        for pair in self.knots.windows(2) {
            let ((from, left), (to, right)) = (pair[0], pair[1]);
            if self.cuts.contains(&(from, to)) {
                continue;
            }
            let room = ((right - left) / (self.near() * 1.3)).max(1.0);
            #[expect(clippy::cast_precision_loss, reason = "a picture is not that fine")]
            let step = STEPS.iter().find(|step| (to - from) as f64 / **step as f64 <= room);
            let Some(step) = step else { continue };
            let mut at = (from + offset).next_multiple_of(*step) - offset;
            while at < to {
                found.insert(at);
                at += step;
            }
        }
        found.into_iter().map(|at| (at, self.x(at))).collect()
    }

    /// Milliseconds since midnight at which the run begins.
    fn since_midnight(&self) -> u64 {
        let clock = self.plan.time_of_day(0).unwrap_or_default();
        let parts = clock.chars().skip(6).collect::<String>();
        parts.split(':').fold(0, |sum, part| sum * 60 + part.parse::<u64>().unwrap_or(0)) * 1000
    }

    /// What is drawn over a plot: the cuts, and a line for each action.
    pub(super) fn lines(&self) -> String {
        let mut html = String::new();
        for (from, to) in &self.cuts {
            let (left, right) = (self.x(*from), self.x(*to));
            let _ =
                write!(html, "<i class=\"cut\" style=\"left:{left:.2}%;width:{:.2}%\"></i>", right - left);
        }
        for (x, _) in self.actions() {
            let _ = write!(html, "<i class=\"did\" style=\"left:{x:.2}%\"></i>");
        }
        html
    }

    /// The row of what was done, above a drawing: numbers, with words where there is room.
    pub(super) fn marks(&self) -> String {
        let mut html = "<div class=\"marks\" aria-hidden=\"true\">".to_owned();
        let actions = self.actions();
        for (place, (x, steps)) in actions.iter().enumerate() {
            let room = actions.get(place + 1).map_or(100.0, |next| next.0) - x;
            let numbers: Vec<_> =
                steps.iter().map(|step| format!("<b class=\"mark\">{}</b>", step + 1)).collect();
            let words: Vec<_> = steps.iter().map(|step| name(&self.plan.steps[*step].words)).collect();
            let words =
                if room > 12.0 { format!(" <span>{}</span>", words.join(", ")) } else { String::new() };
            let side = if *x > 90.0 { " class=\"last\"" } else { "" };
            let _ = write!(
                html,
                "<div{side} style=\"left:{x:.2}%;max-width:{:.2}%\">{}{words}</div>",
                room.max(10.0),
                numbers.concat()
            );
        }
        html + "</div>\n"
    }

    /// Where actions stand, those at one place together.
    fn actions(&self) -> Vec<(f64, Vec<usize>)> {
        let mut actions: Vec<(f64, Vec<usize>)> = Vec::new();
        for (place, step) in self.plan.steps.iter().enumerate() {
            let x = self.x(step.at);
            match actions.last_mut().filter(|last| x - last.0 < 2.5) {
                Some(last) => last.1.push(place),
                None => actions.push((x, vec![place])),
            }
        }
        actions
    }
}

/// The moments at which anything changes, but for CronJobs, which go by the clock.
fn times(plan: &Plan) -> Vec<u64> {
    let steps = plan.steps.iter().map(|step| step.at);
    let own = plan.workloads.iter().filter(|own| own.runs.is_none());
    let counts = own.flat_map(|own| own.samples.iter().map(|sample| sample.at));
    let all: BTreeSet<_> = steps.chain(counts).chain([0, plan.end]).filter(|at| *at <= plan.end).collect();
    all.into_iter().collect()
}

/// The long times between changes, while each is a good part of what is left without the others.
fn cuts(times: &[u64], end: u64) -> Vec<(u64, u64)> {
    let mut gaps: Vec<_> = times.windows(2).map(|pair| (pair[0], pair[1])).collect();
    gaps.sort_by_key(|(from, to)| std::cmp::Reverse(to - from));
    let (mut left, mut cuts) = (end, Vec::new());
    for (from, to) in gaps.into_iter().take(CUTS) {
        let gap = to - from;
        if gap < SHORTEST || gap * 5 < left * 2 || left - gap < 1000 {
            break;
        }
        left -= gap;
        cuts.push((from, to));
    }
    cuts.sort_unstable();
    cuts
}

/// Where times stand.
#[expect(clippy::cast_precision_loss, reason = "a picture is not that fine")]
fn knots(cuts: &[(u64, u64)], end: u64) -> Vec<(u64, f64)> {
    let hidden: u64 = cuts.iter().map(|(from, to)| to - from).sum();
    let each = (100.0 - CUT * cuts.len() as f64) / (end - hidden).max(1) as f64;
    let (mut knots, mut at, mut x) = (vec![(0, 0.0)], 0, 0.0);
    for (from, to) in cuts {
        if *from > at {
            x += (from - at) as f64 * each;
            knots.push((*from, x));
        }
        x += CUT;
        knots.push((*to, x));
        at = *to;
    }
    if end > at {
        knots.push((end, 100.0));
    }
    knots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(end: u64, times: &[u64]) -> Plan {
        use workload_core::predict::plan::{Counts, Workload};
        let samples = times.iter().map(|at| Counts { at: *at, ..Counts::default() }).collect();
        let workloads = vec![Workload { samples, ..Workload::default() }];
        Plan { end, workloads, starts_at: "2026-01-01T00:30:00Z".to_owned(), ..Plan::default() }
    }

    #[test]
    fn a_long_time_without_a_change_is_cut() {
        let day = plan(86_400_000, &[0, 2000, 9000]);
        let axis = Axis::new(&day);
        assert_eq!(axis.cuts, [(9000, 86_400_000)]);
        assert!((axis.x(9000) - 95.0).abs() < 0.01 && (axis.x(86_400_000) - 100.0).abs() < 0.01);
        let short = plan(14_000, &[0, 2000, 9000]);
        assert!(Axis::new(&short).cuts.is_empty());
        assert!((Axis::new(&short).x(7000) - 50.0).abs() < 0.01);
    }

    #[test]
    fn a_clock_has_whole_hours() {
        let day = plan(86_400_000, &[0]);
        let ticks = Axis::clock(&day).ticks();
        assert!(ticks.contains(">06:00<") && ticks.contains(">00:30<"), "{ticks}");
    }
}
