//! The facts of a list of events, named as the recorder names them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::compare::{Facts, long};
use super::counts::{self, Seen, is_apart};
use super::places;
use super::settled::{BATCH, bursts, run_lengths, settled, settled_for, text, time};

/// Everything that can be compared but times.
pub fn facts(trace: &Value, events: &[Value]) -> Facts {
    let mut facts = Facts::new();
    counts::count(events, &mut facts, &mut Facts::new());
    orders(events, &mut facts);
    sizes(events, &mut facts);
    objects(events, &mut facts);
    said(events, &mut facts);
    last(trace, events, &mut facts);
    places::places(trace, events, &mut facts);
    facts
}

/// The times that can be compared.
pub fn times(_trace: &Value, events: &[Value]) -> Facts {
    let mut times = Facts::new();
    counts::count(events, &mut Facts::new(), &mut times);
    for what in ["created", "ready", "deleting", "deleted", "succeeded", "failed"] {
        let of_pods = of_kind(events, "Pod").filter(|event| text(event, "what") == what);
        let mut all: Vec<_> = of_pods.map(time).collect();
        all.sort_by(f64::total_cmp);
        times.insert(format!("pods.{what}.t"), json!(all));
    }
    let mut drains = 0;
    for event in events {
        let (kind, name, what) = (text(event, "kind"), text(event, "name"), text(event, "what"));
        if what == "condition" {
            let name = format!("{kind}/{name}.condition {}.t", condition(event));
            times.entry(name).or_insert_with(|| json!(time(event)));
        } else if kind == "Job" && matches!(what, "created" | "deleted") {
            times.insert(format!("Job/{name}.{what}.t"), json!(time(event)));
        } else if kind == "Node" {
            let place = times.keys().filter(|key| key.starts_with(&format!("Node/{name}.{what}["))).count();
            times.insert(format!("Node/{name}.{what}[{place}].t"), json!(time(event)));
        } else if kind == "VolumeAttachment" {
            times.entry(format!("VolumeAttachment/{name}.{what}.t")).or_insert_with(|| json!(time(event)));
        } else if kind == "Drain" {
            times.insert(format!("drain[{drains}].finished.t"), json!(time(event)));
            drains += 1;
        }
    }
    times
}

pub fn of_kind<'a>(events: &'a [Value], kind: &'a str) -> impl Iterator<Item = &'a Value> {
    events.iter().filter(move |event| event["kind"] == kind)
}

fn condition(event: &Value) -> String {
    if event["reason"].is_null() {
        return format!("{}={}", text(event, "type"), text(event, "status"));
    }
    format!("{}={}/{}", text(event, "type"), text(event, "status"), text(event, "reason"))
}

/// The owner in a Pod's name: `web/r2` of `web/r2-3`, `agent/r1` of `agent/r1@node-2`.
pub fn owner(name: &str) -> String {
    let name = name.split('#').next().unwrap();
    let (name, is_placed) = name.split_once('@').map_or((name, false), |(owner, _)| (owner, true));
    let numbered = |(owner, number): (&str, &str)| {
        number.bytes().all(|digit| digit.is_ascii_digit()).then(|| owner.to_owned())
    };
    let by_dash = name.rsplit_once('-').and_then(numbered);
    let owner = by_dash.or_else(|| name.rsplit_once('/').and_then(numbered));
    owner.filter(|_| !is_placed).unwrap_or_else(|| name.to_owned())
}

/// The ReplicaSet or DaemonSet, with its revision, in a Pod's name; any other name as it is.
fn revision(name: &str) -> String {
    let is_revised = name.contains("/r") || name.contains('@');
    if is_revised { owner(name) } else { name.to_owned() }
}

fn is_replica_set(event: &Value) -> bool {
    matches!(text(event, "kind"), "ReplicaSet" | "ReplicationController")
}

