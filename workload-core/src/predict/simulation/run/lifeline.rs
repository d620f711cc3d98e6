//! The life of every Pod: where it was, and in which state from when to when.

use std::time::Duration;

use super::finished::Run;
use super::index::{full_name, root_of};
use crate::predict::simulation::controllers::stateful_set::model::StatefulSet;
use crate::predict::simulation::ids::PodId;
use crate::predict::simulation::log::{EventKind, Subject};

/// What a Pod is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It has no node yet.
    Pending,
    /// It has a node and waits for a volume that another node holds.
    WaitingForVolume,
    /// It has a node and is starting.
    Starting,
    /// It runs and is not ready.
    Unready,
    /// It is ready.
    Ready,
    /// It is being deleted.
    Stopping,
    /// It ended well.
    Succeeded,
    /// It ended with an error.
    Failed,
}

/// A state with its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The state.
    pub state: State,
    /// From when on.
    pub from: Duration,
    /// Until when; the end of the run for what lasts.
    pub to: Duration,
}

/// The life of one Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifeline {
    /// Its name; one with a slash stands for a name that is drawn at random in a real cluster.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// Its workload, as in `Deployment/web`; a Job's CronJob.
    pub workload: String,
    /// The object that made it: the workload, or its ReplicaSet or Job.
    pub owner: String,
    /// The number of its template among those of its workload, from 1.
    pub revision: u32,
    /// The image of its first container.
    pub image: String,
    /// The node it came to.
    pub node: Option<String>,
    /// The claims it mounts.
    pub claims: Vec<String>,
    /// The name by which other Pods find it, if it has a stable one.
    pub address: Option<String>,
    /// Its states, in order, without gaps.
    pub spans: Vec<Span>,
    /// When it was gone; `None` when it is still there.
    pub gone: Option<Duration>,
}

impl Run {
    /// The lives of all Pods, in the order in which they were made.
    #[must_use]
    pub fn lifelines(&self) -> Vec<Lifeline> {
        let mut lives: Vec<_> = (0..self.world.pods.len()).map(|at| self.life_of(PodId::after(at))).collect();
        for record in &self.world.log {
            if let Subject::Pod(pod) = record.subject {
                lives[pod.at()].take(Duration::from_millis(record.at), &record.what);
            }
        }
        for life in lives.iter_mut().filter(|life| life.gone.is_none()) {
            life.close(self.end());
        }
        lives
    }

    fn life_of(&self, id: PodId) -> Lifeline {
        let pod = self.world.pod(id);
        let owner = self.world.object(pod.owner);
        Lifeline {
            name: pod.name.to_string(),
            namespace: owner.namespace.to_string(),
            workload: full_name(&self.world, root_of(&self.world, id)),
            owner: format!("{}/{}", owner.kind, owner.name),
            revision: pod.revision,
            image: pod.template.image().to_owned(),
            node: pod.node.map(|node| self.world.nodes.get(node).name.clone()),
            claims: pod.claims.iter().map(|claim| self.world.claims.get(*claim).name.to_string()).collect(),
            address: self.address_of(id),
            spans: Vec::new(),
            gone: None,
        }
    }

    /// A StatefulSet's Pod is found through the set's Service (article §4.4).
    fn address_of(&self, id: PodId) -> Option<String> {
        let pod = self.world.pod(id);
        let owner = self.world.object(pod.owner);
        let set: &StatefulSet = self.world.controller_of(pod.owner)?;
        let service = set.spec.service.as_deref().filter(|service| !service.is_empty())?;
        Some(format!("{}.{service}.{}.svc.cluster.local", pod.name, owner.namespace))
    }
}

/// The state that a Pod has after an event; none where the event changes none.
fn state_after(what: &EventKind) -> Option<State> {
    Some(match what {
        EventKind::Created => State::Pending,
        EventKind::Placed { .. } | EventKind::Attached => State::Starting,
        EventKind::WaitsForVolume { .. } => State::WaitingForVolume,
        EventKind::Running | EventKind::Unready => State::Unready,
        EventKind::Ready => State::Ready,
        EventKind::Deleting => State::Stopping,
        EventKind::Succeeded => State::Succeeded,
        EventKind::Failed(_) => State::Failed,
        _ => return None,
    })
}

impl Lifeline {
    fn take(&mut self, at: Duration, what: &EventKind) {
        if matches!(what, EventKind::Deleted) {
            self.close(at);
            self.gone = Some(at);
        }
        let Some(state) = state_after(what) else { return };
        self.close(at);
        // What lasted no time at all is no state.
        self.spans.retain(|span| span.from < span.to);
        self.spans.push(Span { state, from: at, to: at });
    }

    fn close(&mut self, at: Duration) {
        if let Some(last) = self.spans.last_mut() {
            last.to = at;
        }
    }
}
