//! The Pods of a workload, counted over time.

use std::collections::BTreeMap;
use std::time::Duration;

use super::finished::Run;
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::syntax::text::FastMap;

/// How many Pods a workload had from one moment on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// From when on.
    pub at: Duration,
    /// How many Pods were wanted.
    pub wanted: u32,
    /// The Pods that were neither over nor being deleted.
    pub pods: u32,
    /// Of these, the ready ones.
    pub ready: u32,
    /// Those that were being deleted.
    pub terminating: u32,
    /// Pods and ready Pods of each template, by its number.
    pub by_revision: BTreeMap<u32, (u32, u32)>,
}

/// What is known of one Pod on the way through the log.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Standing {
    #[default]
    None,
    Unready,
    Ready,
    Terminating,
}

impl Standing {
    fn after(self, what: &EventKind) -> Self {
        match what {
            EventKind::Created | EventKind::Unready => Self::Unready,
            EventKind::Ready => Self::Ready,
            EventKind::Deleting => Self::Terminating,
            EventKind::Deleted | EventKind::Succeeded | EventKind::Failed(_) => Self::None,
            _ => self,
        }
    }
}

/// Adds a sample, in place of an earlier one of the same time.
fn push(samples: &mut Vec<Sample>, sample: Sample) {
    if samples.last().is_some_and(|last| last.at == sample.at) {
        samples.pop();
    }
    samples.push(sample);
}

impl Run {
    /// How a workload's counts went: one sample for each moment at which they changed, with what
    /// they were at its end.
    #[must_use]
    pub fn samples(&self, workload: &str) -> Vec<Sample> {
        let index = self.index();
        let mut standings = FastMap::<PodId, Standing>::default();
        let (mut now, mut samples) = (Sample::default(), Vec::<Sample>::new());
        for at in index.records(index.named(workload)) {
            let (record, before) = (&self.world.log[at], now.clone());
            match (record.subject, &record.what) {
                (Subject::Object(_), EventKind::Wants(count)) => {
                    now.wanted = u32::try_from(*count).unwrap_or(0);
                }
                (Subject::Pod(pod), what) => {
                    let standing = standings.entry(pod).or_default();
                    let next = standing.after(what);
                    self.count(&mut now, pod, std::mem::replace(standing, next), next);
                }
                _ => continue,
            }
            if now != before {
                now.at = Duration::from_millis(record.at);
                push(&mut samples, now.clone());
            }
        }
        samples
    }

    fn count(&self, sample: &mut Sample, pod: PodId, before: Standing, after: Standing) {
        let revision = self.world.pod(pod).revision;
        for (standing, step) in [(before, -1), (after, 1)] {
            let shift = |count: &mut u32, counts: bool| {
                *count = count.saturating_add_signed(step * i32::from(counts));
            };
            let is_ready = standing == Standing::Ready;
            let is_there = is_ready || standing == Standing::Unready;
            let own = sample.by_revision.entry(revision).or_default();
            shift(&mut sample.terminating, standing == Standing::Terminating);
            shift(&mut sample.pods, is_there);
            shift(&mut sample.ready, is_ready);
            shift(&mut own.0, is_there);
            shift(&mut own.1, is_ready);
        }
        sample.by_revision.retain(|_, (pods, _)| *pods > 0);
    }
}
