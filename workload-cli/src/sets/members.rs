//! The live members of a set.

use std::collections::BTreeSet;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;
use workload_core::live::PART_OF;

use crate::cluster::{Address, Connection, Failure, MOST_IN_FLIGHT, Request, Resource};
use crate::error::Result;

/// Lists the objects of these resources that carry the id of the set.
pub(super) async fn members<'r>(
    connection: &Connection,
    id: &str,
    resources: impl IntoIterator<Item = &'r Resource>,
    namespaces: &BTreeSet<String>,
) -> Result<Vec<Value>> {
    let mut lists = Vec::new();
    for resource in resources {
        if resource.is_namespaced {
            lists.extend(namespaces.iter().map(|namespace| (resource, namespace.as_str())));
        } else {
            lists.push((resource, ""));
        }
    }
    let reads = lists.into_iter().map(|(resource, namespace)| async move {
        let listed = list(connection, id, resource, namespace).await;
        listed.map_err(|failure| failure.to_error(&format!("list the {} of the set", resource.plural)))
    });
    let found: Vec<Vec<Value>> = stream::iter(reads).buffered(MOST_IN_FLIGHT).try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}

async fn list(
    connection: &Connection,
    id: &str,
    resource: &Resource,
    namespace: &str,
) -> std::result::Result<Vec<Value>, Failure> {
    let path = Address::new(resource, namespace, "").collection;
    let request = Request::get(path).with("labelSelector", format!("{PART_OF}={id}"));
    let items = match connection.list(&request).await {
        Ok((items, _)) => items,
        // The kind is defined by the manifests themselves, and not served yet.
        Err(failure) if failure.is(404) => return Ok(Vec::new()),
        Err(failure) => return Err(failure),
    };
    let named = |mut item: Value| {
        // The items of a list do not name their kind.
        item["apiVersion"] = Value::from(resource.api_version.as_str());
        item["kind"] = Value::from(resource.kind.as_str());
        item
    };
    Ok(items.into_iter().map(named).collect())
}
