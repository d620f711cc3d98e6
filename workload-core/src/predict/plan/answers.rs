//! From a run to the answers.

mod claims;
mod clock;
mod cron;
mod either;
mod nodes;
mod notes;
mod stuck;
mod workload;

use std::collections::{BTreeMap, BTreeSet};

use self::clock::Clock;
pub(super) use self::either::either;
use super::assumed::{self, ClaimKey};
use super::either::Either;
use super::input::PlanInput;
use super::model::{NodeLife, Plan, Step, Workload};
use super::run::{Done, RunRecord, is_watched_for_a_day};
use crate::k8s::Object;
use crate::predict::simulation::{EventKind, Kind, Lifeline, Node};

/// The whole plan.
pub(super) fn plan(input: &PlanInput, record: &RunRecord, claims: &BTreeSet<ClaimKey>) -> Plan {
    let clock = Clock { origin: record.origin };
    let mut lives: BTreeMap<String, Vec<Lifeline>> = BTreeMap::new();
    let until = record.end;
    let begun = |life: &Lifeline| life.spans.first().is_some_and(|span| span.from <= until);
    for life in record.run.lifelines().into_iter().filter(begun) {
        lives.entry(life.workload.clone()).or_default().push(life);
    }
    let names = record.run.workloads();
    let deleted = record.run.deleted();
    let workloads: Vec<_> = unique(names)
        .into_iter()
        .map(|name| {
            let own = lives.remove(&name).unwrap_or_default();
            let runs = cron::runs(input, record, &name, clock);
            let deleted = deleted.get(&name).map(|at| clock.time(*at));
            Workload { deleted, runs, ..workload::workload(record, &name, own, clock) }
        })
        .collect();
    let mut stuck: Vec<_> = record.run.stuck().into_iter().collect();
    let nodes = nodes::nodes(input, record, &workloads, clock);
    let depends = stuck::depends_on_nodes(input, &workloads, &mut stuck);
    let groups = stuck::groups(input, &left(input, &nodes), &workloads, &stuck, clock);
    let stuck: Vec<_> = stuck.into_iter().map(stuck::blocker).collect();
    let steps = steps(record, &workloads, clock);
    let last = steps.iter().zip(&record.done).rfind(|(_, done)| !done.is_wait);
    Plan {
        starts_at: starts_at(input, clock),
        end: clock.time(record.end),
        changes: record.changes.clone(),
        finish: last.filter(|_| stuck.is_empty()).map(|(step, _)| step.took),
        claims: claims::claims(record, &workloads, claims, clock),
        nodes,
        notes: notes::notes(input, record, clock),
        depends_on_nodes: depends,
        assumptions: assumptions(input, claims),
        steps,
        workloads,
        stuck,
        stuck_groups: groups,
        either: Vec::new(),
    }
}

/// The nodes that are there at the end.
fn left(input: &PlanInput, lives: &[NodeLife]) -> Vec<Node> {
    let known: BTreeMap<_, _> = input.nodes.iter().map(|node| (node.name.as_str(), node)).collect();
    let there = lives.iter().filter(|life| life.removed.is_none());
    let node = |life: &NodeLife| known.get(life.name.as_str()).copied().cloned();
    there.map(|life| node(life).unwrap_or_else(|| assumed::node(&life.name))).collect()
}

/// What the run assumes.
fn assumptions(input: &PlanInput, claims: &BTreeSet<ClaimKey>) -> Vec<String> {
    let claims = claims.iter().map(|(namespace, name)| {
        let place = if namespace == "default" { String::new() } else { format!("{namespace}/") };
        format!(
            "PersistentVolumeClaim {place}{name} is not in the input: it is there, and every node can use it"
        )
    });
    let known = assumed::nodes(input).into_iter().chain(assumed::timings(input)).chain(watched(input));
    // What can surprise most comes first.
    pruned(input).into_iter().chain(known).chain(claims).collect()
}

