//! Waiting until a deleted object is gone.

use std::time::Duration;

use serde_json::Value;
use workload_core::k8s::ObjectRef;
use workload_core::readiness::{Surroundings, readiness};

use crate::cluster::{Address, Connection, Request};
use crate::terminal;

/// The time between two looks, at first and at most.
const FIRST: Duration = Duration::from_millis(50);
const MOST: Duration = Duration::from_secs(2);

/// The time in which a deleted object must be gone, beside that of its Pods, and that of a Namespace.
const LIMIT: Duration = Duration::from_secs(120);
const LIMIT_OF_NAMESPACE: Duration = Duration::from_secs(600);

/// The time after which a wait is told.
const TOLD: Duration = Duration::from_secs(3);

/// The time in which a live object must be gone once it is deleted.
pub(super) fn patience(live: &Value) -> Duration {
    if live["kind"] == "Namespace" {
        return LIMIT_OF_NAMESPACE;
    }
    let seconds = |pointer: &str| live.pointer(pointer).and_then(Value::as_u64);
    let grace = seconds("/spec/template/spec/terminationGracePeriodSeconds");
    let grace = grace.or_else(|| seconds("/spec/terminationGracePeriodSeconds"));
    LIMIT + Duration::from_secs(grace.unwrap_or_default())
}

/// Waits until the object of this uid is gone; says what holds it where that takes too long.
pub(crate) async fn gone(
    connection: &Connection,
    address: &Address,
    uid: &Value,
    limit: Duration,
) -> Result<(), String> {
    let (mut pause, mut waited, mut told) = (FIRST, Duration::ZERO, String::new());
    loop {
        let found = match connection.send(&Request::get(&address.object)).await {
            Ok(answer) => answer.body,
            Err(failure) if failure.is(404) => return Ok(()),
            Err(failure) => return Err(failure.to_string()),
        };
        if found["metadata"]["uid"] != *uid {
            return Ok(());
        }
        if waited >= limit {
            return Err(format!(
                "it was deleted, and is still there after {} s: {}",
                limit.as_secs(),
                held(&found)
            ));
        }
        if waited >= TOLD && told != held(&found) {
            told = held(&found);
            if let Some(object) = ObjectRef::from_json(&found) {
                terminal::note("waiting", &format!("until {object} is gone: {told}"));
            }
        }
        tokio::time::sleep(pause).await;
        waited += pause;
        pause = (pause * 2).min(MOST);
    }
}

/// What holds an object that is being deleted: its finalizers, and what is left in a Namespace.
fn held(object: &Value) -> String {
    readiness(object, &Surroundings::default()).notes().join("; ")
}
