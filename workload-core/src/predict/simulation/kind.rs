//! The kinds of objects that the simulation knows.

use std::fmt;

/// The kinds of objects that do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A Deployment.
    Deployment,
    /// A ReplicaSet, of a Deployment or of its own.
    ReplicaSet,
    /// A `ReplicationController`.
    ReplicationController,
    /// A StatefulSet.
    StatefulSet,
    /// A DaemonSet.
    DaemonSet,
    /// A Job.
    Job,
    /// A CronJob.
    CronJob,
    /// A PodDisruptionBudget.
    PodDisruptionBudget,
    /// A HorizontalPodAutoscaler.
    HorizontalPodAutoscaler,
    /// A ControllerRevision, made by a StatefulSet or DaemonSet.
    ControllerRevision,
    /// A Pod.
    Pod,
    /// A node.
    Node,
    /// A PersistentVolumeClaim.
    PersistentVolumeClaim,
    /// An action of the scenario.
    Action,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, formatter)
    }
}

/// What becomes of an object's dependents when it is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Propagation {
    /// The object goes at once, its dependents follow.
    #[default]
    Background,
    /// The dependents go first.
    Foreground,
    /// The dependents stay, owned by nobody.
    Orphan,
}

impl Kind {
    /// Whether Pods listed under an object of this kind are its own; a budget only watches them.
    pub(crate) const fn owns_pods(self) -> bool {
        matches!(
            self,
            Self::ReplicaSet
                | Self::ReplicationController
                | Self::StatefulSet
                | Self::DaemonSet
                | Self::Job
                | Self::Pod
        )
    }
}
