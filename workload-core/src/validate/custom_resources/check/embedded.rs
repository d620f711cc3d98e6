//! A whole object inside a custom resource: it names its API version and kind, and its metadata
//! is well-formed.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde::Deserialize as _;
use serde_json::{Map, Value};

use crate::k8s::values::{check_label, check_path_segment};
use crate::syntax::yaml::PathBuilder;
use crate::validate::api_server::embedded_metadata;
use crate::validate::field_error::{ErrorType, FieldErrors};

/// Adds what is wrong with the object's own fields; `metadata` may be missing, its name is not checked.
pub(super) fn check(fields: &Map<String, Value>, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    for name in ["apiVersion", "kind"] {
        let field = at.field(name);
        match fields.get(name) {
            None => {
                errors.required(&field, format!("an embedded object needs `{name}`"));
            }
            Some(Value::String(text)) if text.is_empty() => {
                errors.required(&field, format!("`{name}` of an embedded object is empty"));
            }
            Some(Value::String(text)) => well_formed(name, text, &field, errors),
            Some(_) => {}
        }
    }
    if let Some(metadata) = fields.get("metadata") {
        self::metadata(metadata, &at.field("metadata"), errors);
    }
}

fn well_formed(name: &str, text: &str, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    let malformed = match name {
        "apiVersion" => text.split('/').count() > 2,
        _ => check_label(&text.to_ascii_lowercase(), "a kind").is_err(),
    };
    if malformed || check_path_segment(&text.replace('/', "-"), "a name").is_err() {
        errors.invalid(at, format!("`{text}` is no `{name}`"));
    }
}

fn metadata(metadata: &Value, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    if let Ok(meta) = ObjectMeta::deserialize(metadata) {
        embedded_metadata(&meta, at, errors);
        return;
    }
    let Some(fields) = metadata.as_object() else {
        errors.add(ErrorType::Type, at, "expected a map, the metadata of an object");
        return;
    };
    let does_not_fit = |(key, value): &(&String, &Value)| {
        ObjectMeta::deserialize(Value::Object([((*key).clone(), (*value).clone())].into_iter().collect()))
            .is_err()
    };
    for (key, _) in fields.iter().filter(does_not_fit) {
        let message = format!("the value does not fit `{key}` of an object's metadata");
        errors.add(ErrorType::Type, &at.field(key), message);
    }
}
