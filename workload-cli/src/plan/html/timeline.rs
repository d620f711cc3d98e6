//! The counts of a workload as a table, for those who read rather than look.

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, Row, Workload, rows, short};

use crate::html::{name, rich};

/// The table has no more rows than this.
const MOST: usize = 40;

/// Draws the table, folded.
pub(super) fn timeline(page: &mut String, plan: &Plan, workload: &Workload) {
    page.push_str(
        "<details>\n<summary>Timeline as a table</summary>\n<table>\n<thead><tr><th scope=\"col\">at</th><th scope=\"col\">what</th>\
         <th scope=\"col\" class=\"number\">ready</th><th scope=\"col\" class=\"number\">not ready</th>\
         <th scope=\"col\" class=\"number\">stopping</th></tr></thead>\n<tbody>\n",
    );
    let mut rows = rows(plan, workload, MOST);
    // Time that only passes is no news.
    while matches!(rows.last(), Some(Row::Step(step)) if step.refused.is_none() && step.at > 0) {
        rows.pop();
    }
    for row in rows {
        let _ = match row {
            Row::Step(step) => {
                let why = step.refused.as_ref().map(|why| format!(": {}", rich(why))).unwrap_or_default();
                writeln!(
                    page,
                    "<tr><td>{}</td><td colspan=\"4\"><code>{}</code>{why}</td></tr>",
                    short(step.at),
                    name(&step.words)
                )
            }
            Row::Left(rows) => {
                writeln!(
                    page,
                    "<tr><td colspan=\"5\">{rows} more rows, which the JSON of this page has</td></tr>"
                )
            }
            Row::Counts(counts) => writeln!(
                page,
                "<tr><td>{}</td><td></td><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
                short(counts.at),
                counts.ratio(workload).replace('/', " of "),
                counts.pods.saturating_sub(counts.ready),
                counts.stopping
            ),
        };
    }
    page.push_str("</tbody>\n</table>\n</details>\n");
}
