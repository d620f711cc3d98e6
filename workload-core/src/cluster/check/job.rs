//! What the API server checks of a Job's selector, which it makes itself.

use serde_json::{Value, json};

use crate::cluster::status::StatusCause;

/// Jobs are checked before they get their selector; here they have it.
pub(super) fn selector(job: &Value, causes: &mut Vec<StatusCause>) {
    let own = |field: &str| field == "spec.selector" || field.starts_with("spec.template.metadata.labels");
    causes.retain(|cause| !own(&cause.field));
    let spec = &job["spec"];
    if spec["selector"].is_null() {
        causes.push(StatusCause::new("Required", "spec.selector"));
    }
    if !matches(job, &spec["template"]["metadata"]["labels"]) {
        let message = "`selector` does not match template `labels`";
        causes.push(StatusCause::with_message("Invalid", "spec.template.metadata.labels", message));
    }
}

fn matches(job: &Value, labels: &Value) -> bool {
    let wanted = job["spec"]["selector"]["matchLabels"].as_object();
    wanted.is_some_and(|wanted| wanted.iter().all(|(key, value)| labels.get(key) == Some(value)))
}

/// The selector that the server made, and the labels of the template that go with it.
pub(super) fn generated_selector(job: &Value, causes: &mut Vec<StatusCause>) {
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
            None => causes.push(StatusCause::new("Required", field)),
            Some(given) if given != value => causes.push(StatusCause::new("Invalid", field)),
            Some(_) => {}
        }
    }
    if !matches(job, &expected) {
        causes.push(StatusCause::with_message("Invalid", "spec.selector", "`selector` not auto-generated"));
    }
}
