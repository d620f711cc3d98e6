//! The seven ends of the tree: a kind, and how it treats the app's data.

use super::kind::Kind;
use super::start;
use super::start::Start;

/// An end of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// A Deployment that keeps nothing.
    Plain,
    /// A Deployment with data that may be lost.
    Cache,
    /// A Deployment of one Pod with a claim.
    WithVolume,
    /// A StatefulSet.
    Named,
    /// A DaemonSet.
    EachNode,
    /// A Job.
    Once,
    /// A CronJob.
    Timed,
}

impl Leaf {
    /// All seven.
    pub const ALL: [Self; 7] =
        [Self::Plain, Self::Cache, Self::WithVolume, Self::Named, Self::EachNode, Self::Once, Self::Timed];

    /// The kind.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Plain | Self::Cache | Self::WithVolume => Kind::Deployment,
            Self::Named => Kind::StatefulSet,
            Self::EachNode => Kind::DaemonSet,
            Self::Once => Kind::Job,
            Self::Timed => Kind::CronJob,
        }
    }

    /// The kind, with what goes with it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Plain => "a Deployment",
            Self::Cache => "a Deployment with scratch space",
            Self::WithVolume => "a Deployment with a volume",
            Self::Named => "a StatefulSet",
            Self::EachNode => "a DaemonSet",
            Self::Once => "a Job",
            Self::Timed => "a CronJob",
        }
    }

    /// Why it fits.
    pub const fn why(self) -> &'static str {
        match self {
            Self::Plain => {
                "any Pod can answer any request, so Pods may come and go: a Deployment keeps their number, \
                 replaces them a few at a time, and its Service spreads the load (article §3.1, §3.2)"
            }
            Self::Cache => {
                "data that may be lost needs no claim: its scratch space outlives a restart of the container \
                 and goes with the Pod, after which the cache fills itself again (article §7.1, §7.3)"
            }
            Self::WithVolume => {
                "one Pod with one claim keeps the data and may start anywhere under any name; the old Pod ends \
                 before the new one starts, so that they never hold the claim together (article §2.2, §7.3)"
            }
            Self::Named => {
                "every Pod is its own: a rebuilt one has the same name, the same address and the same claim, \
                 and its data is still there (article §4.1, §4.3)"
            }
            Self::EachNode => {
                "it runs one Pod on every node, on a new node at once, and reads the node's files there; data \
                 of its own stays on the node (article §5.2)"
            }
            Self::Once => {
                "it runs to its end, tries again when it fails, and stays for its log (article §6.2, §6.3)"
            }
            Self::Timed => {
                "it makes a new Job at every time of its schedule, which runs to its end and is kept for its \
                 log (article §6.2, §6.3)"
            }
        }
    }

    /// The description to start from.
    pub(super) const fn start(self) -> Start {
        match self {
            Self::Plain => start::STATELESS,
            Self::Cache => start::CACHE,
            Self::WithVolume => start::WITH_VOLUME,
            Self::Named => start::STATEFUL,
            Self::EachNode => start::PER_NODE,
            Self::Once => start::RUN_ONCE,
            Self::Timed => start::SCHEDULED,
        }
    }
}
