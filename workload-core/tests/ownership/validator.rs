//! The crate's own validator, over objects of the kinds that it knows.

use serde_json::{Value, json};
use workload_core::syntax::yaml::documents;
use workload_core::validate::document::check_document;
use workload_core::validate::field_error::ErrorType;

use crate::refusal::Cause;

/// The causes for which the API server refuses a built-in object, however it came about; nothing for
/// a kind that the validator does not know.
pub fn causes(name: &str, object: &Value, is_change: bool) -> Option<Vec<Cause>> {
    let mut causes = match name {
        "Job" => job(object)?,
        _ => check(object)?,
    };
    if is_change {
        causes.retain(|cause| cause.field != "spec.ephemeralContainers");
    }
    consequences(name, object, &mut causes);
    // A change of these has its spec checked twice.
    if is_change && ["Job", "PersistentVolume"].contains(&name) {
        causes.extend(causes.clone());
    }
    match name {
        "Job" => generated_selector(object, &mut causes),
        "PodTemplate" => gates(object, &mut causes),
        _ => {}
    }
    metadata(object, is_change, &mut causes);
    Some(causes)
}

/// The validator does not tell of errors that follow from others; the server does.
fn consequences(name: &str, object: &Value, causes: &mut Vec<Cause>) {
    let mut more = Vec::new();
    let spec = &object["spec"];
    for cause in causes.iter() {
        let is = |reason: &str| cause.reason == format!("FieldValue{reason}");
        let field = cause.field.as_str();
        if is("Required") && field == "spec.capacity" {
            more.push(Cause::new("NotSupported", field));
        }
        if is("Required") && field == "spec.selector" && spec.get("template").is_some() && name != "Job" {
            more.push(Cause::new("Invalid", "spec.template.metadata.labels"));
        }
        if is("Required") && field == "spec.maxReplicas" && name == "HorizontalPodAutoscaler" {
            more.push(Cause::new("Invalid", field));
        }
        let is_mount = field.contains(".volumeDevices[") || field.contains(".volumeMounts[");
        if is("Required") && is_mount && field.ends_with("].name") {
            more.push(Cause::new("NotFound", field));
        }
        if is("Invalid") && name == "Service" && field.ends_with("].port") {
            let pointer = format!("/{}", field.replace(['.', '['], "/").replace(']', ""));
            if object.pointer(&pointer.replace("/port", "/targetPort").replacen("targetPorts", "ports", 1))
                == Some(&json!(0))
            {
                more.push(Cause::new("Invalid", field.replace("].port", "].targetPort")));
            }
        }
    }
    causes.extend(more);
}

/// Metadata is checked by the server and by the kind, and a change of it as such too.
fn metadata(object: &Value, is_change: bool, causes: &mut Vec<Cause>) {
    let owners: Vec<Cause> =
        causes.iter().filter(|cause| cause.field.starts_with("metadata.ownerReferences")).cloned().collect();
    if is_change {
        (0..3).for_each(|_| causes.extend(owners.clone()));
    }
    let wrong = causes.iter().filter(|cause| cause.field == "metadata.annotations").count();
    if wrong > 0 {
        causes.retain(|cause| cause.field != "metadata.annotations");
        let keys = object["metadata"]["annotations"].as_object().into_iter().flatten().map(|(key, _)| key);
        let messages = keys.map(|key| qualified_name_messages(key)).sum::<usize>().max(wrong);
        causes.extend(vec![Cause::new("Invalid", "metadata.annotations"); messages]);
    }
}

/// How many messages the server has for a name such as `example.com/name`.
fn qualified_name_messages(text: &str) -> usize {
    let (prefix, name) = text.split_once('/').map_or((None, text), |(prefix, name)| (Some(prefix), name));
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let is_sound = name.starts_with(is_word) && name.ends_with(is_word);
    let plain = name.chars().all(|c| is_word(c) || "-_.".contains(c));
    usize::from(prefix == Some("")) + usize::from(name.is_empty()) + usize::from(!is_sound || !plain)
}

