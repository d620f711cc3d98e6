//! Changing objects that are there, or that the change creates.

use std::sync::Arc;

use serde_json::Value;

use crate::cluster::api_server::{ApiServer, key};
use crate::cluster::check::{check_object, decode_body, metadata, options};
use crate::cluster::json::{items, remove, text, uid};
use crate::cluster::kind::{is_created_by_put, needs_version};
use crate::cluster::registry::Served;
use crate::cluster::request::{Reply, Request, Verb};
use crate::cluster::status::{Status, StatusCause};
use crate::cluster::write::admission;
use crate::cluster::write::preconditions::{check_name, check_namespace, check_put, conflict};
use crate::cluster::write::read::not_found;
use crate::cluster::write::times::revert_times;
use crate::cluster::write::update_strategy;

const STALE: &str =
    "the object has been modified; please apply your changes to the latest version and try again";

impl ApiServer {
    /// A PUT or PATCH.
    pub(crate) fn change(&mut self, request: &Request, served: &Arc<Served>) -> Result<Reply, Status> {
        options::check(request)?;
        let body = decode_body(request)?;
        let live = self.store.get(&key(served, &request.namespace, &request.name)).cloned();
        if request.verb == Verb::Update && request.subresource != "scale" {
            check_put(request, served, &body, live.as_ref())?;
        }
        match live {
            Some(live) => self.change_live(request, served, &live, &body),
            None => self.change_absent(request, served, &body),
        }
    }

    /// An apply, and for some kinds a PUT, creates what is not there.
    fn change_absent(
        &mut self,
        request: &Request,
        served: &Arc<Served>,
        body: &Value,
    ) -> Result<Reply, Status> {
        let is_apply = request.verb == Verb::Apply;
        let creates = is_apply || request.verb == Verb::Update && is_created_by_put(&request.kind);
        if !creates || !request.subresource.is_empty() {
            return Err(not_found(served, &request.name));
        }
        let empty = served.kind.versions().empty(&request.api_version);
        let (new, warnings) = self.changed(request, &served.kind, &empty, body)?;
        if is_apply {
            without_uid(request, served, &new)?;
        }
        check_name(&new, &request.name)?;
        Ok(Reply { warnings, ..self.store_new(request, served, new)? })
    }

    fn change_live(
        &mut self,
        request: &Request,
        served: &Arc<Served>,
        live: &Value,
        body: &Value,
    ) -> Result<Reply, Status> {
        let (mut new, warnings) = if request.subresource == "scale" {
            self.scaled(request, &served.kind, live, body)?
        } else {
            self.changed(request, &served.kind, live, body)?
        };
        if request.verb != Verb::Update {
            check_namespace(request, served, &new)?;
            check_name(&new, &request.name)?;
        }
        if !served.resource.is_namespaced {
            remove(&mut new["metadata"], "namespace");
        }
        metadata::owners_once(&mut new);
        admission::update(&request.kind, &mut new, live);
        Ok(Reply { warnings, ..self.store_change(request, served, live, new)? })
    }

    /// What is common to all changes of an object that is there.
    fn store_change(
        &mut self,
        request: &Request,
        served: &Arc<Served>,
        live: &Value,
        new: Value,
    ) -> Result<Reply, Status> {
        let kind = &served.kind;
        let mut new = kind.convert(&new, text(&live["apiVersion"]));
        check_version(request, served, live, &new)?;
        new["metadata"]["resourceVersion"] = live["metadata"]["resourceVersion"].clone();
        let mut addresses = self.ids.addresses.clone();
        update_strategy::update(&request.kind, kind, &mut new, live, &request.subresource, &mut addresses);
        metadata::keep(&mut new, live);
        let causes = check_object(&request.kind, kind, &new, Some(live), &request.subresource);
        if !causes.is_empty() {
            return Err(Status::invalid(causes));
        }
        self.ids.addresses = addresses;
        revert_times(kind, &mut new, live);
        let mut stored = kind.store(&new);
        remove(&mut stored["metadata"], "selfLink");
        Ok(self.put_change(request, served, live, stored))
    }

    /// Stores a change, or ends the object that it releases.
    fn put_change(
        &mut self,
        request: &Request,
        served: &Arc<Served>,
        live: &Value,
        mut stored: Value,
    ) -> Reply {
        let key = key(served, &request.namespace, &request.name);
        let mut changed = !request.dry_run;
        if is_finished(&stored) {
            if changed {
                self.store.remove(&key, &stored);
                self.forget_definition(&stored);
            }
        } else {
            let is_rewritten = !request.dry_run && self.is_rewritten(request, live);
            changed = !request.dry_run && (stored != *live || is_rewritten);
            if changed {
                stored = self.store.put(key, stored);
                self.learn_definition(&stored);
            }
        }
        let answer = if request.subresource == "scale" && request.dry_run { live } else { &stored };
        Reply::new(200, self.respond(request, served, answer), changed)
    }

    /// Whether a change that changes nothing writes the object once more: a claim's first does.
    fn is_rewritten(&mut self, request: &Request, live: &Value) -> bool {
        self.ids.addresses.is_first_write(uid(live)) && request.kind == "PersistentVolumeClaim"
    }
}

/// A write that names a version replaces that one.
fn check_version(request: &Request, served: &Arc<Served>, live: &Value, new: &Value) -> Result<(), Status> {
    let version = text(&new["metadata"]["resourceVersion"]);
    if version.is_empty() && needs_version(&served.kind, &request.kind) {
        let cause = StatusCause::with_message(
            "Invalid",
            "metadata.resourceVersion",
            "must be specified for an update",
        );
        return Err(Status::invalid(vec![cause]));
    }
    if !version.is_empty() && live["metadata"]["resourceVersion"] != version {
        return Err(conflict(served, &request.name, STALE));
    }
    Ok(())
}

/// A deletion is finished when nothing holds it any more.
fn is_finished(object: &Value) -> bool {
    let metadata = &object["metadata"];
    let is_over = metadata["deletionTimestamp"].is_string() && metadata["deletionGracePeriodSeconds"] == 0;
    is_over && items(&metadata["finalizers"]).is_empty()
}

/// Refuses an apply with a uid: there is no object that could have the uid.
fn without_uid(request: &Request, served: &Arc<Served>, new: &Value) -> Result<(), Status> {
    let uid = uid(new);
    if uid.is_empty() {
        return Ok(());
    }
    let message =
        format!("uid mismatch: the provided object specified uid {uid}, and no existing object was found");
    Err(conflict(served, &request.name, &message))
}
