//! The kinds that the simulation knows, as the API calls them.

use crate::predict::simulation::Kind;

/// A kind of the simulation: its resource, API version and name.
pub(super) struct SimulatedKind {
    pub(super) kind: Kind,
    pub(super) resource: &'static str,
    pub(super) api_version: &'static str,
    pub(super) name: &'static str,
}

const KINDS: &[SimulatedKind] = &[
    new(Kind::Deployment, "deployments.apps", "apps/v1", "Deployment"),
    new(Kind::ReplicaSet, "replicasets.apps", "apps/v1", "ReplicaSet"),
    new(Kind::StatefulSet, "statefulsets.apps", "apps/v1", "StatefulSet"),
    new(Kind::DaemonSet, "daemonsets.apps", "apps/v1", "DaemonSet"),
    new(Kind::ReplicationController, "replicationcontrollers", "v1", "ReplicationController"),
    new(Kind::Job, "jobs.batch", "batch/v1", "Job"),
    new(Kind::CronJob, "cronjobs.batch", "batch/v1", "CronJob"),
    new(Kind::PodDisruptionBudget, "poddisruptionbudgets.policy", "policy/v1", "PodDisruptionBudget"),
    new(
        Kind::HorizontalPodAutoscaler,
        "horizontalpodautoscalers.autoscaling",
        "autoscaling/v2",
        "HorizontalPodAutoscaler",
    ),
    new(Kind::PersistentVolumeClaim, "persistentvolumeclaims", "v1", "PersistentVolumeClaim"),
    new(Kind::Pod, "pods", "v1", "Pod"),
];

const fn new(
    kind: Kind,
    resource: &'static str,
    api_version: &'static str,
    name: &'static str,
) -> SimulatedKind {
    SimulatedKind { kind, resource, api_version, name }
}

/// A kind by its resource.
pub(super) fn of_resource(resource: &str) -> Option<&'static SimulatedKind> {
    KINDS.iter().find(|known| known.resource == resource)
}

/// A kind as the API calls it.
pub(super) fn of_kind(kind: Kind) -> Option<&'static SimulatedKind> {
    KINDS.iter().find(|known| known.kind == kind)
}

/// Whether the simulation knows a kind.
pub(super) fn is_simulated(api_version: &str, name: &str) -> bool {
    KINDS.iter().any(|known| known.api_version == api_version && known.name == name)
}