/// Each gate is a name, and a wrong one may have several messages.
fn gates(object: &Value, causes: &mut Vec<Cause>) {
    for (place, gate) in
        object["template"]["spec"]["schedulingGates"].as_array().into_iter().flatten().enumerate()
    {
        let field = format!("template.spec.schedulingGates[{place}]");
        let messages = qualified_name_messages(gate["name"].as_str().unwrap_or_default());
        if messages > 1 {
            causes.extend(vec![Cause::new("Invalid", field); messages - 1]);
        }
    }
}

/// Jobs are checked before they get their selector; here they have it.
fn job(object: &Value) -> Option<Vec<Cause>> {
    let own = |field: &str| field == "spec.selector" || field.starts_with("spec.template.metadata.labels");
    let mut causes: Vec<Cause> = check(object)?.into_iter().filter(|cause| !own(&cause.field)).collect();
    let spec = &object["spec"];
    if spec["selector"].is_null() {
        causes.push(Cause::new("Required", "spec.selector"));
    }
    if !matches(object, &spec["template"]["metadata"]["labels"]) {
        causes.push(Cause::new("Invalid", "spec.template.metadata.labels"));
    }
    Some(causes)
}

fn matches(job: &Value, labels: &Value) -> bool {
    let wanted = job["spec"]["selector"]["matchLabels"].as_object();
    wanted.is_some_and(|wanted| wanted.iter().all(|(key, value)| labels.get(key) == Some(value)))
}

/// The selector that the server made, and the labels of the template that go with it.
fn generated_selector(job: &Value, causes: &mut Vec<Cause>) {
    let (spec, metadata) = (&job["spec"], &job["metadata"]);
    let labels = &spec["template"]["metadata"]["labels"];
    if spec["manualSelector"] == true || spec["selector"].is_null() {
        return;
    }
    let expected = json!({
        "controller-uid": metadata["uid"],
        "job-name": metadata["name"],
        "batch.kubernetes.io/controller-uid": metadata["uid"],
        "batch.kubernetes.io/job-name": metadata["name"],
    });
    for (key, value) in expected.as_object().into_iter().flatten() {
        let field = format!("spec.template.metadata.labels[{key}]");
        match labels.get(key) {
            None => causes.push(Cause::new("Required", field)),
            Some(given) if given != value => causes.push(Cause::new("Invalid", field)),
            Some(_) => {}
        }
    }
    if !matches(job, &expected) {
        causes.push(Cause::new("Invalid", "spec.selector"));
    }
}

/// What the validator says; nothing of a kind that it does not know.
fn check(object: &Value) -> Option<Vec<Cause>> {
    let mut object = object.clone();
    object["metadata"].as_object_mut().unwrap().remove("managedFields");
    object.as_object_mut().unwrap().remove("status");
    let text = object.to_string();
    let mut causes = Vec::new();
    for document in documents(&text) {
        let Ok(tree) = &document.tree else { continue };
        for checked in check_document(tree, &document.duplicate_keys) {
            if checked.skipped.is_some() {
                return None;
            }
            for error in &checked.errors {
                if let Some(reason) = reason(error.error_type) {
                    causes.push(Cause::new(reason, error.path.to_string()));
                }
            }
        }
    }
    Some(causes)
}

/// The server's word for an error; none for those of decoding, which are over by now.
fn reason(error: ErrorType) -> Option<&'static str> {
    Some(match error {
        ErrorType::Required => "Required",
        ErrorType::Invalid => "Invalid",
        ErrorType::Unsupported => "NotSupported",
        ErrorType::Duplicate => "Duplicate",
        ErrorType::NotFound => "NotFound",
        ErrorType::Forbidden => "Forbidden",
        ErrorType::TooLong => "TooLong",
        ErrorType::TooMany => "TooMany",
        _ => return None,
    })
}
