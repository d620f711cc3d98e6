//! A run's events, written as the recorder writes those of a real cluster.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use workload_core::predict::simulation::{ConditionStatus, Event, EventKind, Field, Kind, Run};

/// The events in the recorder's form.
pub fn events(run: &Run) -> Vec<Value> {
    let mut names = Names::default();
    let crons: Vec<_> =
        run.events().filter(|event| event.kind() == Kind::CronJob).map(|event| event.name()).collect();
    // The nodes of the start were there before the recorder looked.
    let is_first_node = |event: &Event| event.kind() == Kind::Node;
    let mut events: Vec<_> =
        run.events().skip_while(is_first_node).map(|event| written(&event, &mut names)).collect();
    let adopted = run.events().filter_map(|event| match event.what() {
        EventKind::Adopted(owner) if event.kind() == Kind::ReplicaSet => {
            let deployment = owner.strip_prefix("Deployment/")?;
            Some((event.name(), format!("{deployment}/r{}", event.revision()?)))
        }
        _ => None,
    });
    for (set, name) in adopted.collect::<Vec<_>>() {
        for event in &mut events {
            rename_set(event, &set, &name);
        }
    }
    for cron in std::collections::BTreeSet::from_iter(crons) {
        for event in &mut events {
            number_jobs(event, &cron);
        }
    }
    events
}

/// The recorder calls a ReplicaSet that a Deployment takes in `web/r1` from the start.
fn rename_set(event: &mut Value, set: &str, name: &str) {
    let own = event["name"].as_str().unwrap();
    let number = own.strip_prefix(set).and_then(|rest| rest.strip_prefix('/'));
    if event["kind"] == "ReplicaSet" && own == set {
        event["name"] = json!(name);
    } else if let Some(number) = number.filter(|_| event["kind"] == "Pod") {
        event["name"] = json!(format!("{name}-{number}"));
    }
}

/// The recorder calls `tick-29460121` the Job of the first full minute: `tick/m1`.
fn number_jobs(value: &mut Value, cron: &str) {
    match value {
        Value::String(text) => {
            let job = format!("{cron}-");
            let Some(begin) = text.find(&job) else { return };
            let rest = &text[begin + job.len()..];
            let digits = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
            let Ok(minutes) = rest[..digits].parse::<i64>() else { return };
            let number = minutes - super::replay::START / 60_000;
            *text = format!("{}{cron}/m{number}{}", &text[..begin], &rest[digits..]);
        }
        Value::Array(items) => items.iter_mut().for_each(|item| number_jobs(item, cron)),
        Value::Object(fields) => fields.values_mut().for_each(|field| number_jobs(field, cron)),
        _ => {}
    }
}

/// Pods and claims of one name are told apart: the second `redis-1` is `redis-1#2`.
#[derive(Default)]
struct Names(BTreeMap<String, u32>);

impl Names {
    fn of(&mut self, event: &Event) -> String {
        let name = event.name();
        if event.kind() != Kind::Pod {
            return name;
        }
        let count = self.0.entry(name.clone()).or_default();
        if *event.what() == EventKind::Created {
            *count += 1;
        }
        if *count > 1 { format!("{name}#{count}") } else { name }
    }
}

fn written(event: &Event, names: &mut Names) -> Value {
    let mut fields = Map::new();
    let name = names.of(event);
    fields.insert("t".into(), json!(event.at().as_secs_f64()));
    fields.insert("kind".into(), json!(event.kind().to_string()));
    fields.insert("name".into(), json!(name));
    if let Some((kind, _, revision)) = event.of_workload()
        && !matches!(kind, Kind::Job | Kind::CronJob | Kind::Pod)
    {
        fields.insert("revision".into(), json!(format!("r{revision}")));
    }
    if let Some(node) = event.node() {
        fields.insert("node".into(), json!(node));
    }
    let extra = detail(event, &name);
    fields.extend(extra.as_object().unwrap().clone());
    Value::Object(fields)
}

