//! What becomes of a changed field, in the four ways a server and its controllers know.

use serde::Serialize;

/// What a change does once it is applied.
///
/// As JSON: `{"effect": "rollsPods", "rollout": "newReplicaSet"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "effect", rename_all = "camelCase")]
pub enum Effect {
    /// Stored, and no running Pod is replaced for it.
    InPlace,
    /// Taken, but nothing follows from it before something else happens.
    Ignored {
        /// What has to happen, as in "the Deployment is resumed".
        until: String,
    },
    /// Pods are replaced, or made differently from now on.
    RollsPods {
        /// Who replaces them, and in which order.
        rollout: Rollout,
    },
    /// Refused by the server, and with it the whole update of the object.
    Forbidden {
        /// The server's own words, from the field on.
        server: String,
    },
}

/// The order in which Pods get a changed template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Rollout {
    /// A Deployment makes a new ReplicaSet and moves Pods over within `maxSurge` and
    /// `maxUnavailable`.
    NewReplicaSet,
    /// A Deployment stops every old Pod, then starts the new ones.
    Recreate,
    /// A StatefulSet replaces one Pod after the other, the highest ordinal first.
    FromTheHighestOrdinal,
    /// A DaemonSet goes from node to node.
    NodeByNode,
    /// Only Jobs made from now on are different.
    NextJobs,
    /// Only Pods made from now on are different.
    NextPods,
    /// A container restarts inside its Pod, which stays.
    ContainerRestart,
}

impl Effect {
    /// Whether the server refuses it.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        matches!(self, Self::Forbidden { .. })
    }

    /// Whether running Pods are replaced for it, or containers restarted.
    #[must_use]
    pub fn touches_pods(&self) -> bool {
        use Rollout::{NextJobs, NextPods};
        matches!(self, Self::RollsPods { rollout } if !matches!(rollout, NextJobs | NextPods))
    }

    /// How much it matters: what is refused stands above everything.
    pub(super) fn weight(&self) -> u8 {
        match self {
            Self::InPlace => 0,
            Self::Ignored { .. } => 1,
            Self::RollsPods { .. } => 2,
            Self::Forbidden { .. } => 3,
        }
    }
}
