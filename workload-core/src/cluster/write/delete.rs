//! Deleting objects: finalizers, propagation, and the time that a Pod on a node is given.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::cluster::api_server::{ApiServer, key};
use crate::cluster::check::delete;
use crate::cluster::json::{is_terminating, items};
use crate::cluster::registry::Served;
use crate::cluster::request::{Reply, Request};
use crate::cluster::status::Status;

/// The finalizers that stand for a propagation policy.
const ORPHAN: &str = "orphan";
const FOREGROUND: &str = "foregroundDeletion";

impl ApiServer {
    /// A DELETE of one object.
    pub(crate) fn delete(&mut self, request: &Request, served: &Arc<Served>) -> Result<Reply, Status> {
        let live = self.find(request, served)?;
        let key = key(served, &request.namespace, &request.name);
        delete::check_options(&request.body)?;
        delete::check_preconditions(request, &live)?;
        let after = deleted(&request.kind, &live, &request.body, &self.now);
        if request.dry_run {
            return Ok(Reply::new(200, self.respond(request, served, &live), false));
        }
        let Some(mut after) = after else {
            self.store.remove(&key, &live);
            self.forget_definition(&live);
            return Ok(Reply::new(200, Value::Null, true));
        };
        let changed = after != live;
        if changed {
            after = self.store.put(key, after);
        }
        Ok(Reply::new(200, self.respond(request, served, &after), changed))
    }
}

/// The object after a deletion: nothing when it is gone.
fn deleted(kind: &str, live: &Value, options: &Value, now: &str) -> Option<Value> {
    if kind == "Namespace" {
        return Some(terminating_namespace(live, now));
    }
    let is_on_node = kind == "Pod" && live["spec"]["nodeName"].is_string();
    if let Some(pod) = is_on_node.then(|| pod_grace(live, options, now)).flatten() {
        return Some(pod);
    }
    let finalizers = items(&live["metadata"]["finalizers"]);
    let after = finalizers_after(kind, finalizers, options);
    (!after.is_empty()).then(|| terminating(live, finalizers, after, now))
}

/// An object that finalizers hold.
fn terminating(live: &Value, finalizers: &[Value], after: Vec<Value>, now: &str) -> Value {
    let mut object = live.clone();
    let metadata = &mut object["metadata"];
    let is_same =
        finalizers.len() == after.len() && finalizers.iter().all(|finalizer| after.contains(finalizer));
    if !is_same {
        metadata["finalizers"] = json!(after);
    }
    if !is_terminating(live) {
        metadata["deletionTimestamp"] = json!(now);
        let generation = live["metadata"]["generation"].as_i64().filter(|generation| *generation > 0);
        if let Some(generation) = generation {
            metadata["generation"] = json!(generation + 1);
        }
    }
    metadata["deletionGracePeriodSeconds"] = json!(0);
    object
}

/// The finalizers of an object after a deletion with these options.
fn finalizers_after(kind: &str, finalizers: &[Value], options: &Value) -> Vec<Value> {
    let own = |finalizer: &&Value| *finalizer != ORPHAN && *finalizer != FOREGROUND;
    let mut after: Vec<Value> = finalizers.iter().filter(own).cloned().collect();
    match policy(kind, finalizers, options) {
        "Orphan" => after.push(json!(ORPHAN)),
        "Foreground" => after.push(json!(FOREGROUND)),
        _ => {}
    }
    after
}

/// The propagation policy: as asked for, as asked for before, or the kind's own.
fn policy<'a>(kind: &str, finalizers: &[Value], options: &'a Value) -> &'a str {
    match (options["orphanDependents"].as_bool(), options["propagationPolicy"].as_str()) {
        (Some(true), _) => "Orphan",
        (Some(false), _) => "Background",
        (None, Some(policy)) => policy,
        (None, None) if finalizers.contains(&json!(ORPHAN)) => "Orphan",
        (None, None) if finalizers.contains(&json!(FOREGROUND)) => "Foreground",
        _ if kind == "Job" || kind == "ReplicationController" => "Orphan",
        _ => "Background",
    }
}

fn terminating_namespace(live: &Value, now: &str) -> Value {
    let mut object = live.clone();
    if !is_terminating(live) {
        object["metadata"]["deletionTimestamp"] = json!(now);
        object["status"]["phase"] = json!("Terminating");
    }
    object
}

/// A Pod on a node is given time to end, and later deletions can only shorten it; nothing when it is
/// not. The deletion time is the present; the end is that many seconds later.
fn pod_grace(live: &Value, options: &Value, now: &str) -> Option<Value> {
    let given = options["gracePeriodSeconds"].as_i64().map(|seconds| if seconds < 0 { 1 } else { seconds });
    let period = given.or(live["spec"]["terminationGracePeriodSeconds"].as_i64()).unwrap_or(30);
    let before = live["metadata"]["deletionGracePeriodSeconds"].as_i64();
    let mut pod = live.clone();
    if let Some(before) = before {
        if given.is_none() || period >= before {
            return Some(pod);
        }
    } else if let Some(generation) = live["metadata"]["generation"].as_i64() {
        pod["metadata"]["generation"] = json!(generation + 1);
    }
    if period == 0 {
        return None;
    }
    pod["metadata"]["deletionTimestamp"] = json!(now);
    pod["metadata"]["deletionGracePeriodSeconds"] = json!(period);
    Some(pod)
}
