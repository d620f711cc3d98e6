//! Pods: made, placed, started, ended and gone.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::names::Names;
use crate::cluster::controllers::workloads::{events, owner, pod_status, replica_sets};
use crate::cluster::json::{is_terminating, items, name, text};
use crate::cluster::request::{Request, Verb};
use crate::cluster::store::Key;
use crate::predict::simulation::live::{LiveEvent, LiveName, LivePod};
use crate::predict::simulation::{EventKind, Kind, Simulation};

/// Shows what happened to a Pod.
pub(super) fn show(event: &LiveEvent, names: &mut Names, simulation: &Simulation, api: &mut ApiServer) {
    let live = &event.subject;
    let state = simulation.live_pod(live);
    match (&event.what, state) {
        (EventKind::Deleted, _) => remove(live, names, api),
        (EventKind::Created, Some(pod)) => create(live, &pod, names, api),
        (what, Some(pod)) => {
            let Some(key) = owner::key(live, names.get(live)) else { return };
            show_change(&key, what, &pod, api);
            if let Some(set) = pod.owner.filter(|owner| owner.kind == Kind::ReplicaSet) {
                replica_sets::sync_status(&set, names, simulation, api);
            }
        }
        _ => {}
    }
}

fn show_change(key: &Key, what: &EventKind, pod: &LivePod, api: &mut ApiServer) {
    sync(key, pod, api);
    if let EventKind::Unschedulable(why) = what {
        pod_status::unschedulable(key, why, api);
    }
    events::of_pod(key, what, pod, api);
}

/// Makes the object of a Pod, unless a request made it.
fn create(live: &LiveName, pod: &LivePod, names: &mut Names, api: &mut ApiServer) {
    let own = names.give(live, pod.owner.as_ref());
    let is_there = owner::key(live, own.clone()).is_some_and(|key| api.store.get(&key).is_some());
    let Some(owner) = pod.owner.as_ref().filter(|_| !is_there) else { return };
    let mut body = json!({
        "apiVersion": "v1", "kind": "Pod",
        "metadata": pod.template.metadata, "spec": pod.template.spec,
    });
    body["metadata"]["name"] = json!(own);
    body["metadata"]["namespace"] = json!(live.namespace);
    body["metadata"]["labels"] = json!(pod.labels);
    body["metadata"]["ownerReferences"] = owner::reference(owner, names, api).into_iter().collect();
    if owner.kind == Kind::ReplicaSet {
        replica_sets::label_pod(&mut body, owner, names);
    }
    if owner.kind == Kind::StatefulSet {
        stateful(&mut body, &own, pod.revision);
        let set = owner::key(owner, names.get(owner)).and_then(|key| api.store.get(&key));
        claim_volumes(&mut body, &own, set.map_or(&[], |set| items(&set["spec"]["volumeClaimTemplates"])));
    }
    if let Some(index) = pod.ordinal.filter(|_| owner.kind == Kind::Job) {
        indexed(&mut body, index);
    }
    let request = Request::new(Verb::Create, "v1", "Pod").at(&live.namespace, "");
    let request = request.by("kube-controller-manager").with_body(body);
    // What admission refuses is not there; the simulation has its own word for quotas.
    let _ = api.handle(&request);
}

/// What a StatefulSet gives its Pods: a host name, a label for Services of one Pod, and its revision as
/// its status names it.
fn stateful(pod: &mut Value, name: &str, revision: u32) {
    pod["spec"]["hostname"] = json!(name);
    let labels = &mut pod["metadata"]["labels"];
    labels["statefulset.kubernetes.io/pod-name"] = json!(name);
    labels["controller-revision-hash"] = json!(format!("r{revision}"));
    labels["apps.kubernetes.io/pod-index"] = json!(name.rsplit('-').next());
}

/// The volumes of the claims that a StatefulSet makes for a Pod, in place of others of the same name.
fn claim_volumes(pod: &mut Value, pod_name: &str, templates: &[Value]) {
    let volumes = items(&pod["spec"]["volumes"]).iter();
    let own =
        volumes.filter(|volume| !templates.iter().any(|template| name(template) == text(&volume["name"])));
    let claims = templates.iter().map(|template| {
        let template = name(template);
        json!({"name": template, "persistentVolumeClaim": {"claimName": format!("{template}-{pod_name}")}})
    });
    let all: Vec<Value> = claims.chain(own.cloned()).collect();
    if !all.is_empty() {
        pod["spec"]["volumes"] = json!(all);
    }
}

/// What an Indexed Job gives its Pods.
fn indexed(pod: &mut Value, index: u32) {
    for map in ["annotations", "labels"] {
        pod["metadata"][map]["batch.kubernetes.io/job-completion-index"] = json!(index.to_string());
    }
}

fn remove(live: &LiveName, names: &mut Names, api: &mut ApiServer) {
    if let Some(key) = owner::key(live, names.get(live))
        && let Some(last) = api.store.get(&key).cloned()
    {
        api.store.remove(&key, &last);
    }
    names.forget(live);
}

/// Brings the object of a Pod up to date.
fn sync(key: &Key, pod: &LivePod, api: &mut ApiServer) {
    if pod.is_deleting && api.store.get(key).is_some_and(|object| !is_terminating(object)) {
        api.remove_dependent(key, "Background");
    }
    let Some(object) = api.store.get(key) else { return };
    let mut new = object.clone();
    if let Some(node) = &pod.node {
        new["spec"]["nodeName"] = json!(node);
    }
    new["status"] = pod_status::status(object, pod, &api.now);
    if new != *object {
        api.store.put(key.clone(), new);
    }
}
