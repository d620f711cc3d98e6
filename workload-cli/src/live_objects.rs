//! The live objects of a cluster as files that are checked.

use std::collections::BTreeSet;

use futures::{StreamExt as _, stream};
use serde_json::Value;
use workload_core::k8s::without_server_fields;
use workload_core::syntax::to_yaml;

use crate::cluster::{Connection, ConnectionOptions, MOST_IN_FLIGHT, Request, Resource, Resources, block_on};
use crate::error::{CliError, Result};
use crate::terminal;
use crate::validate::{Input, Inputs};

/// Namespaces whose objects come with the cluster; they are judged when they are named.
const SYSTEM: [&str; 3] = ["kube-system", "kube-public", "kube-node-lease"];

/// Kinds that nobody writes.
const MACHINE_MADE: [&str; 10] = [
    "Binding",
    "ComponentStatus",
    "ControllerRevision",
    "Endpoints",
    "EndpointSlice",
    "Event",
    "IPAddress",
    "Lease",
    "Node",
    "ServiceCIDR",
];

/// API groups of measurements.
const MEASURED: [&str; 3] = ["metrics.k8s.io", "custom.metrics.k8s.io", "external.metrics.k8s.io"];

/// Types of Secrets that programs write.
const PROGRAM_SECRETS: [&str; 3] =
    ["helm.sh/release.v1", "kubernetes.io/service-account-token", "workload/revision"];

/// Reads the objects of a namespace, or of all of them, each into a file of its own; nothing is written to the
/// cluster.
pub(crate) fn cluster_inputs(options: &ConnectionOptions, all: bool) -> Result<Inputs> {
    let objects = block_on(live_objects(options, all))?;
    let folder = tempfile::tempdir()
        .map_err(|error| CliError::new(format!("no folder for the objects can be made: {error}")))?;
    let mut files = Vec::with_capacity(objects.len());
    for (number, object) in objects.iter().enumerate() {
        let path = folder.path().join(format!("{number}.yaml"));
        std::fs::write(&path, to_yaml(object))
            .map_err(|error| CliError::at(&path, "cannot write", &error))?;
        files.push(Input { path, name: name(object), in_folder: false, is_file: false });
    }
    Ok(Inputs::made(files, folder))
}

/// What findings call an object: `shop/Deployment/web`.
fn name(object: &Value) -> String {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let parts = [&object["metadata"]["namespace"], &object["kind"], &object["metadata"]["name"]];
    parts.into_iter().filter_map(text).collect::<Vec<_>>().join("/")
}

async fn live_objects(options: &ConnectionOptions, all: bool) -> Result<Vec<Value>> {
    let connection = Connection::new(options).await?;
    let resources = resources(&connection, all).await?;
    let lists = resources.into_iter().map(|resource| list(&connection, resource, all));
    let lists: Vec<_> = stream::iter(lists.collect::<Vec<_>>()).buffered(MOST_IN_FLIGHT).collect().await;
    let mut objects = Vec::new();
    let mut unread = Vec::new();
    for list in lists {
        match list? {
            Ok(found) => objects.extend(found),
            Err(kind) => unread.push(kind),
        }
    }
    if !unread.is_empty() {
        terminal::warning(&format!("not checked, since they may not be listed: {}", unread.join(", ")));
    }
    objects.retain(|object| is_judged(object, all));
    if objects.is_empty() {
        let place =
            if all { "the cluster".to_owned() } else { format!("namespace {}", connection.namespace) };
        return Err(CliError::new(format!("{place} has no objects to check"))
            .help("choose another namespace with -n, or all of them with -A"));
    }
    objects.iter_mut().for_each(as_written);
    Ok(objects)
}

/// The resources that are listed: of each group those in the version that the API server prefers.
async fn resources(connection: &Connection, all: bool) -> Result<Vec<Resource>> {
    let groups = connection.send(&Request::get("/apis")).await;
    let groups = groups.map_err(|failure| failure.to_error("ask which kinds are served"))?.body;
    let preferred = groups["groups"].as_array().into_iter().flatten();
    let preferred = preferred.filter_map(|group| group["preferredVersion"]["groupVersion"].as_str());
    let versions: BTreeSet<&str> = preferred.chain(["v1"]).collect();
    let finds = versions
        .iter()
        .map(|version| async move { (*version, Resources::find(connection, [*version]).await) });
    let finds = stream::iter(finds.collect::<Vec<_>>()).buffered(MOST_IN_FLIGHT).collect::<Vec<_>>().await;
    let mut all_found = Vec::new();
    for (version, found) in finds {
        match found {
            Ok(found) => all_found.extend(found.all().cloned()),
            // An aggregated API server that is down takes its kinds along, and no others.
            Err(failure) if failure.refusal().is_some_and(|refusal| refusal.code >= 500) => {
                terminal::warning(&format!("not checked, since {version} is not available: {failure}"));
            }
            Err(failure) => return Err(failure.to_error("ask which kinds are served")),
        }
    }
    let is_meant = |resource: &Resource| {
        resource.is_listed
            && (all || resource.is_namespaced)
            && !MACHINE_MADE.contains(&resource.kind.as_str())
            && !MEASURED.contains(&resource.group())
    };
    Ok(all_found.into_iter().filter(is_meant).collect())
}

/// The objects of a resource; its name where they may not be listed.
async fn list(
    connection: &Connection,
    resource: Resource,
    all: bool,
) -> Result<std::result::Result<Vec<Value>, String>> {
    let path = resource.collection((!all).then_some(connection.namespace.as_str()));
    let items = match connection.list(&Request::get(path)).await {
        Ok((items, _)) => items,
        Err(failure) if failure.is(404) || failure.is(405) => return Ok(Ok(Vec::new())),
        Err(failure) if failure.is(403) => return Ok(Err(resource.plural)),
        Err(failure) => return Err(failure.to_error(&format!("list {}", resource.plural))),
    };
    let named = |mut item: Value| {
        // The items of a list do not name their kind.
        item["apiVersion"] = Value::from(resource.api_version.as_str());
        item["kind"] = Value::from(resource.kind.as_str());
        item
    };
    Ok(Ok(items.into_iter().map(named).collect()))
}

/// Whether somebody wrote an object; what a controller owns is judged by what it was made from.
fn is_judged(object: &Value, all: bool) -> bool {
    let metadata = &object["metadata"];
    let owners = metadata["ownerReferences"].as_array();
    let is_owned = owners.is_some_and(|owners| owners.iter().any(|owner| owner["controller"] == true));
    let name = metadata["name"].as_str().unwrap_or_default();
    let is_own = match object["kind"].as_str().unwrap_or_default() {
        "Namespace" => SYSTEM.contains(&name) || name == "default",
        "ServiceAccount" => name == "default",
        "ConfigMap" => name == "kube-root-ca.crt",
        "Service" => name == "kubernetes" && metadata["namespace"] == "default",
        "Secret" => PROGRAM_SECRETS.iter().any(|of| object["type"] == *of),
        _ => name.starts_with("system:") || metadata["labels"]["kubernetes.io/bootstrapping"].is_string(),
    };
    let is_system = all && metadata["namespace"].as_str().is_some_and(|name| SYSTEM.contains(&name));
    !is_owned && !is_own && !is_system
}

/// Takes out what the API server adds, and what no screen shows.
fn as_written(object: &mut Value) {
    without_server_fields(object);
    if object["kind"] == "Secret"
        && let Some(data) = object.get_mut("data").and_then(Value::as_object_mut)
    {
        // `{}` in base64, which is JSON where a type asks for it.
        data.values_mut().for_each(|value| *value = Value::from("e30="));
    }
}
