//! The plan as one page that needs nothing else: no network, no other file.
//!
//! Everything is drawn here, from the [`Plan`]; the script on the page only moves the focus.
//! Numbers say in `data-json` where they stand in the JSON that the page carries.

mod axis;
mod bars;
mod changes;
mod chart;
mod escape;
mod lists;
mod summary;

use std::fmt::Write as _;

use workload_core::predict::plan::{Plan, Workload};

use self::axis::Axis;
use self::escape::{json, text};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// The page.
pub(crate) fn as_html(plan: &Plan) -> String {
    let mut page = String::new();
    let names: Vec<_> = plan.workloads.iter().map(|workload| workload.name.as_str()).collect();
    let title = text(&format!("Plan: {}", names.join(", ")));
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    );
    page.push_str(PATTERNS);
    page.push_str("<main>\n");
    summary::summary(&mut page, plan);
    for (place, workload) in plan.workloads.iter().enumerate() {
        section(&mut page, plan, place, workload);
    }
    lists::nodes(&mut page, plan);
    lists::claims(&mut page, plan);
    lists::addresses(&mut page, plan);
    changes::changes(&mut page, &plan.changes);
    let _ = write!(
        page,
        "</main>\n<p id=\"said\" role=\"status\" aria-live=\"polite\"></p>\n\
         <script type=\"application/json\" id=\"plan\">{}</script>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        json(plan)
    );
    page
}

/// One workload: its answers, its counts over time, its Pods.
fn section(page: &mut String, plan: &Plan, place: usize, workload: &Workload) {
    let axis = Axis::new(plan.end);
    let _ = writeln!(page, "<section class=\"workload\">\n<h2>{}</h2>", text(&workload.name));
    summary::workload(page, place, workload);
    chart::chart(page, plan, workload, axis);
    bars::bars(page, plan, workload, axis);
    page.push_str("</section>\n");
}

/// What is drawn over the colour of a template, so that nobody needs the colours.
const PATTERNS: &str = r#"<svg width="0" height="0" aria-hidden="true"><defs>
<pattern id="p2" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="6"/></pattern>
<pattern id="p3" width="6" height="6" patternUnits="userSpaceOnUse"><circle cx="3" cy="3" r="1.4"/></pattern>
<pattern id="p4" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="2" height="6"/></pattern>
<pattern id="p5" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="2"/></pattern>
<pattern id="p6" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="2" height="6"/></pattern>
<pattern id="stop" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="1.5" height="5"/></pattern>
</defs></svg>
"#;