/// Creations and deletions of Pods: in order, by owner, in bursts.
fn orders(events: &[Value], facts: &mut Facts) {
    let mut deleting = BTreeSet::new();
    let (mut created, mut deleted) = (Vec::new(), Vec::new());
    for event in of_kind(events, "Pod") {
        let item = (time(event), text(event, "name").to_owned());
        match text(event, "what") {
            "created" => created.push(item),
            "deleting" if deleting.insert(item.1.clone()) => deleted.push(item),
            "deleted" if deleting.insert(item.1.clone()) => deleted.push(item),
            _ => {}
        }
    }
    for (verb, happened) in [("create", created), ("delete", deleted)] {
        let names: Vec<_> = happened.iter().map(|(_, name)| name.clone()).collect();
        let owners: Vec<_> = happened.iter().map(|(at, name)| (*at, revision(name))).collect();
        facts.insert(
            format!("{verb}_order_by_revision"),
            json!(run_lengths(owners.iter().map(|(_, it)| it.clone()))),
        );
        let by_owner: Vec<_> = bursts(&owners).into_iter().map(run_lengths).collect();
        facts.insert(format!("{verb}_bursts_by_revision"), json!(by_owner));
        facts.insert(format!("{verb}_bursts"), json!(bursts(&happened)));
        facts.insert(format!("{verb}_order"), json!(names));
    }
}

/// The sizes of ReplicaSets: every change, the settled ones, and their sums.
fn sizes(events: &[Value], facts: &mut Facts) {
    let is_workload = |event: &&Value| {
        matches!(text(event, "kind"), "Deployment" | "DaemonSet" | "StatefulSet")
            || is_replica_set(event) && !text(event, "name").contains('/')
    };
    let workloads =
        events.iter().filter(is_workload).filter(|event| text(event, "what") == "created").count();
    let short = |name: &str| {
        if workloads == 1 { name.rsplit('/').next().unwrap().to_owned() } else { name.to_owned() }
    };
    let (mut now, mut history, mut changes) = (Map::new(), Vec::new(), Vec::new());
    for event in events.iter().filter(|event| is_replica_set(event)) {
        let name = text(event, "name");
        match text(event, "what") {
            "created" => {
                now.insert(short(name), event["replicas"].clone());
                changes.push(format!("{name} created at {}", event["replicas"]));
            }
            "scaled" => {
                now.insert(short(name), event["to"].clone());
                changes.push(format!("{name} {}->{}", event["from"], event["to"]));
            }
            "adopted" | "released" => changes.push(format!("{name} {}", text(event, "what"))),
            "renumbered" => changes.push(format!("{name} renumbered {}", text(event, "revisionNumber"))),
            // What is deleted has no size any more; the record keeps it at its last one.
            "deleted" => changes.push(format!("{name} deleted")),
            _ => {}
        }
        history.push((time(event), Value::Object(now.clone())));
    }
    history.dedup_by(|later, earlier| later.1 == earlier.1);
    facts.insert("replicaset_scalings".to_owned(), json!(changes));
    let states: Vec<_> = settled(&history).into_iter().map(|(_, state)| state).collect();
    facts.insert("replicaset_sizes_settled".to_owned(), json!(states));
    sums(events, facts);
}

/// The least and the most sum of a Deployment's ReplicaSets in each segment in which one changed.
fn sums(events: &[Value], facts: &mut Facts) {
    let mut sizes: BTreeMap<String, i64> = BTreeMap::new();
    let mut bounds: BTreeMap<(String, usize), (i64, i64)> = BTreeMap::new();
    let (mut segment, mut began) = (0, f64::NEG_INFINITY);
    for event in events {
        if event["kind"] == "Action" && is_apart(began, time(event)) {
            segment += usize::from(began >= 0.0);
            began = time(event);
        }
        let size = match (text(event, "kind"), text(event, "what")) {
            ("ReplicaSet", "created") => &event["replicas"],
            ("ReplicaSet", "scaled") => &event["to"],
            _ => continue,
        };
        let name = text(event, "name");
        let Some((deployment, _)) = name.rsplit_once('/') else { continue };
        sizes.insert(name.to_owned(), size.as_i64().unwrap());
        let of = |set: &str| set.rsplit_once('/').map(|(deployment, _)| deployment.to_owned());
        let own = sizes.iter().filter(|(set, _)| of(set).as_deref() == Some(deployment));
        let sum = own.map(|(_, size)| size).sum();
        let bound = bounds.entry((deployment.to_owned(), segment)).or_insert((sum, sum));
        *bound = (bound.0.min(sum), bound.1.max(sum));
    }
    for ((deployment, segment), (min, max)) in bounds {
        let name = format!("Deployment/{deployment}.segment[{segment}].sum_of_replicaset_sizes");
        facts.insert(name, json!({"min": min, "max": max}));
    }
}

