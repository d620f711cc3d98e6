//! §7: Redis three ways: write, delete the Pod, is the data there?

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use super::{Story, block, ordered_start, plan};
use crate::predict::plan::{Plan, PodLife};

const SCRATCH: &str = include_str!("redis_on_scratch.yaml");
const CLAIM: &str = include_str!("redis_on_a_claim.yaml");

pub(super) const STORY: Story = Story {
    name: "redis-three-ways",
    manifests: &[
        ("redis-on-scratch.yaml", SCRATCH),
        ("redis-on-a-claim.yaml", CLAIM),
        ("redis-stateful.yaml", ordered_start::MANIFESTS),
    ],
    text: story,
};

/// The set-ups as the article names them.
const WAYS: &[(&str, &str)] = &[
    ("Deployment+emptyDir", SCRATCH),
    ("Deployment+claim", CLAIM),
    ("StatefulSet+claim", ordered_start::MANIFESTS),
];

/// What two runs of one set-up show.
#[expect(clippy::struct_excessive_bools, reason = "independent answers")]
struct Seen {
    /// With one Pod: is the data there after it was deleted?
    kept_alone: bool,
    /// With three Pods the same.
    kept_together: bool,
    /// Whether three Pods are ready, each with a durable store of its own.
    several: bool,
    /// Whether the Pod came back under its name.
    identity: bool,
    /// Whether others can follow a Pod under a name that stays.
    followed: bool,
    /// What was seen, in a sentence.
    told: String,
}

fn story() -> String {
    let seen: Vec<_> = WAYS.iter().map(|(_, manifests)| look(manifests)).collect();
    let mut told = String::new();
    for ((name, _), seen) in WAYS.iter().zip(&seen) {
        let _ = writeln!(told, "- **{name}**: {}", seen.told);
    }
    format!(
        "Redis three ways: a value is written, the Pod is deleted, and the value is asked for (article §7).\n\n\
         {told}\nThe table of article §7.3, as these runs measure it:\n\n{}\n\
         In a test the first will do, in development the second with one replica, in production \
         only the third.\n\n\
         Try it: `workload plan examples/stories/redis-on-a-claim.yaml --do 'scale redis 3'`\n",
        block(&table(&seen)),
    )
}

/// A row's cell for one set-up.
type Cell<'c> = &'c dyn Fn(&Seen) -> &'static str;

fn table(seen: &[Seen]) -> String {
    let yes = |yes: bool| if yes { "✓" } else { "✗" };
    let kept = |seen: &Seen| match (seen.kept_alone, seen.kept_together) {
        (true, true) => "✓",
        (false, false) => "✗",
        _ => "partly",
    };
    let fit =
        |seen: &Seen| seen.kept_alone && seen.kept_together && seen.several && seen.identity && seen.followed;
    let rows: [(&str, Cell<'_>); 5] = [
        ("data kept", &kept),
        ("several replicas", &|seen| yes(seen.several)),
        ("fixed identity", &|seen| yes(seen.identity)),
        ("replication", &|seen| yes(seen.followed && seen.several)),
        ("fit for production", &|seen| yes(fit(seen))),
    ];
    let mut table = format!("{:19}{:21}{:18}{}\n", "", WAYS[0].0, WAYS[1].0, WAYS[2].0);
    for (name, cell) in rows {
        let cells: Vec<_> = seen.iter().map(cell).collect();
        let _ = writeln!(table, "{name:19}{:21}{:18}{}", cells[0], cells[1], cells[2]);
    }
    table
}

/// Runs a set-up with one Pod and with three.
fn look(manifests: &str) -> Seen {
    let alone = plan(manifests, &["scale redis 1", "delete pod redis"]);
    let together = plan(manifests, &["scale redis 3", "delete pod redis"]);
    let (before, after) = around_the_deletion(&alone);
    let (before, after) = before.zip(after).unzip();
    let stores: BTreeSet<_> = ready(&together, together.end).map(Store::of).collect();
    let three = ready(&together, together.end).count() == 3;
    let (first, again) = around_the_deletion(&together);
    let kept = |before: Option<&PodLife>, after: Option<&PodLife>| {
        before.is_some() && before.map(Store::of) == after.map(Store::of)
    };
    let kept_alone = kept(before, after);
    let durable = stores.iter().all(|store| matches!(store, Store::Claim(_)));
    let identity = before.is_some() && before.map(|pod| &pod.name) == after.map(|pod| &pod.name);
    let address = before.and_then(|pod| pod.address.as_ref());
    Seen {
        kept_alone,
        kept_together: three && together.stuck.is_empty() && kept(first, again),
        several: three && stores.len() == 3 && durable,
        identity,
        followed: address.is_some() && address == after.and_then(|pod| pod.address.as_ref()),
        told: told(before, after, kept_alone, &together),
    }
}

fn told(before: Option<&PodLife>, after: Option<&PodLife>, kept: bool, together: &Plan) -> String {
    let name =
        |pod: Option<&PodLife>| pod.map_or_else(|| "no Pod".to_owned(), |pod| format!("`{}`", pod.name));
    let answer = if kept { "the value is there" } else { "the value is gone" };
    let on = after.map(|pod| Store::of(pod).to_string()).unwrap_or_default();
    let several = match together.stuck.first() {
        Some(snag) => format!(" With three replicas: {}.", snag.reason),
        None => String::new(),
    };
    format!("{} is deleted, {} comes, on {on}: {answer}.{several}", name(before), name(after))
}

/// Where a Pod keeps what is written.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Store<'p> {
    /// On a claim, which outlives it.
    Claim(&'p str),
    /// In a directory that is made with the Pod and goes with it.
    Scratch { pod: &'p str, made: u64 },
}

impl<'p> Store<'p> {
    fn of(pod: &'p PodLife) -> Self {
        match pod.claims.first() {
            Some(claim) => Self::Claim(claim),
            None => Self::Scratch { pod: &pod.name, made: pod.spans.first().map_or(0, |span| span.from) },
        }
    }
}

impl fmt::Display for Store<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim(claim) => write!(f, "the claim `{claim}`"),
            Self::Scratch { .. } => f.write_str("an empty directory of its own"),
        }
    }
}

/// The Pod that was deleted last, as it was ready before, and the one that is there in its place.
fn around_the_deletion(plan: &Plan) -> (Option<&PodLife>, Option<&PodLife>) {
    let deleted_at = plan.steps.last().map_or(0, |step| step.at);
    let pods = plan.workload("redis").map(|redis| redis.pods.as_slice()).unwrap_or_default();
    let begins =
        |pod: &PodLife, state: &str| pod.spans.iter().find(|span| span.state == state).map(|span| span.from);
    let before = pods.iter().find(|pod| begins(pod, "stopping") == Some(deleted_at));
    let after = pods.iter().find(|pod| begins(pod, "ready").is_some_and(|from| from >= deleted_at));
    (before, after)
}

/// The Pods that are ready at a time.
fn ready(plan: &Plan, at: u64) -> impl Iterator<Item = &PodLife> {
    let pods = plan.workload("redis").map(|redis| redis.pods.as_slice()).unwrap_or_default();
    pods.iter().filter(move |pod| {
        pod.spans.iter().any(|span| span.state == "ready" && span.from < at && at <= span.to)
    })
}
