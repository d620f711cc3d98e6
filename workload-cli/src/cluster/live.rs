//! The live objects of a set.

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;

use super::address::address;
use super::connection::{Connection, MOST_IN_FLIGHT};
use super::request::Request;
use super::resources::Resources;
use crate::error::Result;

/// Reads the live objects of a set, in its order; none for one that is not there, or whose kind the API
/// server does not serve. Objects that name no namespace are in that of the connection.
pub(crate) async fn live_objects(
    connection: &Connection,
    resources: &Resources,
    objects: &[Value],
) -> Result<Vec<Option<Value>>> {
    let reads = objects.iter().map(|object| live_object(connection, resources, object));
    stream::iter(reads).buffered(MOST_IN_FLIGHT).try_collect().await
}

async fn live_object(
    connection: &Connection,
    resources: &Resources,
    object: &Value,
) -> Result<Option<Value>> {
    let Some(resource) = resources.of(object) else { return Ok(None) };
    let address = address(resource, object, &connection.namespace);
    match connection.send(&Request::get(&address.object)).await {
        Ok(answer) => Ok(Some(answer.body)),
        Err(failure) if failure.is(404) => Ok(None),
        Err(failure) => {
            let name = object["metadata"]["name"].as_str().unwrap_or_default();
            Err(failure.to_error(&format!("read {} {name}", resource.kind)))
        }
    }
}
