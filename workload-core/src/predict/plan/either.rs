//! What a real cluster decides by chance: a run goes either as this one, or otherwise.

use std::fmt;

use serde::Serialize;

use super::duration::short;
use super::lowest::Lowest;

/// What a real cluster decides by chance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Either {
    /// The workload that it is about.
    pub about: String,
    /// When it is decided; none for what is not one moment.
    pub at: Option<u64>,
    /// What is decided, with how it goes in this run and how it can go as well.
    #[serde(flatten)]
    pub chance: Decision,
    /// What comes of it: in this run, and in one in which equals are taken in the other order.
    /// None when both come to the same.
    pub outcomes: Option<[Outcome; 2]>,
}

/// What is decided by chance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "decides", rename_all = "camelCase")]
#[non_exhaustive]
pub enum Decision {
    /// Which of equal Pods are deleted.
    DeletedPods {
        /// Those that are.
        pods: Vec<String>,
        /// Equal ones, which stay.
        others: Vec<String>,
    },
    /// Which Pods are ended for a more important one.
    EndedPods {
        /// The more important Pod.
        by: String,
        /// Those that are ended.
        pods: Vec<String>,
        /// Equal ones, which stay.
        others: Vec<String>,
    },
    /// Whether a Pod comes to the node that has its volume.
    Node {
        /// The Pod.
        pod: String,
        /// The node it comes to.
        node: String,
        /// The node that is as good.
        other: String,
        /// The claim whose volume one of them has.
        claim: String,
    },
    /// Which of two waiting Pods gets room that came free.
    NextPod {
        /// The one that gets it.
        pod: String,
        /// The one that goes on waiting.
        other: String,
    },
    /// Whether the Pods of a node are evicted before too many other nodes are found dead.
    Evicted {
        /// The node.
        node: String,
    },
    /// When something happens; in this run, at the time of the decision.
    Moment {
        /// What, as in `node-2 is found dead`.
        what: String,
        /// The first and the last time at which it can be.
        between: [u64; 2],
    },
    /// The order in which equal Pods and nodes have their turn.
    Order,
}

/// What comes of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    /// How many Pods are ready at the end.
    pub ready: u32,
    /// How many are wanted.
    pub wanted: Option<u32>,
    /// The fewest ready ones.
    pub lowest_ready: Option<Lowest>,
    /// What is stuck, in a sentence.
    pub stuck: Option<String>,
}

impl Outcome {
    /// The outcome in words, as far as it differs from another.
    fn words(&self, other: &Self) -> String {
        let counts = |outcome: &Self| (outcome.ready, outcome.wanted);
        if let Some(reason) = &self.stuck {
            return format!("stuck: {reason}");
        }
        match (self.wanted, self.lowest_ready) {
            (Some(wanted), _) if counts(self) != counts(other) => {
                format!("{} of {wanted} ready at the end", self.ready)
            }
            (_, Some(lowest)) if self.lowest_ready.map(ready) != other.lowest_ready.map(ready) => {
                format!("never fewer than {} of {} ready", lowest.ready, lowest.wanted)
            }
            _ if other.stuck.is_some() => "nothing is stuck".to_owned(),
            _ => "all the same".to_owned(),
        }
    }

    /// Whether people see a difference from another.
    pub(super) fn differs(&self, other: &Self) -> bool {
        self.ready != other.ready
            || self.stuck.is_some() != other.stuck.is_some()
            || self.lowest_ready.map(ready) != other.lowest_ready.map(ready)
    }
}

fn ready(lowest: Lowest) -> u32 {
    lowest.ready
}

impl Either {
    /// Whether one of the outcomes is stuck.
    #[must_use]
    pub fn can_be_stuck(&self) -> bool {
        self.outcomes.iter().flatten().any(|outcome| outcome.stuck.is_some())
    }
}

impl fmt::Display for Either {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (here, or) = self.chance.words(&self.about, self.at.unwrap_or_default());
        match &self.outcomes {
            None => write!(f, "either {here}, or {or}"),
            Some([own, other]) => {
                write!(f, "either {here} ({}), or {or} ({})", own.words(other), other.words(own))
            }
        }
    }
}

