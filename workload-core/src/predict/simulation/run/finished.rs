//! A finished simulation, to be asked.

use std::sync::OnceLock;
use std::time::Duration;

use super::event::Event;
use super::index::{RunIndex, full_name, is_workload};
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::log::Subject;
use crate::predict::simulation::pod::Phase;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::resources::Resources;
use crate::predict::simulation::step::Step;
use crate::predict::simulation::world::World;

/// A finished simulation.
///
/// Workloads are asked for by name (`web`), or, where two have one name, by kind and name
/// (`Deployment/web`), with the namespace before both unless it is `default` (`shop/Deployment/web`).
#[derive(Debug)]
pub struct Run {
    pub(super) world: World,
    pub(super) steps: Vec<Step>,
    pub(super) end: Millis,
    index: OnceLock<RunIndex>,
}

impl Run {
    pub(crate) fn new(world: World, steps: Vec<Step>, end: Millis) -> Self {
        Self { world, steps, end, index: OnceLock::new() }
    }

    /// Everything that happened, in order.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> {
        self.world.log.iter().map(|record| Event::new(&self.world, &self.steps, record))
    }

    /// The time up to which the simulation ran.
    #[must_use]
    pub fn end(&self) -> Duration {
        Duration::from_millis(self.end)
    }

    /// The workloads that were there at any time, as in `Deployment/web`, in the order of their making.
    #[must_use]
    pub fn workloads(&self) -> Vec<String> {
        let places = (0..self.world.objects.len()).map(ObjectId::after);
        places.filter(|id| is_workload(&self.world, *id)).map(|id| full_name(&self.world, id)).collect()
    }

    /// The fewest Pods of a workload that were ready at one time, from the first moment at which
    /// all wanted ones were; 0 when that moment never came, or nobody knows the name.
    #[must_use]
    pub fn lowest_ready(&self, workload: &str) -> u32 {
        let samples = self.samples(workload);
        let settled = samples.iter().skip_while(|sample| sample.wanted == 0 || sample.ready < sample.wanted);
        settled.map(|sample| sample.ready).min().unwrap_or(0)
    }

    /// The most Pods of a workload at one time, those that are being deleted too.
    #[must_use]
    pub fn highest_pods(&self, workload: &str) -> u32 {
        self.samples(workload).iter().map(|sample| sample.pods + sample.terminating).max().unwrap_or(0)
    }

    /// What these most Pods at one time request together, if they request the same.
    #[must_use]
    pub fn highest_requests(&self, workload: &str) -> Resources {
        let mut requests = Resources::default();
        if let Some(pod) = self.index().first_pod(self.index().named(workload)) {
            let one = &self.world.pod(pod).template.requests;
            (0..self.highest_pods(workload)).for_each(|_| requests.add(one));
        }
        requests
    }

    /// From the last action to the last change of a Pod; `None` when something is stuck.
    #[must_use]
    pub fn time_to_finish(&self) -> Option<Duration> {
        let last = |is: fn(&Subject) -> bool| {
            self.world.log.iter().rev().find(|record| is(&record.subject)).map_or(0, |record| record.at)
        };
        let acted = last(|subject| matches!(subject, Subject::Action(_)));
        let changed = last(|subject| matches!(subject, Subject::Pod(_)));
        self.stuck().is_empty().then(|| Duration::from_millis(changed.saturating_sub(acted)))
    }

    /// What belongs to each workload.
    pub(super) fn index(&self) -> &RunIndex {
        self.index.get_or_init(|| RunIndex::of(&self.world))
    }

    /// Whether a Pod is there at the end and waits for something: to become ready, or to end.
    pub(super) fn is_unready(&self, pod: PodId) -> bool {
        let pod = self.world.pod(pod);
        pod.is_active() && !pod.ready && pod.phase != Phase::Succeeded || pod.is_terminating()
    }
}
