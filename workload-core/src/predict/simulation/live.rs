//! A simulation that goes on: what is done comes as it is done, and what has become of everything is
//! read from time to time. The cluster in the process shows it as API objects.

use std::time::Duration;

use k8s_openapi::api::core::v1::PodTemplateSpec;

use super::action::Action;
use super::controllers::replica_set::ReplicaSet;
use super::ids::{ObjectId, PodId};
use super::kind::Kind;
use super::log::{EventKind, Subject};
use super::pod::Phase;
use super::world::World;
use super::{Simulation, millis};
use crate::k8s::selector::Labels;

/// An object of a namespace, by its kind and name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LiveName {
    pub(crate) kind: Kind,
    pub(crate) namespace: String,
    pub(crate) name: String,
}

/// A Pod as it is.
#[derive(Clone, Debug)]
pub(crate) struct LivePod {
    /// Its owner; none of a Pod that nobody owns.
    pub(crate) owner: Option<LiveName>,
    pub(crate) labels: Labels,
    pub(crate) template: PodTemplateSpec,
    /// Of a Job's Pod with an index, and of a StatefulSet's.
    pub(crate) ordinal: Option<u32>,
    /// The revision of its StatefulSet that it was made of.
    pub(crate) revision: u32,
    pub(crate) node: Option<String>,
    pub(crate) phase: Phase,
    pub(crate) is_ready: bool,
    pub(crate) restarts: u32,
    pub(crate) exit_code: Option<i32>,
    pub(crate) is_deleting: bool,
}

/// An object with a controller as it is.
#[derive(Clone, Debug)]
pub(crate) struct LiveObject {
    pub(crate) owner: Option<LiveName>,
    /// Of a ReplicaSet: how many Pods it is to have, its template and its revision.
    pub(crate) set: Option<LiveSet>,
    /// Its Pods: active, ready and available.
    pub(crate) counts: [i32; 3],
}

/// A ReplicaSet as it is.
#[derive(Clone, Debug)]
pub(crate) struct LiveSet {
    pub(crate) replicas: i32,
    pub(crate) template: PodTemplateSpec,
    pub(crate) revision: i64,
}

/// What happened, and to whom.
#[derive(Clone, Debug)]
pub(crate) struct LiveEvent {
    pub(crate) subject: LiveName,
    pub(crate) what: EventKind,
}

impl Simulation {
    /// When something happens next.
    pub(crate) fn next_time(&self) -> Option<Duration> {
        self.world.queue.next_time().map(Duration::from_millis)
    }

    /// Lets time pass until then, and says that it is that time.
    pub(crate) fn advance_to(&mut self, time: Duration) {
        self.pass(time);
        self.world.now = self.world.now.max(millis(time));
    }

    /// Does something now.
    ///
    /// # Errors
    ///
    /// When it cannot be done; why.
    pub(crate) fn perform(&mut self, action: &Action) -> Result<(), String> {
        self.world.attempt(action)
    }

    /// Deletes a Pod, if it is there and not being deleted.
    pub(crate) fn delete_pod(&mut self, name: &LiveName, is_forced: bool) {
        let Some(pod) = self.pod_id(name) else { return };
        if is_forced {
            self.world.force_delete_pod(pod);
        } else if !self.world.pod(pod).is_terminating() {
            self.world.delete_pod(pod);
        }
    }

    /// What happened after so many events, and how many events there are now.
    pub(crate) fn events_after(&self, count: usize) -> (Vec<LiveEvent>, usize) {
        let new = self.world.log[count..].iter();
        let events = new.filter_map(|record| {
            let subject = self.world.live_name(record.subject)?;
            Some(LiveEvent { subject, what: record.what.clone() })
        });
        (events.collect(), self.world.log.len())
    }

    /// A Pod that is there.
    pub(crate) fn live_pod(&self, name: &LiveName) -> Option<LivePod> {
        let world = &self.world;
        let pod = world.pod(self.pod_id(name)?);
        let owner = world.object(pod.owner);
        let is_owned = owner.kind != Kind::Pod && !owner.gone;
        Some(LivePod {
            owner: is_owned.then(|| world.object_name(pod.owner)),
            labels: pod.template.labels.clone(),
            template: pod.template.written.clone(),
            ordinal: pod.ordinal,
            node: pod.node.map(|node| world.nodes.get(node).name.clone()),
            phase: pod.phase,
            is_ready: pod.ready,
            restarts: pod.restarts,
            exit_code: pod.exit_code,
            revision: pod.revision,
            is_deleting: pod.deleting.is_some(),
        })
    }

    /// An object that is there.
    pub(crate) fn live_object(&self, name: &LiveName) -> Option<LiveObject> {
        let world = &self.world;
        let id = world.find(name.kind, &name.namespace, &name.name)?;
        let object = world.object(id);
        let set = world.controller_of(id).map(|set: &ReplicaSet| LiveSet {
            replicas: set.replicas,
            template: set.template.written.clone(),
            revision: set.number,
        });
        let counts = &object.counts;
        Some(LiveObject {
            owner: object.owner.map(|owner| world.object_name(owner)),
            set,
            counts: [counts.active, counts.ready, counts.available],
        })
    }

    fn pod_id(&self, name: &LiveName) -> Option<PodId> {
        let key = (name.namespace.as_str().into(), name.name.as_str().into());
        self.world.pods_by_name.get(&key).copied()
    }
}

impl World {
    fn object_name(&self, id: ObjectId) -> LiveName {
        let object = self.object(id);
        LiveName { kind: object.kind, namespace: object.namespace.to_string(), name: object.name.to_string() }
    }

    fn live_name(&self, subject: Subject) -> Option<LiveName> {
        match subject {
            Subject::Object(id) => Some(self.object_name(id)),
            Subject::Pod(id) => {
                let pod = self.pod(id);
                let namespace = self.object(pod.owner).namespace.to_string();
                Some(LiveName { kind: Kind::Pod, namespace, name: pod.name.to_string() })
            }
            Subject::Claim(id) => {
                let claim = self.claims.get(id);
                let (namespace, name) = (claim.namespace.to_string(), claim.name.to_string());
                Some(LiveName { kind: Kind::PersistentVolumeClaim, namespace, name })
            }
            Subject::Node(_) | Subject::Action(_) => None,
        }
    }
}