/// For how long CronJobs are watched, where nobody says it.
fn watched(input: &PlanInput) -> Option<String> {
    is_watched_for_a_day(input)
        .then(|| "CronJobs are watched for a day; `--do 'wait 1h'` says otherwise".to_owned())
}

/// What becomes of the objects that are only in the old set.
fn pruned(input: &PlanInput) -> Option<String> {
    let new: BTreeSet<_> = input.new.objects.iter().map(Object::key).collect();
    let gone = input.old.objects.iter().any(|object| !new.contains(&object.key()));
    gone.then(|| {
        "what is only in OLD is deleted, as `kubectl delete` or pruning does it; `kubectl apply` alone leaves it there".to_owned()
    })
}

/// A workload that was deleted and made again is one.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().filter(|name| seen.insert(name.clone())).collect()
}

fn steps(record: &RunRecord, workloads: &[Workload], clock: Clock) -> Vec<Step> {
    let moments: BTreeSet<u64> =
        workloads.iter().flat_map(|workload| workload.samples.iter().map(|sample| sample.at)).collect();
    let of = |done: &Done| {
        let (at, until) = (clock.time(done.at), clock.time(done.until));
        Step {
            at,
            words: done.words.clone(),
            took: until.saturating_sub(at),
            moments: moments.range(at..=until.max(at)).count(),
            refused: refused(record, done),
        }
    };
    record.done.iter().map(of).collect()
}

/// Why an action could not be done.
fn refused(record: &RunRecord, done: &Done) -> Option<String> {
    let place = done.action?.to_string();
    record.run.events().find_map(|event| match event.what() {
        EventKind::Refused(reason) if event.kind() == Kind::Action && event.name() == place => {
            Some(reason.to_string())
        }
        _ => None,
    })
}

fn starts_at(input: &PlanInput, clock: Clock) -> String {
    // The simulation's own beginning, unless another was given.
    let start = input.starts_at.unwrap_or_else(|| crate::predict::simulation::Simulation::default().start());
    start.checked_add(clock.origin).unwrap_or(start).to_string()
}

impl Plan {
    /// The time of day in UTC at so many milliseconds since the new objects were applied: `01-02 03:10:00`.
    #[must_use]
    pub fn time_of_day(&self, at: u64) -> Option<String> {
        let start: jiff::Timestamp = self.starts_at.parse().ok()?;
        let time = start.checked_add(std::time::Duration::from_millis(at)).ok()?;
        Some(time.strftime("%m-%d %H:%M:%S").to_string())
    }

    /// The workload of a name: `api`, or `Deployment/api` where two have one.
    #[must_use]
    pub fn workload(&self, name: &str) -> Option<&Workload> {
        let fits = |own: &str| own == name || own.rsplit('/').next() == Some(name);
        self.workloads.iter().find(|workload| fits(&workload.name))
    }

    /// The fewest Pods of a workload that were ready at one time, since all wanted ones were for
    /// the first time; 0 when they never were, or nobody knows the name.
    #[must_use]
    pub fn lowest_ready(&self, name: &str) -> u32 {
        self.workload(name).and_then(|workload| workload.lowest_ready).map_or(0, |lowest| lowest.ready)
    }

    /// The most Pods of a workload at one time; 0 when nobody knows the name.
    #[must_use]
    pub fn highest_pods(&self, name: &str) -> u32 {
        self.workload(name).map_or(0, |workload| workload.highest_pods)
    }

    /// Whether the server refuses any of the changes.
    #[must_use]
    pub fn is_forbidden(&self) -> bool {
        self.changes.is_forbidden()
    }

    /// Whether something does not get further by itself, or can get stuck by chance, or could not
    /// be done.
    #[must_use]
    pub fn is_stuck(&self) -> bool {
        !self.stuck.is_empty()
            || self.either.iter().any(Either::can_be_stuck)
            || self.steps.iter().any(|step| step.refused.is_some())
    }
}