impl Decision {
    /// How it goes in this run, and how it can go as well.
    fn words(&self, about: &str, at: u64) -> (String, String) {
        match self {
            Self::DeletedPods { pods, others } => {
                let are = if pods.len() == 1 { "is" } else { "are" };
                (format!("{} {are} deleted", named(pods)), equals(pods, others))
            }
            Self::EndedPods { by, pods, others } => {
                let are = if pods.len() == 1 { "is" } else { "are" };
                (format!("{} {are} ended for {by}", named(pods)), equals(pods, others))
            }
            Self::Node { pod, node, other, claim } => (
                format!("Pod {pod} comes to {node}"),
                format!("to {other}, which is as good; only one of the two has the volume of {claim}"),
            ),
            Self::NextPod { pod, other } => {
                (format!("Pod {pod} gets the room that came free"), format!("Pod {other} does"))
            }
            Self::Evicted { node } => (
                format!("the Pods of {node} are evicted before too many other nodes are found dead"),
                "those nodes are found dead first, and no Pod is evicted".to_owned(),
            ),
            Self::Moment { what, between: [from, to] } => (
                format!("{what} at {}", short(at)),
                if *from == at {
                    format!("later, up to {}", short(*to))
                } else {
                    format!("at any other time from {} to {}", short(*from), short(*to))
                },
            ),
            Self::Order => (
                format!("equal Pods and nodes of {about} have their turn in this order"),
                "in another".to_owned(),
            ),
        }
    }
}

/// So many names are written.
const NAMES: usize = 3;

fn named(pods: &[String]) -> String {
    format!("{} {}", if pods.len() == 1 { "Pod" } else { "Pods" }, list(pods, "and"))
}

/// The equals of Pods, any of which could be in their place.
fn equals(pods: &[String], others: &[String]) -> String {
    let whose = if pods.len() == 1 { "its equal" } else { "their equals" };
    format!("{whose} {}", list(others, "or"))
}

fn list(pods: &[String], word: &str) -> String {
    match pods {
        [one] => one.clone(),
        [most @ .., last] if pods.len() <= NAMES => format!("{} {word} {last}", most.join(", ")),
        _ => format!("{} {word} {} more", pods[..NAMES - 1].join(", "), pods.len() - NAMES + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node() -> Decision {
        let [pod, node, other, claim] = ["web/r2-1", "node-2", "node-1", "uploads"].map(str::to_owned);
        Decision::Node { pod, node, other, claim }
    }

    #[test]
    fn both_ways_are_said() {
        let stuck = Outcome { stuck: Some("Pod web/r2-1 waits".to_owned()), ..Outcome::default() };
        let fine = Outcome { ready: 1, wanted: Some(1), ..Outcome::default() };
        let about = "Deployment/web".to_owned();
        let either = Either { about, at: Some(0), chance: node(), outcomes: Some([stuck, fine]) };
        assert!(either.can_be_stuck());
        assert_eq!(
            either.to_string(),
            "either Pod web/r2-1 comes to node-2 (stuck: Pod web/r2-1 waits), or to node-1, which is as good; only one \
             of the two has the volume of uploads (1 of 1 ready at the end)"
        );
    }

    #[test]
    fn a_time_is_one_of_many() {
        let chance = Decision::Moment { what: "node-2 is found dead".to_owned(), between: [45_000, 60_000] };
        let either = Either { about: "Deployment/a".to_owned(), at: Some(55_000), chance, outcomes: None };
        assert_eq!(
            either.to_string(),
            "either node-2 is found dead at 55s, or at any other time from 45s to 1m"
        );
    }

    #[test]
    fn long_lists_are_cut() {
        let names: Vec<_> = (1..=5).map(|number| format!("a/{number}")).collect();
        let chance = Decision::DeletedPods { pods: names[..2].to_vec(), others: names };
        let either = Either { about: "ReplicaSet/a".to_owned(), at: Some(0), chance, outcomes: None };
        assert_eq!(
            either.to_string(),
            "either Pods a/1 and a/2 are deleted, or their equals a/1, a/2 or 3 more"
        );
    }
}
