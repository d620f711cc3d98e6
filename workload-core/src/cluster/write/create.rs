//! Creating objects.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::cluster::api_server::{ApiServer, key};
use crate::cluster::check::{check_object, decode_body, metadata, options, refuse_malformed, refuse_unknown};
use crate::cluster::json::{is_terminating, name, remove, text};
use crate::cluster::registry::Served;
use crate::cluster::request::{Reply, Request};
use crate::cluster::status::{Status, StatusDetails};
use crate::cluster::write::admission;
use crate::cluster::write::preconditions::check_namespace;
use crate::cluster::write::strategy;

/// Metadata that a new object does not take from the request.
const NOT_TAKEN: &[&str] =
    &["resourceVersion", "selfLink", "deletionTimestamp", "deletionGracePeriodSeconds"];

impl ApiServer {
    /// A POST to the collection.
    pub(crate) fn create(&mut self, request: &Request, served: &Arc<Served>) -> Result<Reply, Status> {
        options::check(request)?;
        let body = decode_body(request)?;
        check_namespace(request, served, &body)?;
        let kind = &served.kind;
        refuse_malformed(kind, &body, false)?;
        let (mut new, unknown) = kind.decode(&body);
        let warnings = refuse_unknown(request, &unknown, false)?;
        metadata::owners_once(&mut new);
        let live = kind.versions().empty(&request.api_version);
        let new = self.tracked(request, kind, &live, &new);
        Ok(Reply { warnings, ..self.store_new(request, served, new)? })
    }

    /// What is common to all creations.
    pub(crate) fn store_new(
        &mut self,
        request: &Request,
        served: &Arc<Served>,
        mut new: Value,
    ) -> Result<Reply, Status> {
        let (resource, kind) = (&served.resource, &served.kind);
        admission::create(&resource.kind, &mut new);
        self.require_namespace(request, served)?;
        let is_generated = self.set_new_metadata(request, served, &mut new);
        let mut addresses = self.ids.addresses.clone();
        strategy::create(&resource.kind, kind, &mut new, &self.now, &mut addresses);
        let causes = check_object(&resource.kind, kind, &new, None, &request.subresource);
        if !causes.is_empty() {
            let details = StatusDetails::new(&resource.group, &resource.kind, name(&new));
            return Err(Status { details: Some(details), ..Status::invalid(causes) });
        }
        let stored = kind.store(&new);
        let stored = self.to_storage(served, stored);
        self.refuse_existing(served, &stored)?;
        self.ids.addresses = addresses;
        self.ids.count(is_generated);
        let stored = if request.dry_run { stored } else { self.insert(served, stored) };
        Ok(Reply::new(201, self.respond(request, served, &stored), !request.dry_run))
    }

    fn insert(&mut self, served: &Arc<Served>, object: Value) -> Value {
        let stored = self.store.put(key_of(served, &object), object);
        self.learn_definition(&stored);
        self.establish(&stored);
        stored
    }

    /// An object is created in a namespace that is there.
    fn require_namespace(&self, request: &Request, served: &Arc<Served>) -> Result<(), Status> {
        let namespace = &request.namespace;
        if !served.resource.is_namespaced {
            return Ok(());
        }
        let found = self.store.namespace(namespace).ok_or_else(|| no_namespace(namespace))?;
        if !is_terminating(found) {
            return Ok(());
        }
        let (resource, name) = (served.resource.qualified(), &request.name);
        let message = format!(
            "{resource} \"{name}\" is forbidden: unable to create new content in namespace {namespace} because it is being terminated"
        );
        Err(Status::new(403, "Forbidden", message))
    }

    /// Writes what the server itself says of a new object; tells whether its name was generated.
    fn set_new_metadata(&self, request: &Request, served: &Arc<Served>, new: &mut Value) -> bool {
        let metadata = &mut new["metadata"];
        let prefix = text(&metadata["generateName"]).to_owned();
        let is_generated = text(&metadata["name"]).is_empty() && !prefix.is_empty();
        if is_generated {
            metadata["name"] = json!(format!("{prefix}{}", self.ids.suffix()));
        }
        metadata["uid"] = json!(self.ids.uid());
        metadata["creationTimestamp"] = json!(self.now);
        for key in NOT_TAKEN {
            remove(metadata, key);
        }
        if served.resource.is_namespaced {
            metadata["namespace"] = json!(request.namespace);
        }
        is_generated
    }

    fn refuse_existing(&self, served: &Arc<Served>, new: &Value) -> Result<(), Status> {
        let Some(known) = self.store.get(&key_of(served, new)) else { return Ok(()) };
        let dying = if is_terminating(known) { "object is being deleted: " } else { "" };
        let (resource, name) = (&served.resource, name(new));
        let message = format!("{dying}{} \"{name}\" already exists", resource.qualified());
        let details = StatusDetails::new(&resource.group, &resource.plural, name);
        Err(Status { details: Some(details), ..Status::new(409, "AlreadyExists", message) })
    }

    /// The object in the version that its kind is stored in.
    fn to_storage(&self, served: &Arc<Served>, object: Value) -> Value {
        match served.kind.storage_version(&served.resource.kind) {
            Some(version) if object["apiVersion"] != version => {
                served.kind.store(&served.kind.convert(&object, &version))
            }
            _ => object,
        }
    }
}

fn key_of(served: &Arc<Served>, object: &Value) -> crate::cluster::store::Key {
    key(served, text(&object["metadata"]["namespace"]), name(object))
}

fn no_namespace(namespace: &str) -> Status {
    let details = StatusDetails::new("", "namespaces", namespace);
    let message = format!("namespaces \"{namespace}\" not found");
    Status { details: Some(details), ..Status::new(404, "NotFound", message) }
}
