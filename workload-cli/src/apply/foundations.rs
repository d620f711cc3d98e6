//! Waiting for what later waves stand on: namespaces that are active, kinds that are served.

use std::time::Duration;

use futures::{StreamExt as _, stream};
use serde_json::Value;
use workload_core::k8s::ObjectRef;

use super::done::{Done, Fate};
use crate::cluster::{Connection, MOST_IN_FLIGHT, Request, Surveyed};

/// The time in which a foundation must hold.
const LIMIT: Duration = Duration::from_secs(60);
/// The time between two looks.
const PAUSE: Duration = Duration::from_millis(100);

/// Waits for those that were written; those that do not hold in time have failed.
pub(super) async fn settle<'s>(
    connection: &Connection,
    written: Vec<(Done, &'s Surveyed)>,
) -> Vec<(Done, &'s Surveyed)> {
    let waits = written.into_iter().map(|(done, one)| async move {
        if done.is_bad() {
            return (done, one);
        }
        match holds(connection, &done.object, one).await {
            Ok(()) => (done, one),
            Err(why) => (Done { result: Fate::Failed, why, ..done }, one),
        }
    });
    stream::iter(waits.collect::<Vec<_>>()).buffered(MOST_IN_FLIGHT).collect().await
}

async fn holds(connection: &Connection, object: &ObjectRef, one: &Surveyed) -> Result<(), String> {
    let (is_ready, what): (fn(&Value) -> bool, _) = match object.kind.as_str() {
        "Namespace" => (is_active, "is not active"),
        "CustomResourceDefinition" => (is_established, "is not established"),
        _ => return Ok(()),
    };
    let mut waited = Duration::ZERO;
    loop {
        let found = connection
            .send(&Request::get(&one.address.object))
            .await
            .map_err(|failure| failure.to_string())?
            .body;
        if is_ready(&found) {
            return Ok(());
        }
        if waited >= LIMIT {
            return Err(format!("it {what} after {} s", LIMIT.as_secs()));
        }
        tokio::time::sleep(PAUSE).await;
        waited += PAUSE;
    }
}

fn is_active(namespace: &Value) -> bool {
    // An API server without a controller for namespaces gives them no phase.
    namespace["status"]["phase"].as_str().is_none_or(|phase| phase == "Active")
        && namespace["metadata"]["deletionTimestamp"].is_null()
}

fn is_established(definition: &Value) -> bool {
    let conditions = definition["status"]["conditions"].as_array();
    conditions
        .into_iter()
        .flatten()
        .any(|condition| condition["type"] == "Established" && condition["status"] == "True")
}
