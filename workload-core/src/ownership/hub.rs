//! What changes in an object when it goes through the version that the API server works in.

use base64_text::encode;
use serde_json::{Map, Value, json};

pub(crate) mod base64_text;

/// The annotation that a DaemonSet's template generation lives in.
const TEMPLATE_GENERATION: &str = "deprecated.daemonset.template.generation";
/// Where the kinds with Pods keep their spec.
const POD_SPECS: &[(&str, &str)] = &[
    ("core.v1.Pod", "/spec"),
    ("core.v1.PodTemplate", "/template/spec"),
    ("core.v1.ReplicationController", "/spec/template/spec"),
    ("apps.v1.Deployment", "/spec/template/spec"),
    ("apps.v1.ReplicaSet", "/spec/template/spec"),
    ("apps.v1.StatefulSet", "/spec/template/spec"),
    ("apps.v1.DaemonSet", "/spec/template/spec"),
    ("batch.v1.Job", "/spec/template/spec"),
    ("batch.v1.CronJob", "/spec/jobTemplate/spec/template/spec"),
];

/// Brings a decoded object into the form that it has after a conversion to the API server's own
/// version and back.
pub(crate) fn to_hub(type_name: &str, object: &mut Value) {
    let place = POD_SPECS.iter().find(|(name, _)| *name == type_name).map(|(_, place)| place);
    if let Some(Value::Object(spec)) = place.and_then(|place| object.pointer_mut(place)) {
        service_account(spec);
    }
    match type_name {
        "core.v1.Secret" => string_data(object),
        "apps.v1.DaemonSet" => template_generation(object),
        _ => {}
    }
}

/// `serviceAccount` is an old name of `serviceAccountName`; both are written.
fn service_account(spec: &mut Map<String, Value>) {
    let name = ["serviceAccountName", "serviceAccount"].iter().find_map(|key| spec.get(*key).cloned());
    if let Some(name) = name {
        for key in ["serviceAccountName", "serviceAccount"] {
            spec.insert(key.to_owned(), name.clone());
        }
    }
}

/// `stringData` is written into `data`.
fn string_data(object: &mut Value) {
    let Some(object) = object.as_object_mut() else { return };
    let Some(Value::Object(given)) = object.remove("stringData") else { return };
    if let Value::Object(data) = object.entry("data").or_insert_with(|| json!({})) {
        for (key, value) in given {
            data.insert(key, json!(encode(value.as_str().unwrap_or_default().as_bytes())));
        }
    }
}

fn template_generation(object: &mut Value) {
    let annotations = &mut object["metadata"]["annotations"];
    let number = annotations[TEMPLATE_GENERATION].as_str().and_then(|text| text.parse::<i64>().ok());
    if !annotations.is_object() {
        *annotations = json!({});
    }
    annotations[TEMPLATE_GENERATION] = json!(number.unwrap_or(0).to_string());
}
