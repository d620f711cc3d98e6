//! One workload's Pods over time: the time, ready against wanted, a mark for each Pod.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, Row, Workload, rows, short};

use super::paint::{BAD, DONE, painted, revision};
use crate::terminal::{Page, WEAK};

/// A timeline has no more rows than this.
const MOST: usize = 40;

fn line(row: Row<'_>, workload: &Workload) -> String {
    match row {
        Row::Step(step) => {
            let words = painted(DONE, &format!("# {}", step.words));
            let refused = step.refused.as_ref().map(|why| painted(BAD, &format!(": {why}")));
            format!("{:>9}  {words}{}", short(step.at), refused.unwrap_or_default())
        }
        Row::Left(rows) => {
            painted(WEAK, &format!("        …  {rows} more rows, all of them in --format json"))
        }
        Row::Counts(counts) => {
            let wide = workload.ratio_width();
            let mut line = format!("{:>9}  {:>wide$}  ", short(counts.at), counts.ratio(workload));
            for (number, marks) in counts.marks() {
                let style = number.map_or(WEAK, revision);
                let _ = write!(line, "{}  ", painted(style, &marks));
            }
            line.trim_end().to_owned()
        }
    }
}

pub(super) fn workload(page: &mut Page, plan: &Plan, workload: &Workload) {
    page.heading(&workload.name);
    let wide = workload.ratio_width();
    let legend = format!("     time  {:>wide$}  Pods: ■ ready  □ not ready  ▒ stopping", "ready");
    page.raw(&format!("{}\n", painted(WEAK, &legend)));
    for row in rows(plan, workload, MOST) {
        page.raw(&format!("{}\n", line(row, workload)));
    }
    for (number, image) in &workload.revisions {
        page.raw(&format!("           {}\n", painted(revision(*number), &format!("r{number} {image}"))));
    }
}
