//! Deleting members, group by group.

use std::time::Duration;

use futures::{StreamExt as _, stream};
use serde_json::{Value, json};
use workload_core::k8s::ObjectRef;
use workload_core::live::{is_as_shown, is_terminating};

use super::plan::SetPlan;
use crate::apply::{Done, Fate, gone};
use crate::cluster::{Address, Connection, Failure, MOST_IN_FLIGHT, Request, settled};

/// How often a deletion is tried that somebody else's write has crossed.
const TRIES: usize = 5;

/// Deletes the members that nobody wants any more. A group is deleted when the one before is gone; when
/// something is not gone in time, those after it stay.
pub(super) async fn delete(
    connection: &Connection,
    plan: &SetPlan,
    limit: Duration,
    told: &mut dyn FnMut(&Done),
) -> Vec<Done> {
    let mut all: Vec<Done> = Vec::new();
    for group in plan.groups() {
        let held = all.iter().find(|done| done.is_bad()).map(|done| done.object.clone());
        let tasks = group.iter().filter_map(|member| {
            let (object, address) = (ObjectRef::from_json(member)?, plan.address(member)?);
            let held = held.clone();
            Some(async move {
                match held {
                    Some(held) => Done::new(&object, Fate::Skipped)
                        .because(format!("it is pruned after {held}, which is still there")),
                    None => one(connection, &object, &address, member, (plan.is_pinned, limit)).await,
                }
            })
        });
        let done: Vec<Done> =
            stream::iter(tasks.collect::<Vec<_>>()).buffered(MOST_IN_FLIGHT).collect().await;
        done.iter().for_each(&mut *told);
        all.extend(done);
    }
    all
}

async fn one(
    connection: &Connection,
    object: &ObjectRef,
    address: &Address,
    member: &Value,
    (is_pinned, limit): (bool, Duration),
) -> Done {
    let deleted = match ask(connection, address, member, is_pinned).await {
        Ok(()) => gone(connection, address, &member["metadata"]["uid"], limit).await,
        Err(why) => Err(why),
    };
    match deleted {
        Ok(()) => Done::new(object, Fate::Pruned),
        Err(why) => Done::new(object, Fate::Failed).because(why),
    }
}

/// Asks to delete exactly what was shown.
async fn ask(
    connection: &Connection,
    address: &Address,
    member: &Value,
    is_pinned: bool,
) -> Result<(), String> {
    let mut version = member["metadata"]["resourceVersion"].clone();
    if is_terminating(member) {
        return Ok(());
    }
    for _ in 0..TRIES {
        match connection.send(&request(address, member, &version)).await {
            Ok(_) => return Ok(()),
            Err(failure) if failure.is(404) => return Ok(()),
            Err(failure) if failure.is(409) => {}
            Err(failure) => return Err(format!("it could not be deleted: {failure}")),
        }
        match changed(connection, address, member, is_pinned).await {
            Ok(Some(now)) => version = now,
            Ok(None) => return Ok(()),
            Err(why) => return Err(why),
        }
    }
    Err(format!("others have changed it {TRIES} times while it was deleted"))
}

fn request(address: &Address, member: &Value, version: &Value) -> Request {
    let options = json!({
        "apiVersion": "v1", "kind": "DeleteOptions",
        "propagationPolicy": "Background",
        "preconditions": {"uid": member["metadata"]["uid"], "resourceVersion": version},
    });
    Request::delete(&address.object, options)
}

/// The version of a member that somebody has written to; none when it is gone or going.
async fn changed(
    connection: &Connection,
    address: &Address,
    member: &Value,
    is_pinned: bool,
) -> Result<Option<Value>, String> {
    let found = match connection.send(&Request::get(&address.object)).await {
        Ok(answer) => answer.body,
        Err(failure) if failure.is(404) => return Ok(None),
        Err(failure) => return Err(read_failed(&failure)),
    };
    if is_terminating(&found) || found["metadata"]["uid"] != member["metadata"]["uid"] {
        return Ok(None);
    }
    let is_same = !is_pinned || settled(member) == settled(&found);
    if !is_same || !is_as_shown(member, &found) {
        return Err("it has changed since the diff was made, and stays; look at the diff again".to_owned());
    }
    Ok(Some(found["metadata"]["resourceVersion"].clone()))
}

fn read_failed(failure: &Failure) -> String {
    format!("it could not be read again: {failure}")
}
