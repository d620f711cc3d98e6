//! The objects of a set with their places in the cluster.

use serde_json::Value;

use super::address::Address;
use super::connection::Connection;
use super::definitions::definitions_in;
use super::desired::DesiredSet;
use super::resources::{Resource, Resources};
use super::survey::placed;
use crate::error::Result;

/// Each object of a set with its namespace, its address and its resource. Only the served kinds are read.
pub(crate) async fn placed_set(
    connection: &Connection,
    set: &DesiredSet,
) -> Result<Vec<(Value, Address, Resource)>> {
    let values: Vec<Value> = set.values().cloned().collect();
    let versions = values.iter().filter_map(|object| object["apiVersion"].as_str());
    let resources = Resources::find(connection, versions)
        .await
        .map_err(|failure| failure.to_error("ask which kinds are served"))?;
    placed(connection, &resources, &definitions_in(&values), &values)
}