/// Conditions, statuses that settle, Jobs, claims, evictions.
fn objects(events: &[Value], facts: &mut Facts) {
    let mut lists: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for list in ["jobs_created", "jobs_deleted", "evictions"] {
        lists.insert(list.to_owned(), Vec::new());
    }
    let mut statuses: BTreeMap<String, Vec<(f64, Value)>> = BTreeMap::new();
    let mut claims = Map::new();
    for event in events {
        let (kind, name, what) = (text(event, "kind"), text(event, "name"), text(event, "what"));
        let mut add = |list: &str, item: String| lists.entry(list.to_owned()).or_default().push(json!(item));
        match (kind, what) {
            ("Eviction", _) => add("evictions", format!("{name} {what} {}", event["code"])),
            ("Drain", _) => add("evictions", format!("{name} {what}")),
            ("Job", "created") => add("jobs_created", name.to_owned()),
            ("Job", "deleted") => add("jobs_deleted", name.to_owned()),
            ("PersistentVolumeClaim", _) => {
                let owners = event["owners"].as_array().into_iter().flatten();
                let owners: String = owners.flat_map(|owner| [" ", owner.as_str().unwrap()]).collect();
                let log = claims.entry(name.to_owned()).or_insert_with(|| json!([]));
                let storage =
                    event["storage"].as_str().map_or_else(String::new, |storage| format!(" {storage}"));
                log.as_array_mut().unwrap().push(json!(format!("{what}{owners}{storage}")));
            }
            (_, "condition") => add(&format!("{kind}/{name}.conditions"), condition(event)),
            ("Job" | "PodDisruptionBudget", "status") => {
                statuses
                    .entry(format!("{kind}/{name}"))
                    .or_default()
                    .push((time(event), event["status"].clone()));
            }
            _ => {}
        }
    }
    facts.extend(lists.into_iter().map(|(name, list)| (name, Value::Array(list))));
    facts.insert("pvc_log".to_owned(), Value::Object(claims));
    for (object, history) in statuses {
        let states: Vec<_> = settled(&history).into_iter().map(|(_, state)| state).collect();
        let name = format!("{object}.statuses_settled");
        let lasting = settled_for(&history, BATCH).into_iter().map(|(_, state)| state);
        facts.insert(long(&name), lasting.collect());
        facts.insert(name, json!(states));
    }
}

/// What the controllers said.
fn said(events: &[Value], facts: &mut Facts) {
    let mut reasons = BTreeSet::new();
    let mut scalings = Vec::new();
    for event in of_kind(events, "Event") {
        let kind = text(event, "name").split('/').next().unwrap();
        reasons.insert(format!("{kind} {}", text(event, "what")));
        if event["what"] == "ScalingReplicaSet" {
            scalings.push(format!("ScalingReplicaSet: {}", text(event, "message")));
        }
    }
    facts.insert("event_reasons".to_owned(), json!(reasons));
    facts.insert("scaling_messages".to_owned(), json!(scalings));
}

/// What there is at the end.
fn last(_trace: &Value, events: &[Value], facts: &mut Facts) {
    let mut pods: BTreeMap<&str, Seen> = BTreeMap::new();
    for event in of_kind(events, "Pod") {
        pods.entry(text(event, "name")).or_default().take(event);
    }
    pods.retain(|_, pod| !pod.gone);
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut per_node: BTreeMap<&str, u64> = BTreeMap::new();
    let mut list = Vec::new();
    for (name, pod) in &pods {
        let ready = if pod.ready { "True" } else { "False" };
        let owner = if name.contains("/r") { owner(name) } else { "pods".to_owned() };
        *counts.entry(format!("{owner} {} ready={ready}", pod.phase)).or_default() += 1;
        if matches!(pod.phase, "Pending" | "Running") {
            *per_node.entry(pod.node.as_deref().unwrap_or_default()).or_default() += 1;
        }
        let mut entry = json!({"name": name, "phase": pod.phase, "ready": pod.ready});
        if let Some(revision) = &pod.revision {
            entry["revision"] = json!(revision);
        }
        list.push(entry);
    }
    let mut per_node: Vec<_> = per_node.into_values().collect();
    per_node.sort_unstable();
    facts.insert("final.pods".to_owned(), json!(list));
    facts.insert("final.pod_counts".to_owned(), json!(counts));
    facts.insert("final.pods_per_node".to_owned(), json!(per_node));
    last_objects(events, &pods, facts);
}

