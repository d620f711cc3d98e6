//! Pods counted over time: segments from one action to the next, and steps.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::compare::Facts;
use super::settled::{settled, text, time};

/// Actions this close together count as one.
pub const TOGETHER: f64 = 0.3;

/// Whether an action is apart from an earlier one; what is applied at the start takes its time.
pub fn is_apart(earlier: f64, later: f64) -> bool {
    later - earlier > TOGETHER || earlier > 0.0 && later - earlier > TOGETHER - 1e-6
}

/// The kinds whose Pods are counted.
const WORKLOADS: &[&str] = &["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"];

/// What the recorder remembers of a Pod.
#[derive(Clone, Default)]
pub struct Seen {
    pub revision: Option<String>,
    pub node: Option<String>,
    pub phase: &'static str,
    pub ready: bool,
    pub deleting: bool,
    pub gone: bool,
}

impl Seen {
    /// Takes one event in.
    pub fn take(&mut self, event: &Value) {
        match text(event, "what") {
            "created" => {
                let revision = event["revision"].as_str().map(ToOwned::to_owned);
                *self = Self { revision, phase: "Pending", ..Self::default() };
            }
            "adopted" | "deleting" if self.revision.is_none() => {
                self.revision = event["revision"].as_str().map(ToOwned::to_owned);
                self.deleting |= text(event, "what") == "deleting";
            }
            "scheduled" => self.node = event["node"].as_str().map(ToOwned::to_owned),
            "running" => self.phase = "Running",
            "ready" => (self.phase, self.ready) = ("Running", true),
            "unready" => self.ready = false,
            "succeeded" => (self.phase, self.ready) = ("Succeeded", false),
            "failed" => (self.phase, self.ready) = ("Failed", false),
            "deleting" => self.deleting = true,
            "deleted" => self.gone = true,
            _ => {}
        }
    }
}

/// The workload that a new Pod's name tells, if such a workload was made.
fn workload_of(name: &str, workloads: &BTreeMap<String, Counted>) -> Option<String> {
    let name = name.split('#').next().unwrap();
    let kinds: &[&str] = match name.split_once('/') {
        Some((_, rest)) if rest.contains('@') => &["DaemonSet"],
        Some((_, rest)) if rest.starts_with('r') => &["Deployment"],
        Some(_) => &["ReplicaSet", "ReplicationController"],
        None => &["StatefulSet"],
    };
    let workload = name.split_once('/').or_else(|| name.rsplit_once('-'))?.0;
    kinds.iter().map(|kind| format!("{kind}/{workload}")).find(|name| workloads.contains_key(name))
}

/// Least and most of the counts between two actions.
#[derive(Default)]
struct Segment {
    start: f64,
    last_change: Option<f64>,
    bounds: BTreeMap<&'static str, u64>,
}

/// One workload's counts.
#[derive(Default)]
struct Counted {
    pods: BTreeMap<String, Seen>,
    now: Value,
    history: Vec<(f64, Value)>,
    segments: Vec<Segment>,
}

impl Counted {
    fn begin(&mut self, at: f64) {
        if self.segments.last().is_none_or(|last| is_apart(last.start, at)) {
            self.segments.push(Segment { start: at, ..Segment::default() });
            self.sample(at);
        }
    }

    fn sample(&mut self, at: f64) {
        let (counts, ready, total, terminating) = self.count();
        let changed = counts != self.now;
        if changed {
            self.history.push((at, counts.clone()));
            self.now = counts;
        }
        let Some(segment) = self.segments.last_mut() else { return };
        if changed {
            segment.last_change = Some(at - segment.start);
        }
        let mut bound = |name, count: u64, pick: fn(u64, u64) -> u64| {
            let own = segment.bounds.entry(name).or_insert(count);
            *own = pick(*own, count);
        };
        bound("min_ready", ready, u64::min);
        bound("max_ready", ready, u64::max);
        bound("min_total", total, u64::min);
        bound("max_total", total, u64::max);
        bound("max_total_with_terminating", total + terminating, u64::max);
    }

