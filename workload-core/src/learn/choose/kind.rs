//! The five kinds that an app can end as.

use serde::{Serialize, Serializer};

use crate::describe::shape::{PerNode, RunOnce, Scheduled, Shape, Stateful, Stateless};

/// A Kubernetes kind that runs an app.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Pods that are as good as one another.
    Deployment,
    /// Pods that keep their name and their data.
    StatefulSet,
    /// One Pod on every node.
    DaemonSet,
    /// Pods that run to their end, once.
    Job,
    /// A new Job each time.
    CronJob,
}

impl Kind {
    /// All five, in the order of article §2.1.
    pub const ALL: [Self; 5] =
        [Self::Deployment, Self::StatefulSet, Self::DaemonSet, Self::Job, Self::CronJob];

    /// The kind as Kubernetes calls it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Deployment => Stateless::KIND,
            Self::StatefulSet => Stateful::KIND,
            Self::DaemonSet => PerNode::KIND,
            Self::Job => RunOnce::KIND,
            Self::CronJob => Scheduled::KIND,
        }
    }

    /// The word of the grammar that says what such an app needs.
    pub const fn shape(self) -> &'static str {
        match self {
            Self::Deployment => "stateless",
            Self::StatefulSet => "stateful",
            Self::DaemonSet => "per_node",
            Self::Job => "run_once",
            Self::CronJob => "schedule",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
