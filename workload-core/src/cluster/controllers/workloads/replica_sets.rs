//! The `ReplicaSet`s of Deployments, and the status of all of them.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::controllers::workloads::names::Names;
use crate::cluster::controllers::workloads::{objects, owner, status};
use crate::cluster::json::{set, text};
use crate::cluster::request::{Request, Verb};
use crate::predict::simulation::live::{LiveEvent, LiveName, LiveObject};
use crate::predict::simulation::{EventKind, Simulation};

/// The label that tells the Pods of one template from those of another.
const HASH: &str = "pod-template-hash";

/// The annotation that counts the templates.
const REVISION: &str = "deployment.kubernetes.io/revision";

/// Shows what happened to a `ReplicaSet`.
pub(super) fn show(event: &LiveEvent, names: &mut Names, simulation: &Simulation, api: &mut ApiServer) {
    let live = &event.subject;
    let state = simulation.live_object(live);
    let owned = state.as_ref().and_then(|state| Some((state, state.owner.clone()?)));
    match (&event.what, owned) {
        (EventKind::Deleted, _) => objects::remove(live, names, api),
        (EventKind::Created | EventKind::CreatedAt { .. }, Some((state, deployment))) => {
            create(live, state, &deployment, names, api);
        }
        (EventKind::Scaled { .. } | EventKind::Renumbered(_), Some((state, deployment))) => {
            sync_spec(live, state, &deployment, names, api);
        }
        _ => objects::show(event, names, simulation, api),
    }
    sync_status(live, names, simulation, api);
}

fn create(
    live: &LiveName,
    state: &LiveObject,
    deployment: &LiveName,
    names: &mut Names,
    api: &mut ApiServer,
) {
    let Some(set) = &state.set else { return };
    let Some(parent) = owner::key(deployment, names.get(deployment)) else { return };
    let Some(parent) = api.store.get(&parent).cloned() else { return };
    let name = names.give(live, Some(deployment));
    let hash = hash(&name);
    let mut template = json!(set.template);
    template["metadata"]["labels"][HASH] = json!(hash);
    let mut selector = parent["spec"]["selector"].clone();
    selector["matchLabels"][HASH] = json!(hash);
    let mut body = json!({
        "apiVersion": "apps/v1", "kind": "ReplicaSet",
        "metadata": {
            "name": name,
            "namespace": live.namespace,
            "labels": template["metadata"]["labels"],
            "annotations": {REVISION: set.revision.max(1).to_string()},
            "ownerReferences": owner::reference(deployment, names, api).into_iter().collect::<Vec<_>>(),
        },
        "spec": {"replicas": set.replicas, "selector": selector, "template": template},
    });
    body["spec"]["minReadySeconds"] = parent["spec"]["minReadySeconds"].clone();
    let request = Request::new(Verb::Create, "apps/v1", "ReplicaSet").at(&live.namespace, "");
    let request = request.by("kube-controller-manager").with_body(body);
    // The template was valid in the Deployment.
    let _ = api.handle(&request);
    revise(deployment, set.revision.max(1), names, api);
}

fn sync_spec(live: &LiveName, state: &LiveObject, deployment: &LiveName, names: &Names, api: &mut ApiServer) {
    let Some(set) = &state.set else { return };
    let Some(key) = owner::key(live, names.get(live)) else { return };
    let Some(object) = api.store.get(&key) else { return };
    let mut new = object.clone();
    new["spec"]["replicas"] = json!(set.replicas);
    new["metadata"]["annotations"][REVISION] = json!(set.revision.max(1).to_string());
    if new == *object {
        return;
    }
    if new["spec"] != object["spec"] {
        new["metadata"]["generation"] = json!(object["metadata"]["generation"].as_i64().unwrap_or(0) + 1);
    }
    api.store.put(key, new);
    revise(deployment, set.revision, names, api);
}

/// The Deployment has the highest revision of its sets.
fn revise(deployment: &LiveName, revision: i64, names: &Names, api: &mut ApiServer) {
    let Some(key) = owner::key(deployment, names.get(deployment)) else { return };
    let Some(object) = api.store.get(&key) else { return };
    let known = text(&object["metadata"]["annotations"][REVISION]).parse().unwrap_or(0_i64);
    if revision > known {
        let mut new = object.clone();
        new["metadata"]["annotations"][REVISION] = json!(revision.to_string());
        api.store.put(key, new);
    }
}

/// The counts of a set's Pods.
pub(super) fn sync_status(live: &LiveName, names: &Names, simulation: &Simulation, api: &mut ApiServer) {
    let Some(state) = simulation.live_object(live) else { return };
    let Some(key) = owner::key(live, names.get(live)) else { return };
    let Some(object) = api.store.get(&key) else { return };
    let [active, ready, available] = state.counts;
    let mut new = object["status"].clone();
    new["replicas"] = json!(active);
    for (name, count) in
        [("readyReplicas", ready), ("availableReplicas", available), ("fullyLabeledReplicas", active)]
    {
        set(&mut new, name, (count > 0).then(|| json!(count)));
    }
    new["observedGeneration"] = object["metadata"]["generation"].clone();
    status::write(api, &key, new);
}

/// The label that the Pods of a set have besides those of their template.
pub(super) fn label_pod(pod: &mut Value, set: &LiveName, names: &Names) {
    // Only the sets of Deployments have a name with a slash in the simulation.
    if set.name.contains('/') {
        pod["metadata"]["labels"][HASH] = json!(hash(&names.get(set)));
    }
}

/// The letters at the end of a set's name.
fn hash(name: &str) -> &str {
    name.rsplit('-').next().unwrap_or_default()
}
