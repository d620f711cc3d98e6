//! The live objects of a set.

use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;

use super::address::{Address, address};
use super::connection::{Connection, MOST_IN_FLIGHT};
use super::request::Request;
use super::resources::Resources;
use crate::error::Result;

/// Where an object of a set is, and what is there.
#[derive(Clone, Debug)]
pub(crate) struct Live {
    /// The address; none when the API server does not serve the kind.
    pub(crate) address: Option<Address>,
    /// The live object; none when it is not there.
    pub(crate) object: Option<Value>,
}

/// Reads the live objects of a set, in its order. Objects that name no namespace are in that of the
/// connection.
pub(crate) async fn live_objects(
    connection: &Connection,
    resources: &Resources,
    objects: &[Value],
) -> Result<Vec<Live>> {
    let reads = objects.iter().map(|object| live_object(connection, resources, object));
    stream::iter(reads).buffered(MOST_IN_FLIGHT).try_collect().await
}

async fn live_object(connection: &Connection, resources: &Resources, object: &Value) -> Result<Live> {
    let Some(resource) = resources.of(object) else { return Ok(Live { address: None, object: None }) };
    let address = address(resource, object, &connection.namespace);
    let found = match connection.send(&Request::get(&address.object)).await {
        Ok(answer) => Some(answer.body),
        Err(failure) if failure.is(404) => None,
        Err(failure) => {
            let name = object["metadata"]["name"].as_str().unwrap_or_default();
            return Err(failure.to_error(&format!("read {} {name}", resource.kind)));
        }
    };
    Ok(Live { address: Some(address), object: found })
}
