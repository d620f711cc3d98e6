//! From an address to an answer.

use std::sync::Arc;

use http::Method;
use serde_json::{Value, json};

use crate::cluster::access::{self, Attempt};
use crate::cluster::http::accept::Accept;
use crate::cluster::http::address::{Address, ObjectAddress};
use crate::cluster::http::call::Call;
use crate::cluster::http::watch::Watch;
use crate::cluster::http::{collection, discovery, openapi, represent};
use crate::cluster::json::{name, uid};
use crate::cluster::registry::Served;
use crate::cluster::request::{Request, Verb};
use crate::cluster::state::{Shared, State};
use crate::cluster::status::Status;

/// What is answered.
pub(crate) enum Answer {
    /// A code, JSON, and warnings.
    Json(u16, Value, Vec<String>),
    /// A plain text.
    Text(String),
    /// Events.
    Watch(Watch),
}

impl Answer {
    fn ok(value: Value) -> Self {
        Self::Json(200, value, Vec::new())
    }
}

/// Answers a call.
pub(crate) fn dispatch(
    shared: &Arc<Shared>,
    state: &mut State,
    path: &str,
    call: &Call,
) -> Result<Answer, Status> {
    match Address::parse(path) {
        Some(Address::Objects(address)) if is_review(&address) => {
            Ok(Answer::Json(201, access::review(&state.denied, &call.body()?), Vec::new()))
        }
        Some(Address::Objects(address)) => objects(shared, state, &address, call),
        Some(address) => describe(state, address).ok_or_else(Status::no_resource),
        None => Err(Status::no_resource()),
    }
}

/// What is served, and how the server is.
fn describe(state: &State, address: Address) -> Option<Answer> {
    let registry = &state.api.registry;
    let json = match address {
        Address::Version => discovery::version(),
        Address::Health => return Some(Answer::Text("ok".to_owned())),
        Address::CoreVersions => discovery::core_versions(),
        Address::Groups => discovery::groups(registry),
        Address::Group(group) => discovery::group(registry, &group)?,
        Address::Resources(group, version) => discovery::resources(registry, &group, &version)?,
        Address::OpenApiV2 => openapi::v2(),
        Address::OpenApiV3 => openapi::index(registry),
        Address::OpenApiDocument(group, version) => openapi::document(registry, &group, &version)?,
        Address::Objects(_) => return None,
    };
    Some(Answer::ok(json))
}

/// Whether somebody asks what is allowed.
fn is_review(address: &ObjectAddress) -> bool {
    address.group == "authorization.k8s.io" && address.plural == "selfsubjectaccessreviews"
}

/// What a call wants to do.
fn attempt(address: &ObjectAddress, call: &Call) -> Attempt {
    let is_collection = address.name.is_empty();
    let verb = match call.method {
        Method::GET if call.query.is_true("watch") => "watch",
        Method::GET if is_collection => "list",
        Method::GET => "get",
        Method::POST => "create",
        Method::PUT => "update",
        Method::DELETE if is_collection => "deletecollection",
        Method::DELETE => "delete",
        _ => "patch",
    };
    let resource = match address.subresource.as_str() {
        "" => address.plural.clone(),
        subresource => format!("{}/{subresource}", address.plural),
    };
    Attempt {
        verb: verb.to_owned(),
        group: address.group.clone(),
        resource,
        namespace: address.namespace.clone(),
        name: address.name.clone(),
    }
}

fn objects(
    shared: &Arc<Shared>,
    state: &mut State,
    address: &ObjectAddress,
    call: &Call,
) -> Result<Answer, Status> {
    let served = state.api.registry.of_address(&address.group, &address.version, &address.plural).cloned();
    let served = served.ok_or_else(Status::no_resource)?;
    if !address.subresource.is_empty() && !served.resource.has(&address.subresource) {
        return Err(Status::no_resource());
    }
    access::refuse(&state.denied, &attempt(address, call))?;
    if !address.name.is_empty() {
        return one(state, &served, address, call);
    }
    match call.method {
        Method::GET if call.query.is_true("watch") => {
            Ok(Answer::Watch(Watch::new(shared, state, &served, &address.namespace, call)?))
        }
        Method::GET => Ok(Answer::ok(collection::list(state, &served, &address.namespace, call)?)),
        Method::DELETE => {
            let request = call.request(address, &served)?;
            Ok(Answer::ok(collection::delete(state, &served, &request, call)?))
        }
        _ => write(state, &served, &call.request(address, &served)?, call.accept),
    }
}

/// A call about one object.
fn one(
    state: &mut State,
    served: &Arc<Served>,
    address: &ObjectAddress,
    call: &Call,
) -> Result<Answer, Status> {
    let request = call.request(address, served)?;
    match (address.subresource.as_str(), &call.method) {
        ("log", _) => {
            state.api.handle(&request)?;
            let log = state.logs.get(&(request.namespace, request.name));
            Ok(Answer::Text(log.cloned().unwrap_or_default()))
        }
        ("eviction", &Method::POST) => state.evict(&request).map(Answer::ok),
        ("finalize", &Method::PUT) => state.finalize(&request).map(Answer::ok),
        _ => write(state, served, &request, call.accept),
    }
}

/// A read or a write of one object.
fn write(
    state: &mut State,
    served: &Arc<Served>,
    request: &Request,
    accept: Accept,
) -> Result<Answer, Status> {
    let before = (request.verb == Verb::Delete)
        .then(|| state.api.object(&request.api_version, &request.kind, &request.namespace, &request.name))
        .flatten()
        .cloned();
    let reply = state.api.handle(request)?;
    if reply.object.is_null() {
        let before = before.unwrap_or_default();
        return Ok(Answer::ok(deleted(served, &before)));
    }
    let is_scale = request.subresource == "scale";
    let object = match is_scale {
        true if request.verb == Verb::Get => reply.object,
        true => crate::cluster::write::scale_of(&reply.object),
        false => represent::object(accept, served, reply.object, &state.api.now),
    };
    Ok(Answer::Json(reply.code, object, reply.warnings))
}

/// The answer to a deletion after which nothing is left.
fn deleted(served: &Served, object: &Value) -> Value {
    let mut details = json!({"name": name(object), "kind": served.resource.plural, "uid": uid(object)});
    if !served.resource.group.is_empty() {
        details["group"] = json!(served.resource.group);
    }
    json!({"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Success", "details": details})
}
