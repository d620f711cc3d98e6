//! An operator written with kube's `Controller`, run against the cluster in the process: it makes a
//! Deployment of each `Site`, and writes into the site's status how far the rollout is.

#![allow(clippy::print_stdout, reason = "the example shows what it sees")]

mod operator;
mod site;

use std::time::Duration;

use kube::api::{Api, Patch, PatchParams, PostParams};
use serde_json::json;
use workload_core::cluster::Cluster;

use crate::site::{Site, definition, site};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cluster = Cluster::new();
    let client = kube::Client::new(cluster.service(), "default");
    // A minute of the cluster is a second here.
    let _clock = cluster.run(60);

    let definitions = Api::all(client.clone());
    definitions.create(&PostParams::default(), &definition()).await?;
    tokio::spawn(operator::run(client.clone()));

    let sites: Api<Site> = Api::default_namespaced_with(client, &site::resource());
    sites.create(&PostParams::default(), &site("shop", "nginx:1.27", 3)).await?;
    report(&sites, "nginx:1.27").await?;

    let newer = json!({"spec": {"image": "nginx:1.28"}});
    sites.patch("shop", &PatchParams::default(), &Patch::Merge(newer)).await?;
    report(&sites, "nginx:1.28").await?;
    Ok(())
}

/// Waits until the operator says that the image runs everywhere.
async fn report(sites: &Api<Site>, image: &str) -> Result<(), kube::Error> {
    loop {
        let site = sites.get("shop").await?;
        let status = &site.data["status"];
        if status["image"] == image && status["rolledOut"] == true {
            println!("shop runs {image} in {} Pods", status["ready"]);
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
