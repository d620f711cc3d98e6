//! Claims: those that a `StatefulSet` makes, and their volumes.

use serde_json::json;

use crate::cluster::api_server::ApiServer;
use crate::cluster::json::{items, name, text};
use crate::cluster::request::{Request, Verb};
use crate::cluster::store::Key;
use crate::predict::simulation::EventKind;
use crate::predict::simulation::live::{LiveEvent, LiveName};

/// Shows what happened to a claim.
pub(super) fn show(event: &LiveEvent, api: &mut ApiServer) {
    let live = &event.subject;
    let key = Key {
        resource: "persistentvolumeclaims".to_owned(),
        namespace: live.namespace.clone(),
        name: live.name.clone(),
    };
    match &event.what {
        EventKind::Created if api.store.get(&key).is_none() => create(live, api),
        EventKind::Bound => bind(&key, api),
        EventKind::Deleted => {
            if let Some(last) = api.store.get(&key).cloned() {
                api.store.remove(&key, &last);
            }
        }
        _ => {}
    }
}

/// Makes the claim of a Pod by the template of its `StatefulSet`.
fn create(live: &LiveName, api: &mut ApiServer) {
    let sets = api.store.list("statefulsets.apps", &live.namespace);
    let template = sets.flat_map(|(_, set)| {
        let templates = items(&set["spec"]["volumeClaimTemplates"]).iter();
        templates.map(move |template| (format!("{}-{}-", name(template), name(set)), template))
    });
    let is_own =
        |prefix: &str| live.name.strip_prefix(prefix).is_some_and(|ordinal| ordinal.parse::<u32>().is_ok());
    let Some((_, template)) = template.into_iter().find(|(prefix, _)| is_own(prefix)) else { return };
    let mut body = template.clone();
    body["metadata"]["name"] = json!(live.name);
    body["metadata"]["namespace"] = json!(live.namespace);
    let request = Request::new(Verb::Create, "v1", "PersistentVolumeClaim").at(&live.namespace, "");
    let request = request.by("kube-controller-manager").with_body(body);
    // The template was valid in the StatefulSet.
    let _ = api.handle(&request);
}

fn bind(key: &Key, api: &mut ApiServer) {
    let Some(claim) = api.store.get(key) else { return };
    let mut new = claim.clone();
    new["spec"]["volumeName"] = json!(format!("pvc-{}", text(&claim["metadata"]["uid"])));
    let status = json!({
        "phase": "Bound",
        "accessModes": claim["spec"]["accessModes"],
        "capacity": claim["spec"]["resources"]["requests"],
    });
    new["status"] = status;
    api.store.put(key.clone(), new);
}
