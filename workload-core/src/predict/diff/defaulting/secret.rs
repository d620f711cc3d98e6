//! Defaults of Secrets.

use k8s_openapi::ByteString;
use serde_json::{Map, Value};

use super::fields::{default, within};

/// `stringData` is written into `data`, where it wins.
pub(super) fn secret(object: &mut Map<String, Value>) {
    default(object, "type", "Opaque");
    let Some(Value::Object(texts)) = object.remove("stringData") else { return };
    within(object, "data", |data| {
        for (key, text) in texts {
            let bytes = text.as_str().unwrap_or_default().as_bytes();
            // Bytes have a form, which is base64.
            data.insert(key, serde_json::to_value(ByteString(bytes.to_vec())).unwrap_or_default());
        }
    });
}
