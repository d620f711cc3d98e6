//! What must hold of a request before it is looked at: the address and the body name one object.

use std::sync::Arc;

use serde_json::Value;

use crate::cluster::json::text;
use crate::cluster::kind::is_created_by_put;
use crate::cluster::registry::Served;
use crate::cluster::request::Request;
use crate::cluster::status::Status;

/// The namespace of a body is that of the address.
pub(super) fn check_namespace(request: &Request, served: &Arc<Served>, body: &Value) -> Result<(), Status> {
    let given = text(&body["metadata"]["namespace"]);
    if served.resource.is_namespaced && !given.is_empty() && given != request.namespace {
        let message = "the namespace of the provided object does not match the namespace sent on the request";
        return Err(Status::bad_request(message));
    }
    Ok(())
}

/// The name of a body is that of the address.
pub(super) fn check_name(new: &Value, name: &str) -> Result<(), Status> {
    let given = text(&new["metadata"]["name"]);
    if given.is_empty() {
        return Err(Status::bad_request(format!(
            "the name of the object ({name} based on URL) was undeterminable: name must be provided"
        )));
    }
    if given != name {
        return Err(Status::bad_request(format!(
            "the name of the object ({given}) does not match the name on the URL ({name})"
        )));
    }
    Ok(())
}

/// What a PUT must say.
pub(super) fn check_put(
    request: &Request,
    served: &Arc<Served>,
    body: &Value,
    live: Option<&Value>,
) -> Result<(), Status> {
    let given = text(&body["apiVersion"]);
    if given != request.api_version && request.subresource != "scale" {
        return Err(Status::bad_request(format!(
            "the API version in the data ({given}) does not match the expected API version ({})",
            request.api_version
        )));
    }
    check_namespace(request, served, body)?;
    check_name(body, &request.name)?;
    let uid = text(&body["metadata"]["uid"]);
    match live {
        Some(live) if !uid.is_empty() && live["metadata"]["uid"] != uid => Err(conflict(
            served,
            &request.name,
            &format!("StorageError: invalid object, Code: 4, UID in precondition: {uid}"),
        )),
        None if !uid.is_empty() && is_created_by_put(&request.kind) => Err(conflict(
            served,
            &request.name,
            &format!("Precondition failed: UID in precondition: {uid}, UID in object meta: "),
        )),
        _ => Ok(()),
    }
}

/// 409: the object is not what the request takes it for.
pub(super) fn conflict(served: &Arc<Served>, name: &str, why: &str) -> Status {
    let resource = served.resource.qualified();
    Status::conflict(format!("Operation cannot be fulfilled on {resource} \"{name}\": {why}"))
}
