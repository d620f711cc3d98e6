//! Lists, and deletions of all that is listed.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::cluster::http::call::Call;
use crate::cluster::http::represent;
use crate::cluster::json::{name, namespace};
use crate::cluster::registry::Served;
use crate::cluster::request::Request;
use crate::cluster::selectors::Selectors;
use crate::cluster::state::State;
use crate::cluster::status::Status;
use crate::cluster::store::Key;

/// Where a list goes on: the version that it is of, and the last object that was given.
struct Continue {
    version: u64,
    last: (String, String),
}

impl Continue {
    fn parse(token: &str) -> Option<Self> {
        let mut parts = token.splitn(3, '~');
        let version = parts.next()?.parse().ok()?;
        Some(Self { version, last: (parts.next()?.to_owned(), parts.next()?.to_owned()) })
    }
}

/// A GET of a collection.
pub(super) fn list(state: &State, served: &Arc<Served>, place: &str, call: &Call) -> Result<Value, Status> {
    let selectors = call.selectors(served)?;
    let start = match call.query.get("continue") {
        None => None,
        Some(token) => Some(continued(state, token)?),
    };
    let version = start.as_ref().map_or_else(|| state.api.store.version(), |start| start.version);
    let mut found = selected(state, served, place, &selectors);
    if let Some(start) = &start {
        found.retain(|object| position(object) > (start.last.0.as_str(), start.last.1.as_str()));
    }
    let mut meta = json!({"resourceVersion": version.to_string()});
    let limit = call.query.number("limit").and_then(|limit| usize::try_from(limit).ok()).unwrap_or(0);
    if limit > 0 && found.len() > limit {
        let rest = found.split_off(limit);
        let (namespace, name) = found.last().map(position).unwrap_or_default();
        meta["continue"] = json!(format!("{version}~{namespace}~{name}"));
        if selectors.is_empty() {
            meta["remainingItemCount"] = json!(rest.len());
        }
    }
    Ok(represent::list(call.accept, served, found, meta, &state.api.now))
}

fn continued(state: &State, token: &str) -> Result<Continue, Status> {
    let start = Continue::parse(token).ok_or_else(|| Status::bad_request("continue key is not valid"))?;
    if state.api.store.changes_after(start.version).is_none() {
        return Err(Status::expired(
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.",
        ));
    }
    Ok(start)
}

fn position(object: &Value) -> (&str, &str) {
    (namespace(object), name(object))
}

/// The objects that are selected, in the version of the address.
pub(super) fn selected(
    state: &State,
    served: &Arc<Served>,
    place: &str,
    selectors: &Selectors,
) -> Vec<Value> {
    let (resource, version) = (served.resource.qualified(), served.resource.api_version());
    let objects = state.api.store.list(&resource, place);
    let objects = objects.map(|(_, object)| served.kind.convert(object, &version));
    objects.filter(|object| selectors.selects(object)).collect()
}

/// A DELETE of a collection: each object is deleted by itself.
pub(super) fn delete(
    state: &mut State,
    served: &Arc<Served>,
    request: &Request,
    call: &Call,
) -> Result<Value, Status> {
    let found = selected(state, served, &request.namespace, &call.selectors(served)?);
    for object in &found {
        let Key { namespace, name, .. } = Key::of("", object);
        let one = Request { namespace, name, ..request.clone() };
        state.api.handle(&one)?;
    }
    let meta = json!({"resourceVersion": state.api.store.version().to_string()});
    Ok(represent::list(call.accept, served, found, meta, &state.api.now))
}
