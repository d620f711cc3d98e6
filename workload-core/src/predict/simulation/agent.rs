//! The node agents: they start the Pods of their node, end them, and notice when they end.

use std::time::Duration;

use super::ids::PodId;
use super::log::{EventKind, Subject};
use super::pod::Phase;
use super::queue::{Millis, Task};
use super::template::Restarts;
use super::timings::{Behaviour, PodFilter, Timings};
use super::world::World;

/// How long the agent waits before it starts a failed container again, for the first restarts.
const BACKOFF: &[Millis] = &[500, 10_000, 20_000, 40_000, 80_000, 160_000];

/// The longest it waits.
const LONGEST_BACKOFF: Millis = 300_000;

impl World {
    /// A Pod has come to its node: it starts as soon as its volumes are there.
    pub(crate) fn start_pod(&mut self, id: PodId) {
        let now = self.now;
        self.pods[id.at()].placed.get_or_insert(now);
        if self.pod(id).deleting.is_some() || !self.attach_claims(id) {
            return;
        }
        self.start_containers(id);
    }

    /// A Pod's volumes are there: it runs when it has had the time it takes.
    pub(crate) fn start_containers(&mut self, id: PodId) {
        let delay = self.time_of(id, |timings| timings.ready, |behaviour| behaviour.ready_after);
        let due = self.pod(id).placed.unwrap_or(self.now) + delay;
        self.queue.push(due.max(self.now), Task::Start(id, self.pod(id).restarts));
    }

    /// A Pod's containers run.
    pub(crate) fn pod_started(&mut self, id: PodId, restarts: u32) {
        let pod = self.pod(id);
        if pod.restarts != restarts || pod.deleting.is_some() || pod.is_over() || !self.has_agent(id) {
            return;
        }
        let now = self.now;
        self.change(id, |pod| {
            pod.phase = Phase::Running;
            pod.started.get_or_insert(now);
        });
        if self.behaviour(id, |behaviour| behaviour.ready) == Some(false) {
            self.record(Subject::Pod(id), EventKind::Running);
        } else {
            self.set_ready(id, true);
        }
        if self.ends_by_itself(id) {
            self.schedule_exit(id, restarts);
        }
    }

    fn schedule_exit(&mut self, id: PodId, restarts: u32) {
        let run = self.time_of(id, |timings| timings.run, |behaviour| behaviour.run_for);
        self.pods[id.at()].exits_at = Some(self.now + run);
        self.queue.push(self.now + run, Task::Exit(id, restarts));
    }

    fn ends_by_itself(&self, id: PodId) -> bool {
        self.pod(id).template.restarts != Restarts::Always
            || self.behaviour(id, |behaviour| behaviour.exits) == Some(true)
    }

    /// A Pod's containers ended by themselves.
    pub(crate) fn pod_exited(&mut self, id: PodId, restarts: u32) {
        let pod = self.pod(id);
        if pod.restarts != restarts || pod.deleting.is_some() || pod.is_over() || !self.has_agent(id) {
            return;
        }
        self.pods[id.at()].exits_at = None;
        let code = self.behaviour(id, |behaviour| behaviour.exit_code).unwrap_or(0);
        let restarts = match self.pod(id).template.restarts {
            Restarts::Always => true,
            Restarts::OnFailure => code != 0,
            Restarts::Never => false,
        };
        if restarts {
            self.restart_pod(id);
        } else {
            self.end_pod(id, code);
        }
    }

    fn restart_pod(&mut self, id: PodId) {
        self.set_ready(id, false);
        let before = self.pod(id).restarts as usize;
        let delay = BACKOFF.get(before).copied().unwrap_or(LONGEST_BACKOFF);
        self.queue.push(self.now + delay, Task::Restart(id, self.pod(id).restarts));
    }

    /// The agent starts a failed container again.
    pub(crate) fn pod_restarted(&mut self, id: PodId, restarts: u32) {
        let pod = self.pod(id);
        if pod.restarts != restarts || pod.deleting.is_some() || pod.is_over() || !self.has_agent(id) {
            return;
        }
        self.change(id, |pod| pod.restarts += 1);
        self.record(Subject::Pod(id), EventKind::Restarted(restarts + 1));
        self.pod_started(id, restarts + 1);
    }

    /// A Pod is over: `Succeeded` with exit code 0, `Failed` with any other.
    pub(crate) fn end_pod(&mut self, id: PodId, code: i32) {
        let now = self.now;
        self.change(id, |pod| {
            pod.phase = if code == 0 { Phase::Succeeded } else { Phase::Failed };
            pod.ready = false;
            pod.available = false;
            pod.exit_code = Some(code);
            pod.ended = Some(now);
        });
        self.record(
            Subject::Pod(id),
            if code == 0 { EventKind::Succeeded } else { EventKind::Failed(Some(code)) },
        );
        self.vacate(id);
    }

    /// A Pod is asked to end: it is gone after a while, if its node still has an agent.
    pub(crate) fn stop_pod(&mut self, id: PodId) {
        if self.has_agent(id) {
            let delay = self.time_of(id, |timings| timings.stop, |behaviour| behaviour.stop_after);
            self.queue.push(self.now + delay, Task::Gone(id));
        }
    }

    /// Whether somebody on a Pod's node starts and ends it.
    pub(crate) fn has_agent(&self, id: PodId) -> bool {
        self.pod(id).node.map(|node| self.nodes.get(node)).is_some_and(|node| !node.gone && node.has_kubelet)
    }

    fn time_of(
        &self,
        id: PodId,
        general: impl Fn(&Timings) -> Duration,
        special: impl Fn(&Behaviour) -> Option<Duration>,
    ) -> Millis {
        let time = self.behaviour(id, special).unwrap_or_else(|| general(&self.timings));
        Millis::try_from(time.as_millis()).unwrap_or(Millis::MAX / 4)
    }

    /// What the first behaviour says that fits a Pod and says something.
    fn behaviour<T>(&self, id: PodId, of: impl Fn(&Behaviour) -> Option<T>) -> Option<T> {
        let behaviours = self.timings.behaviours.iter();
        behaviours.filter(|behaviour| self.fits(id, &behaviour.of)).find_map(of)
    }

    fn fits(&self, id: PodId, which: &PodFilter) -> bool {
        let pod = self.pod(id);
        let node = || pod.node.map(|node| self.nodes.get(node).name.as_str());
        which.image.as_ref().is_none_or(|image| pod.template.images.contains(image))
            && which.pod.as_deref().is_none_or(|name| name == &*pod.name)
            && which.index.is_none_or(|index| pod.ordinal == Some(index))
            && which.attempt.is_none_or(|attempt| pod.attempt == attempt)
            && which.workload.as_deref().is_none_or(|name| self.is_of_workload(id, name))
            && which.node.as_deref().is_none_or(|name| node() == Some(name))
    }

    /// Whether a Pod's owner has this name, or an owner of that: the CronJob of its Job.
    fn is_of_workload(&self, id: PodId, name: &str) -> bool {
        let mut owner = Some(self.pod(id).owner);
        while let Some(object) = owner.map(|owner| self.object(owner)) {
            if &*object.name == name {
                return true;
            }
            owner = object.owner;
        }
        false
    }
}
