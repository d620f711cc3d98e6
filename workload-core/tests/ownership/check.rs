//! What the API server refuses.

use serde_json::Value;

use crate::custom_check;
use crate::immutable;
use crate::kind_check;
use crate::kinds::Kind;
use crate::meta_check;
use crate::refusal::{Cause, Refusal};
use crate::request::Request;
use crate::validator;

/// The query parameters.
pub fn options(request: &Request, _options: &str) -> Result<(), Refusal> {
    let mut causes = Vec::new();
    let is_apply = request.verb == "apply";
    let manager = request.manager_parameter.as_deref().unwrap_or_default();
    if is_apply && manager.is_empty() {
        causes.push(Cause::new("Required", "fieldManager"));
    }
    if !is_apply && request.force.is_some() && request.verb.ends_with("-patch") {
        causes.push(Cause::new("Forbidden", "force"));
    }
    if manager.len() > 128 {
        causes.push(Cause::new("TooLong", "fieldManager"));
    }
    if manager.chars().any(char::is_control) {
        causes.push(Cause::new("Invalid", "fieldManager"));
    }
    if request
        .field_validation
        .as_deref()
        .is_some_and(|mode| !["", "Ignore", "Warn", "Strict"].contains(&mode))
    {
        causes.push(Cause::new("NotSupported", "fieldValidation"));
    }
    if causes.is_empty() { Ok(()) } else { Err(Refusal::invalid(causes)) }
}

/// The body as a value; a text is YAML.
pub fn body(request: &Request) -> Result<Value, Refusal> {
    let Value::String(text) = &request.body else { return Ok(request.body.clone()) };
    let decode = |text: &str| Refusal::bad_request(format!("error decoding YAML: {text}"));
    let json: Result<Value, _> = serde_json::from_str(text);
    let value = if let Ok(value) = json {
        value
    } else {
        let text = yaml_1_1(text);
        let first = serde_yaml::Deserializer::from_str(&text).next().map(serde::Deserialize::deserialize);
        first.unwrap_or(Ok(Value::Null)).map_err(|error: serde_yaml::Error| decode(&error.to_string()))?
    };
    match value {
        Value::Null => Ok(serde_json::json!({})),
        Value::Object(_) => Ok(value),
        _ => Err(decode("cannot unmarshal into Go value of type map[string]interface {}")),
    }
}

/// Plain words that YAML 1.1 reads as booleans.
fn yaml_1_1(text: &str) -> String {
    let mut out = text.to_owned();
    for (word, value) in [("yes", "true"), ("no", "false"), ("on", "true"), ("off", "false")] {
        for end in ["}", ",", "\n"] {
            out = out.replace(&format!(": {word}{end}"), &format!(": {value}{end}"));
        }
    }
    out
}

/// A document with a key twice is refused under `Strict`.
pub fn duplicate_keys(request: &Request) -> Result<(), Refusal> {
    let Value::String(text) = &request.body else { return Ok(()) };
    if request.field_validation.as_deref() != Some("Strict") {
        return Ok(());
    }
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        Err(error) if error.to_string().contains("duplicate") => {
            Err(Refusal::bad_request(format!("error strict decoding YAML: {error}")))
        }
        _ => Ok(()),
    }
}

/// A body with a value of a wrong type cannot be decoded.
pub fn well_formed(kind: &Kind, body: &Value, is_patch: bool) -> Result<(), Refusal> {
    match (kind.is_malformed(body), is_patch) {
        (false, _) => Ok(()),
        (true, true) => Err(Refusal::invalid(vec![Cause::new("Invalid", "patch")])),
        (true, false) => Err(Refusal::bad_request("the body cannot be decoded")),
    }
}

/// Unknown fields are refused under `Strict`.
pub fn strict(request: &Request, unknown: &[String], is_patch: bool) -> Result<(), Refusal> {
    if unknown.is_empty() || request.field_validation.as_deref() != Some("Strict") {
        return Ok(());
    }
    if is_patch {
        return Err(Refusal::invalid(vec![Cause::new("Invalid", "patch")]));
    }
    Err(Refusal::bad_request(format!(
        "strict decoding error: unknown field \"{}\"",
        unknown.join("\", unknown field \"")
    )))
}

/// The causes for which an object is refused.
pub fn object(name: &str, kind: &Kind, new: &Value, live: Option<&Value>, subresource: &str) -> Vec<Cause> {
    let mut causes = meta_check::causes(new, live, name);
    if kind.is_custom() {
        custom_check::custom(kind, new, live, &mut causes);
    } else if subresource == "status" {
        let status = &new["status"]["loadBalancer"]["ingress"];
        let has_addresses = status.as_array().is_some_and(|addresses| !addresses.is_empty());
        if name == "Service" && has_addresses && new["spec"]["type"] != "LoadBalancer" {
            causes.push(Cause::new("Forbidden", "status.loadBalancer.ingress"));
        }
    } else {
        let stored = kind.store(new);
        let known = validator::causes(name, &stored, live.is_some());
        causes.extend(known.unwrap_or_else(|| kind_check::causes(name, &stored, live.is_some())));
        if let Some(live) = live {
            causes.extend(immutable::causes(name, &stored, live, subresource));
        }
    }
    causes
}
