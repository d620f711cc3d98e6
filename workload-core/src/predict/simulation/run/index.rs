//! What belongs to each workload of a finished simulation, found once for all of them.

use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::Subject;
use crate::predict::simulation::world::World;
use crate::syntax::text::FastMap;

/// The workloads of a finished simulation by name, with their Pods and the records of the log about both.
#[derive(Debug, Default)]
pub(super) struct RunIndex {
    by_name: FastMap<Box<str>, Vec<ObjectId>>,
    pods: FastMap<ObjectId, Vec<PodId>>,
    records: FastMap<ObjectId, Vec<usize>>,
}

impl RunIndex {
    pub(super) fn of(world: &World) -> Self {
        let mut index = Self::default();
        for id in (0..world.objects.len()).map(ObjectId::after).filter(|id| is_workload(world, *id)) {
            for name in [(*world.object(id).name).into(), full_name(world, id).into_boxed_str()] {
                index.by_name.entry(name).or_default().push(id);
            }
        }
        for pod in (0..world.pods.len()).map(PodId::after) {
            index.pods.entry(root_of(world, pod)).or_default().push(pod);
        }
        for (at, record) in world.log.iter().enumerate() {
            let about = match record.subject {
                Subject::Object(id) => id,
                Subject::Pod(pod) => root_of(world, pod),
                _ => continue,
            };
            index.records.entry(about).or_default().push(at);
        }
        index
    }

    /// The workloads that a name may mean: by name alone, by kind and name, or in full.
    pub(super) fn named(&self, name: &str) -> &[ObjectId] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first Pod of these workloads.
    pub(super) fn first_pod(&self, workloads: &[ObjectId]) -> Option<PodId> {
        workloads.iter().filter_map(|id| self.pods.get(id)?.first().copied()).min()
    }

    /// The places in the log of the records about these workloads and their Pods, in order.
    pub(super) fn records(&self, workloads: &[ObjectId]) -> Vec<usize> {
        let mut records: Vec<_> =
            workloads.iter().filter_map(|id| self.records.get(id)).flatten().copied().collect();
        records.sort_unstable();
        records
    }
}

/// Whether an object is a workload of its own, and no part of another.
pub(super) fn is_workload(world: &World, id: ObjectId) -> bool {
    let object = world.object(id);
    let is_adopted = object.kind == Kind::Pod && object.deleting.is_some();
    object.owner.is_none()
        && object.orphan_of.is_none()
        && !is_adopted
        && matches!(
            object.kind,
            Kind::Deployment
                | Kind::ReplicaSet
                | Kind::ReplicationController
                | Kind::StatefulSet
                | Kind::DaemonSet
                | Kind::Job
                | Kind::CronJob
                | Kind::Pod
        )
}

/// `Deployment/web`, with the namespace before it unless it is `default`.
pub(super) fn full_name(world: &World, id: ObjectId) -> String {
    let object = world.object(id);
    match &*object.namespace {
        "default" => format!("{}/{}", object.kind, object.name),
        namespace => format!("{namespace}/{}/{}", object.kind, object.name),
    }
}

/// The workload of a Pod that a person would name: the CronJob of a Job, the Deployment of a ReplicaSet.
pub(super) fn root_of(world: &World, pod: PodId) -> ObjectId {
    root(world, world.pod(pod).owner)
}

/// The workload of an object that a person would name, also where its Deployment was deleted and left it.
pub(super) fn root(world: &World, mut id: ObjectId) -> ObjectId {
    while let Some(owner) = world.object(id).owner.or(world.object(id).orphan_of) {
        id = owner;
    }
    id
}
