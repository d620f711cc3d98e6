//! Waiting until a deleted object is gone.

use std::time::Duration;

use serde_json::Value;

use crate::cluster::{Address, Connection, Request};

/// The time between two looks, at first and at most.
const FIRST: Duration = Duration::from_millis(50);
const MOST: Duration = Duration::from_secs(2);

/// Waits until the object of this uid is gone; says what holds it where that takes too long.
pub(crate) async fn gone(
    connection: &Connection,
    address: &Address,
    uid: &Value,
    limit: Duration,
) -> Result<(), String> {
    let (mut pause, mut waited) = (FIRST, Duration::ZERO);
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
            return Err(held(&found, limit));
        }
        tokio::time::sleep(pause).await;
        waited += pause;
        pause = (pause * 2).min(MOST);
    }
}

fn held(object: &Value, limit: Duration) -> String {
    let finalizers = object["metadata"]["finalizers"].as_array().cloned().unwrap_or_default();
    let names: Vec<_> = finalizers.iter().filter_map(Value::as_str).collect();
    let seconds = limit.as_secs();
    if names.is_empty() {
        format!("it was deleted, and is still there after {seconds} s")
    } else {
        format!(
            "it was deleted, and is still there after {seconds} s, held by the finalizers {}",
            names.join(", ")
        )
    }
}
