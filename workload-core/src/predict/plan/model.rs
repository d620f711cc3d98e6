//! The model of a plan, which has one form as JSON. Times are milliseconds since the new objects
//! were applied.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use super::duration::short;
use super::either::Either;
use super::lowest::Lowest;
use crate::predict::diff::Changes;

/// What would happen.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Plan {
    /// The moment at which the run begins, such as `2026-01-01T00:00:00Z`; schedules go by it.
    pub starts_at: String,
    /// How long the run is.
    pub end: u64,
    /// What applying the new objects changes.
    pub changes: Changes,
    /// What was done, in order.
    pub steps: Vec<Step>,
    /// The workloads, in the order of their making.
    pub workloads: Vec<Workload>,
    /// The claims, in the order of their making.
    pub claims: Vec<ClaimLife>,
    /// The nodes, in the order in which they were added.
    pub nodes: Vec<NodeLife>,
    /// What does not get further by itself, causes first.
    pub stuck: Vec<Blocker>,
    /// The same with what is alike told once, as a plan for people says it.
    pub stuck_groups: Vec<BlockerGroup>,
    /// What a real cluster decides by chance, what can be stuck first.
    pub either: Vec<Either>,
    /// The workloads that only nodes unlike the assumed ones have a place for; they are not stuck.
    pub depends_on_nodes: Vec<Blocker>,
    /// From the last thing that was done to the last change of a Pod; none when something is stuck.
    pub finish: Option<u64>,
    /// What the run leaves out, and why.
    pub notes: Vec<String>,
    /// What the run assumes where the input does not say: nodes and claims.
    pub assumptions: Vec<String>,
}

/// One thing that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// When.
    pub at: u64,
    /// What, as in `scale redis 5`.
    pub words: String,
    /// From then to the last change that came of it.
    pub took: u64,
    /// At how many moments in between the Pods of a workload were not what they were before.
    pub moments: usize,
    /// Why it could not be done.
    pub refused: Option<String>,
}

/// One workload.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Workload {
    /// As in `Deployment/api`, with the namespace before it unless it is `default`.
    pub name: String,
    /// How many Pods are wanted at the end; none for what has no such number.
    pub wanted: Option<u32>,
    /// How many are ready at the end.
    pub ready: u32,
    /// How many were ready when the new objects were applied; none for what was not there.
    pub ready_before: Option<u32>,
    /// When it was deleted; none when it is there at the end.
    pub deleted: Option<u64>,
    /// The fewest ready ones since all wanted ones were for the first time; none when they never were.
    pub lowest_ready: Option<Lowest>,
    /// The most Pods at one time, those that are being deleted too.
    pub highest_pods: u32,
    /// What these request together.
    pub highest_requests: Requests,
    /// The templates, by their number from 1, with the image of the first container.
    pub revisions: BTreeMap<u32, String>,
    /// The counts, from each moment on at which they changed.
    pub samples: Vec<Counts>,
    /// The Pods, in the order in which they were made.
    pub pods: Vec<PodLife>,
    /// Of a CronJob: its runs.
    pub runs: Option<Runs>,
}

/// What Pods request of their nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Requests {
    /// Thousandths of a cpu.
    pub cpu_millis: u64,
    /// Bytes of memory.
    pub memory: u64,
}

/// How many Pods a workload had from one moment on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// From when on.
    pub at: u64,
    /// How many were wanted; 0 for what has no such number.
    pub wanted: u32,
    /// The ready ones.
    pub ready: u32,
    /// Those that were neither over nor being deleted.
    pub pods: u32,
    /// Those that were being deleted.
    pub stopping: u32,
    /// Pods and ready Pods of each template, by its number.
    pub revisions: BTreeMap<u32, (u32, u32)>,
}

/// The life of a Pod.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodLife {
    /// Its name; one with a slash stands for a name that is drawn at random in a real cluster.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// The object that made it, as in `Job/report-29453760`.
    pub owner: String,
    /// The node it came to.
    pub node: Option<String>,
    /// The number of its template.
    pub revision: u32,
    /// The claims it mounts.
    pub claims: Vec<String>,
    /// The name by which others find it, if it has a stable one.
    pub address: Option<String>,
    /// What it did from when to when, without gaps.
    pub spans: Vec<StateSpan>,
    /// When it was gone; none when it is still there.
    pub gone: Option<u64>,
}

/// A time in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StateSpan {
    /// `pending`, `waitingForVolume`, `starting`, `unready`, `ready`, `stopping`, `succeeded` or `failed`.
    pub state: &'static str,
    /// From when on.
    pub from: u64,
    /// Until when.
    pub to: u64,
}

/// The runs of a CronJob.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Runs {
    /// How often its time came.
    pub due: u64,
    /// How many runs were started.
    pub started: u64,
    /// Of these, the ones that began while another still ran.
    pub overlapped: u64,
    /// The ones that began more than a second after their time, as another still ran.
    pub late: u64,
    /// The ones that were stopped for the next.
    pub replaced: u64,
    /// Times at which no run was started, then or later.
    pub skipped: u64,
    /// The first times at which a run was due, at most 24, in the time zone of the schedule:
    /// `2026-01-01 00:10 UTC`.
    pub times: Vec<String>,
    /// The last of all these times.
    pub last: Option<String>,
    /// Of the skipped ones, those that were given up because of `startingDeadlineSeconds`.
    pub missed: u64,
}

/// The life of a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ClaimLife {
    /// Its name.
    pub name: String,
    /// When it was made; none for one that was there before.
    pub made: Option<u64>,
    /// When it was gone; none when it is still there.
    pub gone: Option<u64>,
    /// The Pods that mounted it, one after the other or together.
    pub pods: Vec<String>,
}

/// What happened on a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeLife {
    /// Its name.
    pub name: String,
    /// When it was added; none for one that was there before.
    pub added: Option<u64>,
    /// When it was removed.
    pub removed: Option<u64>,
    /// The Pods that are on it at the end and not over.
    pub pods: Vec<String>,
    /// The most Pods that were on it at one time.
    pub highest_pods: u32,
}

/// Something that waits for what nobody is going to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Blocker {
    /// What is stuck, as in `Pod/redis-1`.
    pub about: String,
    /// Why, in a sentence.
    pub reason: String,
    /// What lets it go on.
    pub way_out: Option<String>,
}

/// Things that are stuck for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockerGroup {
    /// What is stuck: the workload, for its Pods.
    pub about: String,
    /// How many of them are.
    pub count: usize,
    /// Why, in a sentence.
    pub reason: String,
    /// Since when.
    pub since: Option<u64>,
    /// What lets it go on.
    pub way_out: Option<String>,
}

impl fmt::Display for BlockerGroup {
    /// The cause, from which moment of the plan on, and the way out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)?;
        if let Some(since) = self.since {
            write!(f, ", from {} on", short(since))?;
        }
        self.way_out.as_ref().map_or(Ok(()), |way_out| write!(f, "; way out: {way_out}"))
    }
}
