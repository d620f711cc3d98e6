//! Needs that cannot both be, and what to do about them.

use std::error::Error;
use std::fmt;

/// Two needs that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The keys of the two.
    pub keys: [&'static str; 2],
    /// Why they cannot both be.
    pub why: &'static str,
    /// What to do.
    pub help: &'static str,
}

impl fmt::Display for Contradiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.keys;
        write!(f, "`{first}` and `{second}` contradict each other: {}", self.why)
    }
}

impl Error for Contradiction {}

/// A pair of keys, each with what it says, that cannot both be.
type Pair = ((&'static str, bool), (&'static str, bool), &'static str, &'static str);

const RUNS_OR_ENDS: &str = "an app runs on, or it does its work and ends (article §8.3)";
const KEEP_ONE: &str = "keep one of them";
const ENDS_SOMEWHERE: &str = "a Job runs wherever there is room, not once on every node (article §6.2)";
const AGENT: &str = "an agent that stays on every node is `long-running` and `per-node`";
const ENDS_WITHOUT_A_NAME: &str = "the Pods of a Job have random names and end (article §2.1)";
const NO_NAME: &str = "leave `stable-identity` out; an app that others look for is `long-running`";
const ENDS_WITH_ITS_DATA: &str = "what it leaves behind must not be its own: Pods that end have temporary or shared storage (article §2.1)";
const SHARED_CLAIM: &str =
    "leave it out here; where the work writes files, mount a `Claim` in the description";

const PAIRS: &[Pair] = &[
    (("long-running", true), ("run-once", true), RUNS_OR_ENDS, KEEP_ONE),
    (("long-running", true), ("schedule", true), RUNS_OR_ENDS, KEEP_ONE),
    (("run-once", true), ("schedule", true), "what runs once has no schedule (article §6.2)", KEEP_ONE),
    (("run-once", true), ("per-node", true), ENDS_SOMEWHERE, AGENT),
    (("schedule", true), ("per-node", true), ENDS_SOMEWHERE, AGENT),
    (("run-once", true), ("stable-identity", true), ENDS_WITHOUT_A_NAME, NO_NAME),
    (("schedule", true), ("stable-identity", true), ENDS_WITHOUT_A_NAME, NO_NAME),
    (("run-once", true), ("keeps-data", true), ENDS_WITH_ITS_DATA, SHARED_CLAIM),
    (("schedule", true), ("keeps-data", true), ENDS_WITH_ITS_DATA, SHARED_CLAIM),
    (("run-once", true), ("cache", true), ENDS_WITH_ITS_DATA, SHARED_CLAIM),
    (("schedule", true), ("cache", true), ENDS_WITH_ITS_DATA, SHARED_CLAIM),
    (
        ("per-node", true),
        ("stable-identity", true),
        "the Pod of a node has a random name; what stays is the node's own (article §2.1)",
        "keep `per-node` for an agent, `stable-identity` for members that find one another",
    ),
    (
        ("cache", true),
        ("stable-identity", true),
        "data that may be lost needs no Pod that comes back as itself (article §4.4)",
        "say `keeps-data` with `stable-identity`: a claim does a cache with names no harm",
    ),
    (
        ("keeps-data", true),
        ("cache", true),
        "data outlives the Pods, or it may be lost with them (article §8.1)",
        "say `keeps-data` for an app that has both; its cache is a `Scratch` volume beside the claim",
    ),
    (
        ("keeps-data", false),
        ("cache", true),
        "a cache keeps data, if only for a while (article §8.1)",
        KEEP_ONE,
    ),
    (
        ("keeps-data", false),
        ("stable-identity", true),
        "Pods that keep nothing can stand in for one another under any name (article §3.1)",
        KEEP_ONE,
    ),
];

/// The first two needs that contradict each other.
///
/// `says` tells what is needed under a key; `None` when nothing is said.
pub(super) fn contradiction(says: impl Fn(&str) -> Option<bool>) -> Option<Contradiction> {
    let both =
        |((first, yes), (second, also), ..): &&Pair| says(first) == Some(*yes) && says(second) == Some(*also);
    let ((first, _), (second, _), why, help) = *PAIRS.iter().find(both)?;
    Some(Contradiction { keys: [first, second], why, help })
}
