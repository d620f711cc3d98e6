//! The definitions of the custom kinds in a set: its own, and those of the cluster.

use std::collections::BTreeSet;
use workload_core::k8s::api_group;

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;
use workload_core::ownership::BuiltinKind;

use super::connection::{Connection, MOST_IN_FLIGHT};
use super::request::{Request, escaped};
use super::resources::{Resource, Resources};
use crate::error::Result;

/// Where definitions are.
const DEFINITIONS: &str = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/// The kind of definitions.
const DEFINITION: &str = "CustomResourceDefinition";

/// The definitions among objects.
pub(crate) fn definitions_in<'o>(objects: impl IntoIterator<Item = &'o Value>) -> Vec<Value> {
    objects.into_iter().filter(|object| object["kind"] == DEFINITION).cloned().collect()
}

/// The resource that a definition of the set makes of an object, before the cluster serves it.
pub(crate) fn defined(definitions: &[Value], object: &Value) -> Option<Resource> {
    let (group, version) = object["apiVersion"].as_str()?.split_once('/')?;
    let is_meant = |definition: &&Value| {
        let spec = &definition["spec"];
        spec["group"] == group
            && spec["names"]["kind"] == object["kind"]
            && spec["versions"].as_array().is_some_and(|all| all.iter().any(|one| one["name"] == version))
    };
    let spec = &definitions.iter().find(is_meant)?["spec"];
    Some(Resource {
        api_version: object["apiVersion"].as_str()?.to_owned(),
        kind: object["kind"].as_str()?.to_owned(),
        plural: spec["names"]["plural"].as_str()?.to_owned(),
        is_namespaced: spec["scope"] == "Namespaced",
        subresources: Vec::new(),
        is_listed: true,
    })
}

/// The definitions in the cluster of those kinds in a set that have one; what may not be read is left out.
pub(crate) async fn live_definitions(
    connection: &Connection,
    resources: &Resources,
    objects: &[Value],
) -> Result<Vec<Value>> {
    let names: BTreeSet<String> =
        objects.iter().filter_map(|object| definition_name(resources, object)).collect();
    let reads = names.iter().map(|name| async move {
        match connection.send(&Request::get(format!("{DEFINITIONS}/{}", escaped(name)))).await {
            Ok(answer) => Ok(Some(answer.body)),
            Err(failure) if failure.is(404) || failure.is(403) => Ok(None),
            Err(failure) => Err(failure.to_error(&format!("read {DEFINITION} {name}"))),
        }
    });
    let found: Vec<Option<Value>> = stream::iter(reads).buffered(MOST_IN_FLIGHT).try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}

/// The name of the definition of an object's kind, if its group looks like one that is defined.
fn definition_name(resources: &Resources, object: &Value) -> Option<String> {
    let api_version = object["apiVersion"].as_str()?;
    let (group, _) = api_version.split_once('/')?;
    let is_defined = is_defined(api_version, object["kind"].as_str()?);
    is_defined.then(|| resources.of(object).map(|resource| format!("{}.{group}", resource.plural)))?
}

/// Whether a kind looks like one of a definition.
pub(crate) fn is_defined(api_version: &str, kind: &str) -> bool {
    let group = api_group(api_version);
    group.contains('.') && BuiltinKind::new(api_version, kind).is_none()
}
