//! Which workloads had fewer Pods ready than they had before, and how bad that was.

use workload_core::predict::plan::{Counts, Lowest, Workload};

/// The severity of a workload that did not change.
pub(crate) const QUIET: u8 = 5;

/// The fewest ready Pods of a workload that lost some which it had and still wants; none of one
/// that only grew, or from when on it is deleted.
pub(crate) fn outage(workload: &Workload) -> Option<Lowest> {
    let mut most = workload.ready_before.unwrap_or(0);
    let mut lowest: Option<Lowest> = None;
    let is_there = |sample: &&Counts| workload.deleted.is_none_or(|deleted| sample.at < deleted);
    for sample in workload.samples.iter().filter(is_there) {
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

/// The order of workloads: those that were down as a whole, those that are deleted, those that never get ready, those
/// that were down in part, those that changed, and the others.
pub(crate) fn severity(workload: &Workload) -> (u8, u32) {
    let share = |lowest: Lowest| lowest.ready * 1000 / lowest.wanted.max(1);
    let is_short = workload.wanted.is_some_and(|wanted| workload.ready < wanted);
    match outage(workload) {
        Some(lowest) if lowest.ready == 0 => (0, 0),
        _ if workload.deleted.is_some() => (1, 0),
        _ if is_short => (2, workload.ready),
        Some(lowest) => (3, share(lowest)),
        None if workload.revisions.len() > 1 => (4, 0),
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
    fn what_is_deleted_is_no_outage() {
        let own = Workload { deleted: Some(1000), ..workload(Some(3), &[3, 0], 3) };
        assert_eq!((outage(&own), severity(&own).0), (None, 1));
        let own = Workload { deleted: Some(2000), ..workload(Some(3), &[3, 1, 0], 3) };
        assert_eq!(outage(&own).map(|lowest| lowest.ready), Some(1));
    }

    #[test]
    fn the_fewest_of_what_was_there_count() {
        let lowest = |own: &Workload| outage(own).map(|lowest| (lowest.ready, lowest.at));
        assert_eq!(lowest(&workload(Some(3), &[0, 3], 3)), Some((0, 0)));
        assert_eq!(lowest(&workload(None, &[0, 3, 2, 3], 3)), Some((2, 2000)));
    }
}
