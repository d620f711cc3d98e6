//! The options and preconditions of a deletion.

use serde_json::Value;

use crate::cluster::request::Request;
use crate::cluster::status::{Status, StatusCause};

const POLICIES: &[&str] = &["Foreground", "Background", "Orphan"];

/// The propagation policy is one that there is, given in one way.
pub(crate) fn check_options(options: &Value) -> Result<(), Status> {
    let field = "propagationPolicy";
    let policy = options[field].as_str();
    if options["orphanDependents"].is_boolean() && policy.is_some() {
        let message = "orphanDependents and deletionPropagation cannot be both set";
        return Err(Status::invalid(vec![StatusCause::with_message("Invalid", field, message)]));
    }
    if policy.is_some_and(|policy| !POLICIES.contains(&policy)) {
        let message = "supported values: \"Foreground\", \"Background\", \"Orphan\", \"nil\"";
        return Err(Status::invalid(vec![StatusCause::with_message("NotSupported", field, message)]));
    }
    Ok(())
}

/// The object is the one that the request means.
pub(crate) fn check_preconditions(request: &Request, live: &Value) -> Result<(), Status> {
    for (key, text) in [("uid", "UID"), ("resourceVersion", "ResourceVersion")] {
        let (wanted, found) = (&request.body["preconditions"][key], &live["metadata"][key]);
        if wanted.is_string() && wanted != found {
            let (kind, name) = (&request.kind, &request.name);
            return Err(Status::conflict(format!(
                "Operation cannot be fulfilled on {kind} \"{name}\": the {text} in the precondition ({}) does not match the {text} in record ({}). The object might have been deleted and then recreated",
                wanted.as_str().unwrap_or_default(),
                found.as_str().unwrap_or_default(),
            )));
        }
    }
    Ok(())
}