    fn count(&self) -> (Value, u64, u64, u64) {
        let mut revisions = BTreeMap::<&str, (u64, u64)>::new();
        let mut terminating = 0;
        for pod in self.pods.values().filter(|pod| !pod.gone) {
            if pod.deleting {
                terminating += 1;
            } else if matches!(pod.phase, "Pending" | "Running") {
                let own = revisions.entry(pod.revision.as_deref().unwrap_or_default()).or_default();
                *own = (own.0 + 1, own.1 + u64::from(pod.ready));
            }
        }
        let (total, ready) = revisions.values().fold((0, 0), |sum, own| (sum.0 + own.0, sum.1 + own.1));
        let mut counts: Map<_, _> = revisions
            .iter()
            .map(|(revision, (all, ready))| ((*revision).to_owned(), json!([all, ready])))
            .collect();
        if terminating > 0 {
            counts.insert("terminating".to_owned(), json!(terminating));
        }
        (Value::Object(counts), ready, total, terminating)
    }
}

/// Segments and steps of every workload, and their times.
pub fn count(events: &[Value], facts: &mut Facts, times: &mut Facts) {
    let mut workloads: BTreeMap<String, Counted> = BTreeMap::new();
    let starts: Vec<_> = events.iter().filter(|event| event["kind"] == "Action").map(time).collect();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    for event in events {
        let (kind, name, what) = (text(event, "kind"), text(event, "name"), text(event, "what"));
        if what == "created" && WORKLOADS.contains(&kind) {
            // A ReplicaSet that a Deployment takes in later counts for it from the start.
            let workload =
                name.split_once('/').map_or(format!("{kind}/{name}"), |(own, _)| format!("Deployment/{own}"));
            if workloads.contains_key(&workload) {
                continue;
            }
            let counted = workloads.entry(workload).or_default();
            counted.now = json!({});
            for start in starts.iter().filter(|start| **start <= time(event)) {
                counted.begin(*start);
            }
        }
        for counted in workloads.values_mut().filter(|_| kind == "Action") {
            counted.begin(time(event));
        }
        if kind != "Pod" {
            continue;
        }
        let own = seen.entry(name.to_owned()).or_default();
        own.take(event);
        if what == "created" {
            owners.extend(workload_of(name, &workloads).map(|owner| (name.to_owned(), owner)));
        }
        if matches!(what, "adopted" | "released")
            && let Some(counted) = owners.remove(name).and_then(|owner| workloads.get_mut(&owner))
        {
            counted.pods.remove(name);
            counted.sample(time(event));
        }
        if what == "adopted" {
            own.revision.get_or_insert_with(|| "r1".to_owned());
            owners.insert(name.to_owned(), text(event, "owner").to_owned());
        }
        if let Some(counted) = owners.get(name).and_then(|owner| workloads.get_mut(owner)) {
            counted.pods.insert(name.to_owned(), own.clone());
            counted.sample(time(event));
        }
    }
    for (workload, counted) in workloads {
        write(&workload, &counted, facts, times);
    }
}

fn write(workload: &str, counted: &Counted, facts: &mut Facts, times: &mut Facts) {
    for (place, segment) in counted.segments.iter().enumerate() {
        for (name, bound) in &segment.bounds {
            facts.insert(format!("{workload}.segment[{place}].{name}"), json!(bound));
        }
        if let Some(last) = segment.last_change {
            times.insert(format!("{workload}.segment[{place}].last_change"), json!(last));
        }
    }
    let steps = settled(&counted.history);
    facts.insert(format!("{workload}.steps"), steps.iter().map(|(_, counts)| counts.clone()).collect());
    times.insert(format!("{workload}.steps.t"), steps.iter().map(|(at, _)| json!(at)).collect());
}
