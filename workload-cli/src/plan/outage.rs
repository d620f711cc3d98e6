//! Which workloads had fewer Pods ready than they had before, and how bad that was.

use workload_core::predict::plan::{Counts, Lowest, Workload};

/// The severity of a workload that did not change.
pub(crate) const QUIET: u8 = 4;

/// The fewest ready Pods of a workload that lost some; none of one that only grew.
pub(crate) fn outage(workload: &Workload) -> Option<Lowest> {
    let lowest = workload.lowest_ready.filter(|lowest| lowest.ready < lowest.wanted)?;
    let falls = workload.samples.windows(2).any(|pair| pair[1].ready < pair[0].ready);
    let is_replaced = workload.samples.iter().any(|sample| sample.stopping > 0);
    (falls || is_replaced).then_some(lowest)
}

/// For how long, in milliseconds, the workload had no more Pods ready than at its lowest; none
/// when it still has no more at the end.
pub(crate) fn lasted(workload: &Workload, lowest: Lowest) -> Option<u64> {
    let is_low = |sample: &Counts| {
        sample.at >= lowest.at && sample.ready <= lowest.ready && sample.wanted > lowest.ready
    };
    if workload.samples.last().is_some_and(is_low) {
        return None;
    }
    let spans = workload.samples.windows(2).filter(|pair| is_low(&pair[0]));
    Some(spans.map(|pair| pair[1].at.saturating_sub(pair[0].at)).sum())
}

/// The order of workloads: those that were down as a whole, those that never get ready, those
/// that were down in part, those that changed, and the others.
pub(crate) fn severity(workload: &Workload) -> (u8, u32) {
    let share = |lowest: Lowest| lowest.ready * 1000 / lowest.wanted.max(1);
    let is_short = workload.wanted.is_some_and(|wanted| workload.ready < wanted);
    match outage(workload) {
        Some(lowest) if lowest.ready == 0 => (0, 0),
        _ if is_short => (1, workload.ready),
        Some(lowest) => (2, share(lowest)),
        None if workload.revisions.len() > 1 => (3, 0),
        None => (QUIET, 0),
    }
}
