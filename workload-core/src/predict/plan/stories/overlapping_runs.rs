//! §6.3: a night of runs that take longer than the time between them.

use std::fmt::Write as _;
use std::time::Duration;

use super::{Story, block};
use crate::predict::plan::{ObjectSet, Planner};

const MANIFESTS: &str = include_str!("overlapping_runs.yaml");

pub(super) const STORY: Story =
    Story { name: "overlapping-runs", manifests: &[("overlapping-runs.yaml", MANIFESTS)], text: story };

/// The CronJobs with their policies.
const POLICIES: &[(&str, &str)] = &[("cleanup", "Allow"), ("backup", "Forbid"), ("report", "Replace")];

fn story() -> String {
    let set = ObjectSet::from_yaml(MANIFESTS).expect("a story's manifests can be read");
    let named = POLICIES.iter().try_fold(Planner::new(set), |planner, (name, _)| {
        planner.duration(name, Duration::from_secs(45 * 60))
    });
    let plan =
        named.and_then(|planner| planner.act("wait 8h")).expect("a story's actions can be done").plan();
    let mut table = String::from("policy   due  started  overlapped  late  replaced  skipped  succeeded\n");
    for (name, policy) in POLICIES {
        let Some(workload) = plan.workload(name) else { continue };
        let runs = workload.runs.clone().unwrap_or_default();
        let succeeded =
            workload.pods.iter().filter(|pod| pod.spans.iter().any(|span| span.state == "succeeded"));
        let _ = writeln!(
            table,
            "{policy:7} {:>4} {:>8} {:>11} {:>5} {:>9} {:>8} {:>10}",
            runs.due,
            runs.started,
            runs.overlapped,
            runs.late,
            runs.replaced,
            runs.skipped,
            succeeded.count()
        );
    }
    format!(
        "Three CronJobs run every half hour for 45 minutes, through a night of 8 hours (article §6.3).\n\n{}\n\
         `Allow` lets runs overlap. `Forbid` keeps a run waiting: it does not drop it, but starts it \
         late, as soon as the last one ends, and skips only what comes due meanwhile. `Replace` \
         stops each run for the next: where a run always takes longer than the time between two, \
         none ever ends.\n\n\
         Try it: `workload plan examples/stories/overlapping-runs.yaml --duration backup=45m --do 'wait 8h'`\n",
        block(&table),
    )
}
