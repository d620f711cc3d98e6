//! What happened, in order.

use super::ids::{ClaimId, NodeId, ObjectId, PodId};
use super::queue::Millis;

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Object(ObjectId),
    Pod(PodId),
    Node(NodeId),
    Claim(ClaimId),
    /// The action at this place of the list.
    Action(usize),
}

/// The truth of a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionStatus {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Nobody knows.
    Unknown,
}

/// One condition of an object's status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its type, such as `Progressing`.
    pub kind: &'static str,
    /// Whether it holds.
    pub status: ConditionStatus,
    /// Why, in one word.
    pub reason: &'static str,
}

/// A field of a status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A count.
    Count(i64),
    /// A text, such as a list of indexes or the name of a revision.
    Text(Box<str>),
    /// Names of objects.
    Names(Vec<Box<str>>),
}

impl Field {
    /// Whether it says nothing: no Pods, no text, no names.
    fn is_empty(&self) -> bool {
        match self {
            Self::Count(count) => *count == 0,
            Self::Text(text) => text.is_empty(),
            Self::Names(names) => names.is_empty(),
        }
    }
}

impl From<i32> for Field {
    fn from(count: i32) -> Self {
        Self::Count(count.into())
    }
}

/// What happened to an object, a Pod, a node or a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum EventKind {
    /// It was created.
    Created,
    /// A ReplicaSet was created at a size.
    CreatedAt {
        /// Its size.
        replicas: i32,
    },
    /// A ReplicaSet changed its size.
    Scaled {
        /// The size before.
        from: i32,
        /// The size after.
        to: i32,
    },
    /// A ReplicaSet or ControllerRevision got a higher revision number.
    Renumbered(i64),
    /// The fields of the status that are not zero or empty, by their names.
    Status(Box<[(&'static str, Field)]>),
    /// A condition of the status changed.
    Condition(Condition),
    /// A condition of this type was taken away.
    ConditionRemoved(&'static str),
    /// A Job's `parallelism` changed.
    Parallelism(i32),
    /// A CronJob's run went so many times more as the two before it did, and is not told again.
    /// The Jobs that were kept before are deleted in place of those kept at its end.
    Repeated {
        /// How many runs are not told.
        runs: u64,
        /// The time of the last of them, since the start.
        until: std::time::Duration,
    },
    /// It is being deleted.
    Deleting,
    /// It is gone.
    Deleted,
    /// A Pod was given to a node.
    Placed {
        /// The node's place in the list of nodes.
        node: usize,
    },
    /// A Pod runs and is not ready.
    Running,
    /// A Pod became ready.
    Ready,
    /// A Pod is ready no more.
    Unready,
    /// A container of the Pod was started again; the number counts the restarts.
    Restarted(u32),
    /// A Pod ended well.
    Succeeded,
    /// A Pod ended with this exit code; none where nobody saw it end.
    Failed(Option<i32>),
    /// No node fits a Pod; the reason is the scheduler's.
    Unschedulable(Box<str>),
    /// A Pod waits for a volume that another Pod holds on another node.
    WaitsForVolume {
        /// The claim's place in the list of claims.
        claim: usize,
        /// The node that holds it, by its place in the list of nodes.
        node: usize,
    },
    /// The volumes a Pod waited for are there.
    Attached,
    /// How many Pods a workload wants from now on.
    Wants(i32),
    /// A Pod is about to be deleted by an eviction, a taint or a collection.
    DisruptionTarget(&'static str),
    /// A claim asks for so much storage now.
    Requested(Box<str>),
    /// A claim got its volume.
    Bound,
    /// A claim's owners are now these.
    Owners(Box<[Box<str>]>),
    /// The taints of a node changed; they are now these, as `key=value:effect`.
    Taints(Box<[Box<str>]>),
    /// A node is ready no more: it says so itself, or nothing is heard of it.
    NodeNotReady(ConditionStatus),
    /// A Pod was promised room on a node, which is being freed or whose volume is being made.
    Nominated {
        /// The node's place in the list of nodes.
        node: usize,
    },
    /// A Pod without an owner, or a ReplicaSet, got this one, as in `ReplicaSet/web`.
    Adopted(Box<str>),
    /// A Pod or a ReplicaSet lost its owner and goes on.
    Released,
    /// The volume of a claim was attached to a node.
    VolumeAttached {
        /// The node's place in the list of nodes.
        node: usize,
    },
    /// The volume of a claim is going to be detached from a node.
    VolumeDetaching {
        /// The node's place in the list of nodes.
        node: usize,
    },
    /// The volume of a claim was detached from a node.
    VolumeDetached {
        /// The node's place in the list of nodes.
        node: usize,
    },
    /// Somebody did something: an action of the list.
    Acted,
    /// An action could not be done; why.
    Refused(Box<str>),
    /// An eviction was granted.
    EvictionAllowed,
    /// An eviction was refused, with the code and the reason.
    EvictionRefused {
        /// The HTTP status: 429 when a budget forbids it, 500 when two budgets select the Pod.
        code: u16,
        /// Why.
        message: Box<str>,
    },
    /// A drain is over: all Pods it asked for are gone.
    Drained,
    /// What a controller says for people.
    Event {
        /// The reason, such as `ScalingReplicaSet`.
        reason: &'static str,
        /// The message.
        message: Box<str>,
    },
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    pub(crate) at: Millis,
    pub(crate) subject: Subject,
    pub(crate) what: EventKind,
}

impl EventKind {
    /// A status with the fields that say something.
    pub(crate) fn status(fields: impl IntoIterator<Item = (&'static str, Field)>) -> Self {
        Self::Status(fields.into_iter().filter(|(_, field)| !field.is_empty()).collect())
    }
}
