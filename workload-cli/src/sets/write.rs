//! Writing the parent of a set.

use serde_json::Value;
use workload_core::live::SetRecord;

use super::parent::ParentPlace;
use crate::cluster::{Connection, Failure, Request};

/// The field manager of parents, beside that of members.
const SET_MANAGER: &str = "workload-applyset";

/// Writes what the parent says, if it is still of this version; its new version.
pub(super) async fn write(
    connection: &Connection,
    place: &ParentPlace,
    record: &SetRecord,
    version: Option<&Value>,
) -> Result<Value, Failure> {
    let mut config = record.config(&place.parent);
    if let Some(version) = version {
        config["metadata"]["resourceVersion"] = version.clone();
    }
    // Whoever else has written these annotations, the tool that leads the set was looked at.
    let request = Request::apply(&place.address.object, config).with("force", "true");
    let answer = connection.send(&request.with("fieldManager", SET_MANAGER)).await?;
    Ok(answer.body["metadata"]["resourceVersion"].clone())
}
