//! What was sent: read as JSON or YAML, with unknown fields and keys that stand twice.

use serde_json::{Value, json};

use crate::cluster::kind::Kind;
use crate::cluster::request::Request;
use crate::cluster::status::{Status, StatusCause};
use crate::syntax::yaml::{NodeId, documents};
use crate::validate::decode::value;

/// The body as a value; a text is YAML.
pub(crate) fn decode_body(request: &Request) -> Result<Value, Status> {
    let Value::String(text) = &request.body else { return Ok(request.body.clone()) };
    let parsed = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(_) => from_yaml(text)?,
    };
    match parsed {
        Value::Null => Ok(json!({})),
        Value::Object(_) => Ok(parsed),
        _ => Err(undecodable("cannot unmarshal into Go value of type map[string]interface {}")),
    }
}

fn undecodable(why: &str) -> Status {
    Status::bad_request(format!("error decoding YAML: {why}"))
}

/// The first document of a YAML text.
fn from_yaml(text: &str) -> Result<Value, Status> {
    let Some(document) = documents(text).next() else { return Ok(Value::Null) };
    let tree = document.tree.map_err(|error| undecodable(&error.message))?;
    value(&tree, NodeId::ROOT).ok_or_else(|| undecodable("a value does not fit into JSON"))
}

/// A document with a key twice is refused under `Strict`.
pub(crate) fn refuse_duplicate_keys(request: &Request) -> Result<(), Status> {
    let Value::String(text) = &request.body else { return Ok(()) };
    if !is_strict(request) {
        return Ok(());
    }
    let has_duplicates = documents(text).any(|document| !document.duplicate_keys.is_empty());
    if has_duplicates {
        return Err(Status::bad_request("error strict decoding YAML: key already set in map"));
    }
    Ok(())
}

fn is_strict(request: &Request) -> bool {
    request.field_validation.as_deref() == Some("Strict")
}

/// A body with a value of a wrong type cannot be decoded.
pub(crate) fn refuse_malformed(kind: &Kind, body: &Value, is_patch: bool) -> Result<(), Status> {
    let is_sound = body.is_object() && (body.get("metadata").is_none_or(is_map)) && !kind.is_malformed(body);
    match (is_sound, is_patch) {
        (true, _) => Ok(()),
        (false, true) => Err(Status::invalid(vec![StatusCause::new("Invalid", "patch")])),
        (false, false) => Err(Status::bad_request("the body cannot be decoded")),
    }
}

fn is_map(value: &Value) -> bool {
    value.is_object() || value.is_null()
}

/// Unknown fields are refused under `Strict`, told under `Warn` and passed over under `Ignore`.
pub(crate) fn refuse_unknown(
    request: &Request,
    unknown: &[String],
    is_patch: bool,
) -> Result<Vec<String>, Status> {
    let messages: Vec<_> = unknown.iter().map(|field| format!("unknown field \"{field}\"")).collect();
    match request.field_validation.as_deref() {
        _ if unknown.is_empty() => Ok(messages),
        Some("Strict") => Err(refused(&format!("strict decoding error: {}", messages.join(", ")), is_patch)),
        Some("Ignore") => Ok(Vec::new()),
        _ => Ok(messages),
    }
}

/// What strict decoding answers: of a patch that the patch is invalid, of a whole object a bad request.
fn refused(message: &str, is_patch: bool) -> Status {
    if is_patch {
        Status::invalid(vec![StatusCause::with_message("Invalid", "patch", message)])
    } else {
        Status::bad_request(message.to_owned())
    }
}
