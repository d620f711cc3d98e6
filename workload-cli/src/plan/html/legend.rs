//! What the colours and lines of all charts mean, once for the page.

use std::fmt::Write as _;

use workload_core::predict::plan::Workload;

use super::bars::state_class;

/// How runs of a CronJob end, which is all that is drawn of them.
const ENDS: [&str; 2] = ["succeeded", "failed"];

/// Draws the legend, of what these workloads show; `is_cut` says whether times are left out.
pub(super) fn legend(page: &mut String, workloads: &[Workload], is_cut: bool) {
    let shows = |own: &Workload, states: &[&str]| {
        let is_drawn = own.runs.is_none() || states.iter().all(|state| ENDS.contains(state));
        is_drawn && own.pods.iter().flat_map(|pod| &pod.spans).any(|span| states.contains(&span.state))
    };
    let has = |states: &[&str]| workloads.iter().any(|own| shows(own, states));
    page.push_str("<ul class=\"plain legend\">\n");
    for (states, what) in [
        (&["ready"][..], "ready, or running to its end"),
        (&["starting", "unready"], "not ready yet"),
        (&["pending"], "no node yet"),
        (&["waitingForVolume"], "waits for a volume"),
        (&["stopping"], "stopping"),
        (&["succeeded"], "succeeded"),
        (&["failed"], "failed"),
    ] {
        if has(states) {
            let class = state_class(states[0]);
            let _ = writeln!(page, "<li><i class=\"key {class}\"></i> {what}</li>");
        }
    }
    if workloads.iter().any(|own| own.revisions.len() > 1) {
        page.push_str("<li><i class=\"key c-ready\"><i class=\"t2\"></i></i> a later template</li>\n");
    }
    if workloads.iter().any(|own| own.runs.is_none()) {
        page.push_str("<li><i class=\"key line\"></i> wanted</li>\n<li><b class=\"mark\">1</b> an action, as numbered above</li>\n");
    }
    if is_cut {
        page.push_str("<li><i class=\"key cut\"></i> time without a change, cut out</li>\n");
    }
    page.push_str(
        "</ul>\n\
         <svg class=\"unseen\" aria-hidden=\"true\"><defs>\
         <pattern id=\"p2\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"3\" height=\"10\"/></pattern>\
         <pattern id=\"p3\" width=\"8\" height=\"12\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"3\"/></pattern>\
         <pattern id=\"p4\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\"><rect width=\"3\" height=\"10\"/></pattern>\
         </defs></svg>\n",
    );
}
