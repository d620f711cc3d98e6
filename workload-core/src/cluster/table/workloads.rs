//! The columns of workloads.

use serde_json::{Value, json};

use crate::cluster::json::{items, text};
use crate::cluster::table::age;
use crate::cluster::table::column::{AGE, Column, NAME, count, or_none, pairs, text_at};

const CONTAINERS: Column = Column::wide("Containers", |object, _| containers(object, "name"));
const IMAGES: Column = Column::wide("Images", |object, _| containers(object, "image"));
const SELECTOR: Column =
    Column::wide("Selector", |object, _| pairs(&object["spec"]["selector"]["matchLabels"]));
const DESIRED: Column = Column::number("Desired", |object, _| json!(count(object, "/spec/replicas")));

pub(super) const DEPLOYMENT: &[Column] = &[
    NAME,
    Column::new("Ready", ready_of_replicas),
    Column::number("Up-to-date", |object, _| json!(count(object, "/status/updatedReplicas"))),
    Column::number("Available", |object, _| json!(count(object, "/status/availableReplicas"))),
    AGE,
    CONTAINERS,
    IMAGES,
    SELECTOR,
];

pub(super) const REPLICA_SET: &[Column] = &[
    NAME,
    DESIRED,
    Column::number("Current", |object, _| json!(count(object, "/status/replicas"))),
    Column::number("Ready", |object, _| json!(count(object, "/status/readyReplicas"))),
    AGE,
    CONTAINERS,
    IMAGES,
    SELECTOR,
];

pub(super) const STATEFUL_SET: &[Column] =
    &[NAME, Column::new("Ready", ready_of_replicas), AGE, CONTAINERS, IMAGES];

pub(super) const DAEMON_SET: &[Column] = &[
    NAME,
    Column::number("Desired", |object, _| json!(count(object, "/status/desiredNumberScheduled"))),
    Column::number("Current", |object, _| json!(count(object, "/status/currentNumberScheduled"))),
    Column::number("Ready", |object, _| json!(count(object, "/status/numberReady"))),
    Column::number("Up-to-date", |object, _| json!(count(object, "/status/updatedNumberScheduled"))),
    Column::number("Available", |object, _| json!(count(object, "/status/numberAvailable"))),
    Column::new("Node Selector", |object, _| pairs(&object["spec"]["template"]["spec"]["nodeSelector"])),
    AGE,
    CONTAINERS,
    IMAGES,
    SELECTOR,
];

pub(super) const JOB: &[Column] = &[
    NAME,
    Column::new("Status", |job, _| json!(job_status(job))),
    Column::new("Completions", |job, _| {
        let wanted = job["spec"]["completions"].as_i64().map_or("1".to_owned(), |number| number.to_string());
        json!(format!("{}/{wanted}", count(job, "/status/succeeded")))
    }),
    Column::new("Duration", |job, now| match job["status"]["startTime"].as_str() {
        None => json!(""),
        Some(_) => {
            let end = job["status"]["completionTime"].as_str().unwrap_or(now);
            age::since(&job["status"]["startTime"], end)
        }
    }),
    AGE,
    CONTAINERS,
    IMAGES,
    SELECTOR,
];

pub(super) const CRON_JOB: &[Column] = &[
    NAME,
    Column::new("Schedule", |job, _| json!(text_at(job, "/spec/schedule"))),
    Column::new("Timezone", |job, _| or_none(text_at(job, "/spec/timeZone"))),
    Column::new("Suspend", |job, _| json!(if job["spec"]["suspend"] == true { "True" } else { "False" })),
    Column::number("Active", |job, _| json!(items(&job["status"]["active"]).len())),
    Column::new("Last Schedule", |job, now| match job["status"]["lastScheduleTime"].as_str() {
        None => or_none(""),
        Some(_) => age::since(&job["status"]["lastScheduleTime"], now),
    }),
    AGE,
];

fn ready_of_replicas(object: &Value, _: &str) -> Value {
    json!(format!("{}/{}", count(object, "/status/readyReplicas"), count(object, "/spec/replicas")))
}

fn containers(object: &Value, key: &str) -> Value {
    let containers = items(&object["spec"]["template"]["spec"]["containers"]).iter();
    json!(containers.map(|container| text(&container[key])).collect::<Vec<_>>().join(","))
}

fn job_status(job: &Value) -> &str {
    let is_true = |name: &str| {
        items(&job["status"]["conditions"])
            .iter()
            .any(|condition| condition["type"] == name && condition["status"] == "True")
    };
    let states = [("Complete", "Complete"), ("Failed", "Failed"), ("Suspended", "Suspended")];
    states.iter().find(|(name, _)| is_true(name)).map_or("Running", |(_, shown)| *shown)
}