fn detail(event: &Event, name: &str) -> Value {
    match event.what() {
        EventKind::Created => json!({"what": "created"}),
        EventKind::CreatedAt { replicas } => {
            json!({"what": "created", "replicas": replicas, "image": event.image()})
        }
        EventKind::Scaled { from, to } => json!({"what": "scaled", "from": from, "to": to}),
        EventKind::Renumbered(number) => json!({"what": "renumbered", "revisionNumber": number.to_string()}),
        EventKind::Status(fields) => json!({"what": "status", "status": status(fields)}),
        EventKind::Condition(condition) => {
            let status = written_status(condition.status);
            json!({"what": "condition", "type": condition.kind, "status": status, "reason": condition.reason})
        }
        EventKind::ConditionRemoved(kind) => json!({"what": "condition", "type": kind, "status": "removed"}),
        EventKind::Parallelism(count) => json!({"what": "parallelism", "to": count}),
        EventKind::Repeated { runs, .. } => json!({"what": "repeated", "runs": runs}),
        EventKind::Deleting => json!({"what": "deleting"}),
        EventKind::Deleted => json!({"what": "deleted"}),
        EventKind::Placed { .. } => json!({"what": "scheduled"}),
        EventKind::Running => json!({"what": "running"}),
        EventKind::Ready => json!({"what": "ready"}),
        EventKind::Unready => json!({"what": "unready"}),
        EventKind::Restarted(count) => json!({"what": "restarted", "restarts": count}),
        EventKind::Succeeded => json!({"what": "succeeded", "exitCode": 0}),
        EventKind::Failed(code) => json!({"what": "failed", "exitCode": code}),
        EventKind::Unschedulable(message) => json!({"what": "unschedulable", "message": message}),
        EventKind::WaitsForVolume { .. } => json!({"what": "waits-for-volume"}),
        EventKind::Attached => json!({"what": "attached"}),
        EventKind::Wants(count) => json!({"what": "wants", "replicas": count}),
        EventKind::DisruptionTarget(reason) => json!({"what": "disruption-target", "reason": reason}),
        EventKind::Requested(storage) => json!({"what": "requested", "storage": storage}),
        EventKind::Bound => json!({"what": "bound"}),
        EventKind::Owners(owners) => json!({"what": "owners", "owners": owners}),
        EventKind::Taints(taints) => json!({"what": "taints", "taints": taints}),
        EventKind::NodeNotReady(status) => json!({"what": "not-ready", "status": written_status(*status)}),
        EventKind::Nominated { .. } => json!({"what": "nominated"}),
        EventKind::Adopted(owner) => json!({"what": "adopted", "owner": owner}),
        EventKind::Released => json!({"what": "released"}),
        EventKind::VolumeAttached { .. } => attachment(event, name, "attached"),
        EventKind::VolumeDetaching { .. } => attachment(event, name, "detaching"),
        EventKind::VolumeDetached { .. } => attachment(event, name, "detached"),
        EventKind::Acted => json!({"what": "acted"}),
        EventKind::Refused(reason) => json!({"what": "refused", "message": reason}),
        EventKind::EvictionAllowed => json!({"kind": "Eviction", "what": "allowed", "code": 201}),
        EventKind::EvictionRefused { code, message } => {
            json!({"kind": "Eviction", "what": "refused", "code": code, "message": message})
        }
        EventKind::Drained => json!({"kind": "Drain", "name": format!("Node/{name}"), "what": "finished"}),
        EventKind::Event { reason, message } => {
            json!({"kind": "Event", "name": format!("{}/{name}", event.kind()), "what": reason, "message": message})
        }
    }
}

fn status(fields: &[(&'static str, Field)]) -> Value {
    let value = |field: &Field| match field {
        Field::Count(count) => json!(count),
        Field::Text(text) => json!(text),
        Field::Names(names) => json!(names),
    };
    Value::Object(fields.iter().map(|(name, field)| ((*name).to_owned(), value(field))).collect())
}

fn written_status(status: ConditionStatus) -> &'static str {
    match status {
        ConditionStatus::True => "True",
        ConditionStatus::False => "False",
        ConditionStatus::Unknown => "Unknown",
    }
}

fn attachment(event: &Event, claim: &str, what: &str) -> Value {
    let node = event.node().unwrap_or_default();
    json!({"kind": "VolumeAttachment", "name": format!("{claim}@{node}"), "what": what})
}
