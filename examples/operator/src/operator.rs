//! The operator: a Deployment for each site, and the rollout's progress in the site's status.

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use k8s_openapi::api::apps::v1::Deployment;
use kube::Resource;
use kube::api::{Api, Patch, PatchParams};
use kube::runtime::controller::{Action, Controller};
use kube::runtime::watcher;
use serde_json::{Value, json};

use crate::site::{Site, resource};

/// The name by which the operator owns fields.
const MANAGER: &str = "site-operator";

/// Reconciles until the process ends.
pub async fn run(client: kube::Client) {
    let sites: Api<Site> = Api::default_namespaced_with(client.clone(), &resource());
    let deployments: Api<Deployment> = Api::default_namespaced(client.clone());
    Controller::new_with(sites, watcher::Config::default(), resource())
        .owns(deployments, watcher::Config::default())
        .run(reconcile, |_, _, _| Action::requeue(Duration::from_secs(1)), Arc::new(client))
        .for_each(|done| async {
            if let Err(error) = done {
                println!("not reconciled: {error:?}");
            }
        })
        .await;
}

async fn reconcile(site: Arc<Site>, client: Arc<kube::Client>) -> Result<Action, kube::Error> {
    let name = site.metadata.name.clone().unwrap_or_default();
    let deployments: Api<Deployment> = Api::default_namespaced((*client).clone());
    let parameters = PatchParams::apply(MANAGER).force();
    let applied = deployments.patch(&name, &parameters, &Patch::Apply(deployment(&site))).await?;

    let sites: Api<Site> = Api::default_namespaced_with((*client).clone(), &resource());
    let status = json!({
        "apiVersion": "example.com/v1", "kind": "Site",
        "status": progress(&site.data["spec"], &applied),
    });
    sites.patch_status(&name, &parameters, &Patch::Apply(status)).await?;
    Ok(Action::await_change())
}

/// The Deployment of a site.
fn deployment(site: &Site) -> Value {
    let name = site.metadata.name.as_deref().unwrap_or_default();
    let (spec, labels) = (&site.data["spec"], json!({"app": name}));
    json!({
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": {"name": name, "ownerReferences": [site.controller_owner_ref(&resource())]},
        "spec": {
            "replicas": spec["replicas"],
            "selector": {"matchLabels": labels},
            "template": {
                "metadata": {"labels": labels},
                "spec": {"containers": [{"name": "site", "image": spec["image"]}]},
            },
        },
    })
}

/// How far the rollout is.
fn progress(wanted: &Value, deployment: &Deployment) -> Value {
    let status = deployment.status.clone().unwrap_or_default();
    let is_seen = status.observed_generation == deployment.metadata.generation;
    let counts = [status.updated_replicas, status.ready_replicas, status.replicas];
    let is_done = is_seen && counts.iter().all(|count| count.map(i64::from) == wanted["replicas"].as_i64());
    json!({
        "image": wanted["image"],
        "ready": status.ready_replicas.unwrap_or(0),
        "rolledOut": is_done,
    })
}
