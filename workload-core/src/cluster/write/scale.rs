//! `/scale`: the number of replicas as an object of its own.

use serde_json::{Value, json};

use crate::cluster::api_server::ApiServer;
use crate::cluster::json::{items, name, text};
use crate::cluster::kind::Kind;
use crate::cluster::request::{Request, Verb};
use crate::cluster::status::{Status, StatusCause};
use crate::ownership::SCALE_VERSION;

/// Metadata that a scale has of its object.
const SHARED: &[&str] = &["name", "namespace", "uid", "resourceVersion", "creationTimestamp"];

impl ApiServer {
    /// The object after a write to its scale.
    pub(super) fn scaled(
        &self,
        request: &Request,
        kind: &Kind,
        live: &Value,
        body: &Value,
    ) -> Result<(Value, Vec<String>), Status> {
        let mapping = kind.scale_mapping(&request.kind, &request.api_version);
        let mapping = mapping.ok_or_else(Status::no_resource)?;
        let entries = items(&live["metadata"]["managedFields"]);
        let mut scale = scale_of(live);
        scale["metadata"]["managedFields"] = json!(mapping.to_scale(entries).unwrap_or_default());
        let changed = self.changed_scale(request, kind, &scale, body)?;
        let of_scale = items(&changed["metadata"]["managedFields"]);
        let mut new = live.clone();
        new["spec"]["replicas"] = changed["spec"]["replicas"].as_i64().unwrap_or(0).into();
        new["metadata"]["managedFields"] =
            json!(mapping.to_object(entries, of_scale, &request.api_version).unwrap_or_default());
        let version = text(&changed["metadata"]["resourceVersion"]);
        if !version.is_empty() {
            new["metadata"]["resourceVersion"] = json!(version);
        }
        Ok((new, Vec::new()))
    }

    fn changed_scale(
        &self,
        request: &Request,
        kind: &Kind,
        scale: &Value,
        body: &Value,
    ) -> Result<Value, Status> {
        let scale_kind = Kind::builtin(SCALE_VERSION, "Scale");
        let scale_request =
            Request { api_version: SCALE_VERSION.to_owned(), kind: "Scale".to_owned(), ..request.clone() };
        let (changed, _) = self.changed(&scale_request, &scale_kind, scale, body)?;
        if request.verb == Verb::Apply && kind.is_custom() {
            return Err(Status::internal(format!(
                "failed to convert new object ({}/{}; autoscaling/v1, Kind=Scale) to proper version: request to convert CR to an invalid group/version: autoscaling/v1",
                request.namespace,
                name(body)
            )));
        }
        if changed["spec"]["replicas"].as_i64().unwrap_or(0) < 0 {
            let message = "must be greater than or equal to 0";
            let cause = StatusCause::with_message("Invalid", "spec.replicas", message);
            return Err(Status::invalid(vec![cause]));
        }
        Ok(changed)
    }
}

/// The `Scale` of an object.
pub(crate) fn scale_of(object: &Value) -> Value {
    let mut metadata = json!({});
    for key in SHARED {
        if let Some(known) = object["metadata"].get(key) {
            metadata[key] = known.clone();
        }
    }
    let mut status = json!({"replicas": object["status"]["replicas"].as_i64().unwrap_or(0)});
    if let Some(selector) = selector_text(object) {
        status["selector"] = json!(selector);
    }
    json!({
        "apiVersion": SCALE_VERSION,
        "kind": "Scale",
        "metadata": metadata,
        "spec": {"replicas": object["spec"]["replicas"].as_i64().unwrap_or(0)},
        "status": status,
    })
}

/// The labels that select the Pods, in one line.
fn selector_text(object: &Value) -> Option<String> {
    let labels = object["spec"]["selector"]["matchLabels"].as_object()?;
    let pairs: Vec<_> = labels.iter().map(|(key, value)| format!("{key}={}", text(value))).collect();
    Some(pairs.join(","))
}