/// Workloads, ReplicaSets and claims at the end.
fn last_objects(events: &[Value], pods: &BTreeMap<&str, Seen>, facts: &mut Facts) {
    let (mut workloads, mut sets, mut claims) = (Map::new(), Map::new(), BTreeMap::new());
    // Who took Pods in, or let them go.
    let mut owners: BTreeMap<&str, Option<String>> = BTreeMap::new();
    for event in events {
        let (kind, name, what) = (text(event, "kind"), text(event, "name"), text(event, "what"));
        let key = format!("{kind}/{name}");
        match (kind, what) {
            ("Pod", "adopted") => {
                let owner = text(event, "owner").split_once('/').unwrap().1;
                owners.insert(name, Some(owner.to_owned()));
            }
            ("Pod", "released") => drop(owners.insert(name, None)),
            ("ReplicaSet" | "ReplicationController", "created") => {
                sets.insert(name.to_owned(), json!({"replicas": event["replicas"], "image": event["image"]}));
            }
            ("ReplicaSet" | "ReplicationController", "scaled") => {
                sets[name]["replicas"] = event["to"].clone();
            }
            ("ReplicaSet" | "ReplicationController", "deleted") => drop(sets.remove(name)),
            ("PersistentVolumeClaim", "created") => {
                claims.insert(name, json!({"name": name, "phase": "Pending", "owners": []}));
            }
            ("PersistentVolumeClaim", "bound") => claims.get_mut(name).unwrap()["phase"] = json!("Bound"),
            ("PersistentVolumeClaim", "owners") => {
                claims.get_mut(name).unwrap()["owners"] = event["owners"].clone();
            }
            ("PersistentVolumeClaim", "deleted") => drop(claims.remove(name)),
            (
                "Pod"
                | "Node"
                | "Event"
                | "Action"
                | "Eviction"
                | "Drain"
                | "ControllerRevision"
                | "VolumeAttachment"
                | "ReplicaSet"
                | "ReplicationController",
                _,
            ) => {}
            _ => workload_event(event, what, key, &mut workloads),
        }
    }
    workloads.retain(|_, workload| workload.as_object().unwrap().values().any(|field| *field != json!({})));
    for (name, set) in &mut sets {
        let own =
            |pod: &str| owners.get(pod).map_or_else(|| Some(owner(pod)), Clone::clone).as_ref() == Some(name);
        let ready = pods.iter().filter(|(pod, seen)| seen.ready && !seen.deleting && own(pod));
        set["ready"] = json!(ready.count());
    }
    facts.insert("final.workloads".to_owned(), Value::Object(workloads));
    facts.insert("final.replicasets".to_owned(), Value::Object(sets));
    facts.insert("final.pvcs".to_owned(), claims.into_values().collect());
}

/// What an event says of a workload: its status and its conditions.
fn workload_event(event: &Value, what: &str, key: String, workloads: &mut Map<String, Value>) {
    match what {
        "created" => drop(workloads.insert(key, json!({"conditions": {}}))),
        "status" => {
            let conditions = workloads[&key]["conditions"].clone();
            workloads[&key] = event["status"].clone();
            workloads[&key]["conditions"] = conditions;
        }
        "condition" if event["status"] == "removed" => {
            workloads[&key]["conditions"].as_object_mut().unwrap().remove(text(event, "type"));
        }
        "condition" => {
            let value = format!("{}/{}", text(event, "status"), text(event, "reason"));
            workloads[&key]["conditions"][text(event, "type")] = json!(value);
        }
        "deleted" => drop(workloads.remove(&key)),
        _ => {}
    }
}
