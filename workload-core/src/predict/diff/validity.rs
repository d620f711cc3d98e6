//! Whether the new object is one that the API server would take on its own.
//!
//! An update is validated as a whole new object before anything is compared with the old one.
//! Errors that the old object has as well are no news, and do not count.

use serde_json::{Value, json};

use super::object_diff::ObjectDiff;
use super::refusal::Refusal;
use super::retention::is_generated;
use super::verdict::{Verdict, forbidden};
use crate::syntax::yaml::documents;
use crate::validate::document::{Skipped, check_document};
use crate::validate::field_error::{ErrorType, FieldError};

/// What the server looks at only when an object is made.
const CREATE_ONLY: [&str; 1] = ["annotations.kubernetes.io/ingress.class"];

/// The errors of the new object that the old one does not have, by the field's path.
pub(super) fn errors(diff: &ObjectDiff) -> Vec<(String, Verdict)> {
    let found = check(diff.given_new);
    if found.is_empty() {
        return Vec::new();
    }
    let before = check(diff.given_old);
    let is_new = |error: &&FieldError| {
        let path = error.path.to_string();
        let is_old = before.iter().any(|old| old.path == error.path && old.error_type == error.error_type);
        let is_filled_in = error.error_type == ErrorType::Required && is_generated(diff.object, &path);
        !is_old && !is_filled_in && !CREATE_ONLY.contains(&path.as_str())
    };
    found.iter().filter(is_new).map(|error| (error.path.to_string(), refused(diff, error))).collect()
}

fn check(object: &Value) -> Vec<FieldError> {
    let text = object.to_string();
    let trees: Vec<_> = documents(&text).filter_map(|document| document.tree.ok()).collect();
    let checked: Vec<_> = trees.iter().flat_map(|tree| check_document(tree, &[])).collect();
    if checked.iter().any(|checked| checked.skipped == Some(Skipped::Kind)) {
        return metadata(object).map(|stand_in| check(&stand_in)).unwrap_or_default();
    }
    checked.into_iter().flat_map(|checked| checked.errors).collect()
}

/// A ConfigMap with the same metadata, which is checked alike in every kind; names differ.
fn metadata(object: &Value) -> Option<Value> {
    let mut metadata = object.get("metadata")?.as_object()?.clone();
    metadata.remove("generateName");
    metadata.remove("namespace");
    metadata.insert("name".to_owned(), Value::from("a"));
    Some(json!({ "apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata }))
}

fn refused(diff: &ObjectDiff, error: &FieldError) -> Verdict {
    let note = "The whole new object is validated before it is compared with the old one.";
    let verdict = forbidden(refusal(diff, error), format!("{}. {note}", error.message));
    match &error.help {
        Some(help) => verdict.commands([format!("# {help}")]),
        None => verdict,
    }
}

/// In the server's form; the last part of the sentence is that of `workload validate`.
fn refusal(diff: &ObjectDiff, error: &FieldError) -> Refusal {
    let path = error.path.to_string();
    let value = || diff.given_new.pointer(&pointer(&path));
    let words = match error.error_type {
        ErrorType::Required => return Refusal::required(&path),
        ErrorType::Forbidden => return Refusal::forbidden(&path, &error.message),
        ErrorType::Invalid => return Refusal::invalid(&path, value(), &error.message),
        ErrorType::UnknownField => format!("strict decoding error: unknown field \"{path}\""),
        ErrorType::Unsupported => return valued(&path, "Unsupported value", value()),
        ErrorType::Duplicate => return valued(&path, "Duplicate value", value()),
        ErrorType::NotFound => return valued(&path, "Not found", value()),
        ErrorType::TooLong => return Refusal::Field(format!("{path}: Too long: {}", error.message)),
        ErrorType::TooMany => return Refusal::Field(format!("{path}: Too many: {}", error.message)),
        _ => format!("{path}: {}", error.message),
    };
    let kind = &diff.object.kind;
    let version = diff.object.api_version.rsplit('/').next().unwrap_or_default();
    Refusal::Request(format!("{kind} in version \"{version}\" cannot be handled as a {kind}: {words}"))
}

fn valued(path: &str, what: &str, value: Option<&Value>) -> Refusal {
    let value = value.map_or_else(String::new, Value::to_string);
    Refusal::Field(format!("{path}: {what}: {value}"))
}

/// The JSON pointer of a path without keys in brackets: `spec.containers[0]` is `/spec/containers/0`.
fn pointer(path: &str) -> String {
    format!("/{}", path.replace(['.', '['], "/").replace(']', ""))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{refusal, the};

    const POD: &str =
        "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: 'a:1'}]}}";

    #[test]
    fn an_invalid_new_object_is_refused() {
        let change = the(POD, "image: 'a:1'", "imag: 'a:1'");
        assert!(
            refusal(&change).contains("strict decoding error: unknown field \"spec.containers[0].imag\"")
        );
        let change = the(POD, "{name: a, image: 'a:1'}", "{name: A, image: 'a:1'}");
        assert!(refusal(&change).contains("spec.containers[0].name: Invalid value: \"A\""));
    }

    #[test]
    fn metadata_is_checked_in_every_kind() {
        let shop = "{apiVersion: example.org/v1, kind: Shop, metadata: {name: a, labels: {a: b}}}";
        assert!(refusal(&the(shop, "a: b", "a: x y")).contains("metadata.labels: Invalid value"));
        assert!(!the(shop, "a: b", "a: c").is_forbidden());
    }

    #[test]
    fn an_error_that_was_there_is_no_news() {
        let broken = POD.replace("image: 'a:1'", "imag: 'a:1'");
        let change = the(&broken, "{name: a}, spec", "{name: a, labels: {a: b}}, spec");
        assert!(!change.is_forbidden());
    }
}
