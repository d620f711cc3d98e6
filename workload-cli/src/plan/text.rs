//! The plan for a terminal, 80 columns wide: what changes, the Pods over time, the answers.

mod answers;
mod changes;
mod paint;
mod workload;

use workload_core::predict::plan::Plan;

use crate::terminal::Page;

/// The whole plan; colours are taken out where nobody wants them.
pub(crate) fn as_text(plan: &Plan) -> String {
    let mut page = Page::narrow();
    changes::changes(&mut page, &plan.changes);
    for own in &plan.workloads {
        workload::workload(&mut page, plan, own);
    }
    answers::answers(&mut page, plan);
    page.into_text()
}
