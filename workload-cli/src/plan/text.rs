//! The plan for a terminal, as wide as it is: what is refused, lost or stuck first, worst first; then
//! what changes, the Pods over time and the answers. Each part has so many lines that a bundle
//! fits on two screens, unless all of it is asked for.

mod answers;
mod change;
mod changes;
mod extent;
mod lead;
mod paint;
mod parts;
mod workload;

use workload_core::predict::plan::{Plan, Workload};

use self::extent::FEW;
use self::parts::Parts;
use crate::plan::cron;
use crate::plan::outage::{QUIET, severity};
use crate::terminal::Page;

#[cfg(feature = "cluster")]
pub(crate) use self::change::{one as one_change, value as short_value};
pub(crate) use self::extent::Extent;
#[cfg(feature = "cluster")]
pub(crate) use self::paint::{BAD, CHANGED, DONE, GOOD, painted};

/// The lines of what is lost or stuck, of the changes, of claims, timelines and answers, and of
/// the lists behind those.
const LEAD: usize = 14;
const CHANGES: usize = 20;
const CLAIMS: usize = 6;
const TIMELINES: usize = 26;
const ANSWERS: usize = 16;
const LISTS: usize = 8;

/// The whole plan; colours are taken out where nobody wants them.
pub(crate) fn as_text(plan: &Plan, extent: Extent) -> String {
    let mut page = Page::new();
    let parts = |lines: usize, what: &'static str| Parts::new(extent, lines, what);
    lead::lead(&mut page, plan, parts(LEAD, "problem"));
    changes::changes(&mut page, &plan.changes, &|what| {
        parts(if what == "claim" { CLAIMS } else { CHANGES }, what)
    });
    if plan.is_forbidden() {
        lead::refused(&mut page, plan);
        return page.into_text();
    }
    timelines(&mut page, plan, parts(TIMELINES, "timeline"));
    answers::answers(&mut page, plan, &|what| parts(if what == "workload" { ANSWERS } else { LISTS }, what));
    page.into_text()
}

/// The Pods over time, the worst workloads first; those of which nothing is to be seen are left
/// to the answers when there are several.
fn timelines(page: &mut Page, plan: &Plan, mut parts: Parts) {
    let mut workloads: Vec<&Workload> = plan.workloads.iter().collect();
    workloads.sort_by_key(|workload| severity(workload));
    for own in workloads {
        let is_quiet = severity(own).0 == QUIET || own.samples.len() < 2;
        match &own.runs {
            Some(runs) if parts.is_bounded() && !cron::is_notable(runs) => {}
            // Of what has no Pods there is nothing to see, and what is deleted is told.
            _ if parts.is_bounded() && own.pods.is_empty() => {}
            _ if parts.is_bounded() && plan.workloads.len() > 1 && own.deleted.is_some() => {}
            None if parts.is_bounded() && plan.workloads.len() > FEW && is_quiet => parts.leave_out(),
            _ => parts.add(workload::workload(
                plan,
                own,
                parts.is_bounded(),
                plan.workloads.len() > 1 || own.runs.is_some(),
            )),
        }
    }
    parts.show(page);
}
