//! What happens to workloads and what they own, besides Pods and `ReplicaSet`s.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::names::Names;
use crate::cluster::controllers::workloads::{events, owner, status};
use crate::cluster::json::text;
use crate::cluster::request::{Request, Verb};
use crate::predict::simulation::live::{LiveEvent, LiveName};
use crate::predict::simulation::{EventKind, Kind, Simulation};

/// Shows what happened to an object.
pub(super) fn show(event: &LiveEvent, names: &mut Names, simulation: &Simulation, api: &mut ApiServer) {
    let live = &event.subject;
    let owned = simulation.live_object(live).and_then(|state| state.owner);
    match &event.what {
        EventKind::Created => {
            if let Some(cron_job) = owned.filter(|_| live.kind == Kind::Job) {
                create_job(live, &cron_job, names, api);
            }
        }
        EventKind::Deleted => {
            if live.kind == Kind::Job {
                remove(live, names, api);
            }
        }
        what => {
            let Some(key) = owner::key(live, names.get(live)) else { return };
            if status::show(api, &key, what) {
                return;
            }
            match what {
                EventKind::Wants(replicas) => scale(live, *replicas, names, api),
                EventKind::Event { reason, message } => {
                    let kind = if reason.starts_with("Failed") { "Warning" } else { "Normal" };
                    events::record(&key, kind, reason, message, controller(live.kind), api);
                }
                _ => {}
            }
        }
    }
}

/// The controller that says something of an object.
fn controller(kind: Kind) -> &'static str {
    match kind {
        Kind::Deployment => "deployment-controller",
        Kind::ReplicaSet => "replicaset-controller",
        Kind::StatefulSet => "statefulset-controller",
        Kind::DaemonSet => "daemonset-controller",
        Kind::Job => "job-controller",
        Kind::CronJob => "cronjob-controller",
        _ => "controllermanager",
    }
}

/// Takes the object away of what the simulation has ended.
pub(super) fn remove(live: &LiveName, names: &mut Names, api: &mut ApiServer) {
    if let Some(key) = owner::key(live, names.get(live))
        && let Some(last) = api.store.get(&key).cloned()
        && is_owned(&last)
    {
        api.store.remove(&key, &last);
    }
    names.forget(live);
}

fn is_owned(object: &Value) -> bool {
    object["metadata"]["ownerReferences"].is_array()
}

/// The Job of a run.
fn create_job(live: &LiveName, cron_job: &LiveName, names: &mut Names, api: &mut ApiServer) {
    let Some(key) = owner::key(cron_job, names.get(cron_job)) else { return };
    let Some(parent) = api.store.get(&key) else { return };
    let template = parent["spec"]["jobTemplate"].clone();
    let mut body = json!({
        "apiVersion": "batch/v1", "kind": "Job",
        "metadata": template["metadata"], "spec": template["spec"],
    });
    body["metadata"]["name"] = json!(names.give(live, Some(cron_job)));
    body["metadata"]["namespace"] = json!(live.namespace);
    body["metadata"]["ownerReferences"] = owner::reference(cron_job, names, api).into_iter().collect();
    let request = Request::new(Verb::Create, "batch/v1", "Job").at(&live.namespace, "");
    let request = request.by("kube-controller-manager").with_body(body);
    // The template was valid in the CronJob.
    let _ = api.handle(&request);
}

/// An autoscaler's word: the workload is to have so many Pods.
fn scale(live: &LiveName, replicas: i32, names: &Names, api: &mut ApiServer) {
    let Some(key) = owner::key(live, names.get(live)) else { return };
    let Some(object) = api.store.get(&key) else { return };
    let is_scaled = matches!(live.kind, Kind::Deployment | Kind::StatefulSet | Kind::ReplicationController);
    if !is_scaled || object["spec"]["replicas"] == replicas {
        return;
    }
    let (api_version, kind) = (text(&object["apiVersion"]), text(&object["kind"]));
    let request = Request::new(Verb::MergePatch, api_version, kind).at(&key.namespace, &key.name);
    let request = request.to("scale").by("kube-controller-manager");
    let request = request.with_body(json!({"spec": {"replicas": replicas}}));
    // The object is there and has a scale.
    let _ = api.handle(&request);
}
