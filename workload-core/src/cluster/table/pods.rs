//! The columns of Pods.

use serde_json::{Value, json};

use crate::cluster::json::{is_terminating, items, text};
use crate::cluster::table::column::{AGE, Column, NAME, or_none, text_at};

pub(super) const POD: &[Column] = &[
    NAME,
    Column::new("Ready", |pod, _| {
        let ready = statuses(pod).iter().filter(|status| status["ready"] == true).count();
        json!(format!("{ready}/{}", items(&pod["spec"]["containers"]).len()))
    }),
    Column::new("Status", |pod, _| json!(reason(pod))),
    Column::new("Restarts", |pod, _| {
        let restarts = statuses(pod).iter().filter_map(|status| status["restartCount"].as_i64());
        json!(restarts.sum::<i64>().to_string())
    }),
    AGE,
    Column::wide("IP", |pod, _| or_none(text_at(pod, "/status/podIP"))),
    Column::wide("Node", |pod, _| or_none(text_at(pod, "/spec/nodeName"))),
    Column::wide("Nominated Node", |pod, _| or_none(text_at(pod, "/status/nominatedNodeName"))),
    Column::wide("Readiness Gates", |_, _| or_none("")),
];

fn statuses(pod: &Value) -> &[Value] {
    items(&pod["status"]["containerStatuses"])
}

/// The one word for how a Pod is.
fn reason(pod: &Value) -> String {
    if is_terminating(pod) {
        return "Terminating".to_owned();
    }
    let of_containers = statuses(pod).iter().find_map(|status| {
        let state = &status["state"];
        [&state["waiting"]["reason"], &state["terminated"]["reason"]].into_iter().find_map(Value::as_str)
    });
    let own = pod["status"]["reason"].as_str();
    own.or(of_containers).unwrap_or_else(|| text(&pod["status"]["phase"])).to_owned()
}
