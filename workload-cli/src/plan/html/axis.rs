//! Where a time stands on the page, and the times that are written under a drawing.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, short};

use super::escape::text;

/// Names stand left of this.
pub(super) const LEFT: f64 = 210.0;
/// The drawing ends here.
pub(super) const RIGHT: f64 = 985.0;
/// The page's own width.
pub(super) const WIDTH: f64 = 1000.0;

/// The steps between two times, in milliseconds; the first that leaves at most ten counts.
const TICKS: &[u64] = &[
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

/// The time from left to right.
#[derive(Clone, Copy)]
pub(super) struct Axis {
    end: u64,
}

impl Axis {
    pub(super) fn new(end: u64) -> Self {
        Self { end: end.max(1) }
    }

    /// Where a time stands.
    #[expect(clippy::cast_precision_loss, reason = "a picture is not that fine")]
    pub(super) fn x(self, at: u64) -> f64 {
        LEFT + (RIGHT - LEFT) * (at.min(self.end) as f64 / self.end as f64)
    }

    /// The times below a drawing, with lines up to its top, and what was done at which.
    pub(super) fn draw(self, page: &mut String, plan: &Plan, top: f64, bottom: f64) {
        let step = TICKS.iter().find(|step| self.end / **step <= 10).copied().unwrap_or(self.end / 10 + 1);
        let mut at = 0;
        while at <= self.end {
            let x = self.x(at);
            let _ = writeln!(
                page,
                "<line class=\"tick\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\"/>\
                 <text class=\"time\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                bottom + 13.0,
                short(at)
            );
            at += step;
        }
        for done in &plan.steps {
            let x = self.x(done.at);
            let _ = writeln!(
                page,
                "<line class=\"step\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{top:.1}\" y2=\"{bottom:.1}\">\
                 <title>{}: {}</title></line>",
                short(done.at),
                text(&done.words)
            );
        }
    }
}
