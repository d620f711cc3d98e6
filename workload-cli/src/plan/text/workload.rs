//! One workload's Pods over time: the time, ready against wanted, a mark for each Pod.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, Row, Workload, rows, short};

use super::paint::{BAD, DONE, painted, revision};
use crate::terminal::{Page, WEAK};

/// A timeline has no more rows than this; one of several, no more than `FEW`; where everything is shown, `ALL`.
const MOST: usize = 40;
const FEW: usize = 12;
const ALL: usize = 400;

fn line(row: Row<'_>, plan: &Plan, workload: &Workload, rest: &str) -> String {
    let time = |at: u64| time(at, plan, workload);
    match row {
        Row::Step(step) => {
            let words = painted(DONE, &format!("# {}", step.words));
            let refused = step.refused.as_ref().map(|why| painted(BAD, &format!(": {why}")));
            format!("{}  {words}{}", time(step.at), refused.unwrap_or_default())
        }
        Row::Left(rows) => painted(WEAK, &format!("        …  {rows} more rows: {rest}")),
        Row::Counts(counts) => {
            let wide = workload.ratio_width();
            let mut line = format!("{}  {:>wide$}  ", time(counts.at), counts.ratio(workload));
            for (number, marks) in counts.marks() {
                let style = number.map_or(WEAK, revision);
                let _ = write!(line, "{}  ", painted(style, &marks));
            }
            line.trim_end().to_owned()
        }
    }
}

/// Since the new objects were applied; of a CronJob, the time of day.
fn time(at: u64, plan: &Plan, workload: &Workload) -> String {
    let of_day = workload.runs.as_ref().and_then(|_| plan.time_of_day(at));
    of_day.unwrap_or_else(|| format!("{:>9}", short(at)))
}

pub(super) fn workload(
    plan: &Plan,
    workload: &Workload,
    is_bounded: bool,
    is_one_of_several: bool,
) -> String {
    let mut page = Page::new();
    page.heading(&workload.name);
    let wide = workload.ratio_width();
    let time = if workload.runs.is_some() { "    time (UTC)" } else { "     time" };
    let legend = format!("{time}  {:>wide$}  Pods: ■ ready  □ not ready  ▒ stopping", "ready");
    page.raw(&format!("{}\n", painted(WEAK, &legend)));
    let (most, rest) = match (is_bounded, is_one_of_several) {
        (true, true) => (FEW, "--all"),
        (true, false) => (MOST, "--all"),
        (false, _) => (ALL, "--format json"),
    };
    let mut rows = rows(plan, workload, most);
    // That time passes is seen from the times.
    rows.retain(|row| !matches!(row, Row::Step(step) if step.words.starts_with("wait ")));
    // Time that only passes is no news.
    while matches!(rows.last(), Some(Row::Step(step)) if step.refused.is_none() && step.at > 0) {
        rows.pop();
    }
    for row in rows {
        page.raw(&format!("{}\n", line(row, plan, workload, rest)));
    }
    for (number, image) in &workload.revisions {
        page.raw(&format!("           {}\n", painted(revision(*number), &format!("r{number} {image}"))));
    }
    format!("\n{}", page.into_text())
}
