//! Which workloads had fewer Pods ready than they had before, and how bad that was.

use workload_core::predict::plan::{Counts, Lowest, Workload};

/// The severity of a workload that did not change.
pub(crate) const QUIET: u8 = 4;

/// The fewest ready Pods of a workload that lost some which it had and still wants; none of one
/// that only grew.
pub(crate) fn outage(workload: &Workload) -> Option<Lowest> {
    let mut most = workload.ready_before.unwrap_or(0);
    let mut lowest: Option<Lowest> = None;
    for sample in &workload.samples {
        let Counts { at, ready, wanted, .. } = *sample;
        if ready < most.min(wanted) && lowest.is_none_or(|known| ready < known.ready) {
            lowest = Some(Lowest { ready, wanted, at });
        }
        most = most.max(ready);
    }
    lowest
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

#[cfg(test)]
mod tests {
    use super::*;

    fn workload(ready_before: Option<u32>, readies: &[u32], wanted: u32) -> Workload {
        let counts = |(at, ready): (usize, &u32)| Counts {
            at: at as u64 * 1000,
            wanted,
            ready: *ready,
            ..Counts::default()
        };
        let samples = readies.iter().enumerate().map(counts).collect();
        Workload { ready_before, samples, ..Workload::default() }
    }

    #[test]
    fn what_only_grows_loses_nothing() {
        assert_eq!(outage(&workload(Some(1), &[1, 3], 3)), None);
        assert_eq!(outage(&workload(None, &[0, 3], 3)), None);
        assert_eq!(outage(&workload(Some(5), &[5, 4, 3], 3)), None);
    }

    #[test]
    fn the_fewest_of_what_was_there_count() {
        let lowest = |own: &Workload| outage(own).map(|lowest| (lowest.ready, lowest.at));
        assert_eq!(lowest(&workload(Some(3), &[0, 3], 3)), Some((0, 0)));
        assert_eq!(lowest(&workload(None, &[0, 3, 2, 3], 3)), Some((2, 2000)));
    }
}
