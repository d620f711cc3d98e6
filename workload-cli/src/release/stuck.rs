//! Pods of a StatefulSet that hold up its next revision: kubernetes#67250.
//!
//! A StatefulSet goes on only when the Pod it has just replaced is ready. One that never becomes ready
//! keeps its bad template, whatever is applied, until somebody deletes it.

use serde_json::{Value, json};
use workload_core::k8s::ObjectRef;
use workload_core::live::{Action, is_terminating};

use crate::cluster::{Connection, Failure, Request, Survey, Surveyed, escaped};
use crate::terminal;

/// A Pod that holds up its StatefulSet.
#[derive(Clone, Debug)]
pub(super) struct StuckPod {
    set: ObjectRef,
    namespace: String,
    name: String,
    uid: Value,
}

/// The Pods that hold up what an apply changes; none where Pods may not be read.
pub(super) async fn stuck_pods(connection: &Connection, survey: &Survey) -> Vec<StuckPod> {
    let mut found = Vec::new();
    for one in &survey.objects {
        let Some(object) = ObjectRef::from_json(&one.item.config) else { continue };
        let forecast = survey.forecast.objects.iter().find(|forecast| forecast.object == object);
        let rolls = forecast.is_some_and(|one| one.action == Action::Change && one.pods.is_some());
        if object.kind == "StatefulSet" && rolls {
            found.extend(of_set(connection, &object, one).await.unwrap_or_default());
        }
    }
    found
}

async fn of_set(
    connection: &Connection,
    object: &ObjectRef,
    one: &Surveyed,
) -> Result<Vec<StuckPod>, Failure> {
    let Some(live) = one.item.live.as_ref().filter(|live| waits_in_order(live)) else {
        return Ok(Vec::new());
    };
    let namespace = live["metadata"]["namespace"].as_str().unwrap_or_default().to_owned();
    let path = format!("/api/v1/namespaces/{}/pods", escaped(&namespace));
    let labels = live["spec"]["selector"]["matchLabels"].as_object().cloned().unwrap_or_default();
    let labels: Vec<String> =
        labels.iter().map(|(key, value)| format!("{key}={}", value.as_str().unwrap_or_default())).collect();
    let answer = connection.send(&Request::get(path).with("labelSelector", labels.join(","))).await?;
    let pods = answer.body["items"].as_array().cloned().unwrap_or_default();
    let stuck = pods.iter().filter(|pod| is_stuck(pod, live)).map(|pod| StuckPod {
        set: object.clone(),
        namespace: namespace.clone(),
        name: pod["metadata"]["name"].as_str().unwrap_or_default().to_owned(),
        uid: pod["metadata"]["uid"].clone(),
    });
    Ok(stuck.collect())
}

fn waits_in_order(set: &Value) -> bool {
    set["spec"]["podManagementPolicy"] != "Parallel" && set["spec"]["updateStrategy"]["type"] != "OnDelete"
}

/// Whether a Pod has the newest revision of the live set, and is not ready with it.
fn is_stuck(pod: &Value, set: &Value) -> bool {
    let owners = pod["metadata"]["ownerReferences"].as_array();
    let is_own = owners.is_some_and(|all| all.iter().any(|owner| owner["uid"] == set["metadata"]["uid"]));
    let revision = &pod["metadata"]["labels"]["controller-revision-hash"];
    let is_ready = pod["status"]["conditions"]
        .as_array()
        .is_some_and(|all| all.iter().any(|one| one["type"] == "Ready" && one["status"] == "True"));
    is_own && *revision == set["status"]["updateRevision"] && !is_ready && !is_terminating(pod)
}

/// Deletes the Pods, or says how to.
pub(super) async fn release(connection: &Connection, pods: &[StuckPod], deletes: bool) {
    for pod in pods {
        let StuckPod { set, namespace, name, uid } = pod;
        if !deletes {
            terminal::warning(&format!(
                "Pod {namespace}/{name} is not ready and holds up {set}: delete it with `kubectl delete pod {name} -n {namespace}`, or let --delete-stuck-pods do it"
            ));
            continue;
        }
        let options = json!({"apiVersion": "v1", "kind": "DeleteOptions", "preconditions": {"uid": uid}});
        let path = format!("/api/v1/namespaces/{}/pods/{}", escaped(namespace), escaped(name));
        match connection.send(&Request::delete(path, options)).await {
            Err(failure) if !failure.is(404) && !failure.is(409) => {
                terminal::warning(&format!(
                    "Pod {namespace}/{name} holds up {set}, and cannot be deleted: {failure}"
                ));
            }
            _ => terminal::note("deleted", &format!("Pod {namespace}/{name}, which held up {set}")),
        }
    }
}
