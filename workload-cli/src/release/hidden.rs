//! Objects as they are kept: with hashes in place of the data of Secrets.

use k8s_openapi::ByteString;
use serde_json::{Map, Value, json};

use super::digest::digest;

/// What a hash begins with.
const PREFIX: &str = "sha256:";

/// The annotation of `kubectl apply`, which repeats the data.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Whether an object is a Secret.
pub(crate) fn is_secret(object: &Value) -> bool {
    object["kind"] == "Secret" && object["apiVersion"] == "v1"
}

/// The object with hashes in place of a Secret's data; other objects as they are.
pub(crate) fn hidden(object: &Value, salt: &str) -> Value {
    let mut object = object.clone();
    if !is_secret(&object) {
        return object;
    }
    let data: Map<String, Value> = data_of(&object)
        .into_iter()
        .map(|(key, value)| (key, json!(format!("{PREFIX}{}", digest(salt, &value)))))
        .collect();
    if let Some(map) = object.as_object_mut() {
        map.remove("stringData");
        map.insert("data".to_owned(), Value::Object(data));
    }
    if let Some(annotations) = object.pointer_mut("/metadata/annotations").and_then(Value::as_object_mut) {
        annotations.remove(LAST_APPLIED);
    }
    object
}

/// The data of a Secret by key, as bytes.
pub(crate) fn data_of(secret: &Value) -> Vec<(String, Vec<u8>)> {
    let entries = |field: &str| secret[field].as_object().cloned().unwrap_or_default();
    let mut found = entries("data");
    let texts = entries("stringData");
    let bytes = |value: &Value| {
        let decoded = serde_json::from_value::<ByteString>(value.clone());
        // What is no base64 is refused by the API server, and told apart by its text until then.
        decoded.map_or_else(|_| value.to_string().into_bytes(), |bytes| bytes.0)
    };
    found.retain(|key, _| !texts.contains_key(key));
    let plain = |value: &Value| value.as_str().unwrap_or_default().as_bytes().to_vec();
    let decoded = found.iter().map(|(key, value)| (key.clone(), bytes(value)));
    decoded.chain(texts.iter().map(|(key, value)| (key.clone(), plain(value)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_base64_of_one_value_have_one_hash_and_nothing_is_in_clear() {
        let secret = |field: &str, value: &str| {
            json!({
                "apiVersion": "v1", "kind": "Secret", field: {"password": value},
                "metadata": {"name": "a", "annotations": {LAST_APPLIED: value}},
            })
        };
        let [text, bytes] =
            [hidden(&secret("stringData", "hunter2"), "s"), hidden(&secret("data", "aHVudGVyMg=="), "s")];
        assert_eq!(text, bytes);
        assert!(text["data"]["password"].as_str().unwrap().starts_with(PREFIX));
        assert!(!text.to_string().contains("hunter2") && !bytes.to_string().contains("aHVudGVyMg"));
        let other = json!({"apiVersion": "v1", "kind": "ConfigMap", "data": {"a": "b"}});
        assert_eq!(hidden(&other, "s"), other);
    }
}
