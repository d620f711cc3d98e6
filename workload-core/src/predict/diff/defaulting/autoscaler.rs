//! Defaults of autoscalers.

use serde_json::{Map, Value, json};

use super::fields::{default, inside};

type Fields = Map<String, Value>;

pub(super) fn autoscaler(object: &mut Fields) {
    let is_first_version = object.get("apiVersion").and_then(Value::as_str) == Some("autoscaling/v1");
    inside(object, "spec", |spec| {
        default(spec, "minReplicas", 1);
        if is_first_version {
            from_first_version(spec);
        }
        default(spec, "metrics", json!([cpu(&json!(80))]));
        inside(spec, "behavior", |behavior| {
            for direction in ["scaleUp", "scaleDown"] {
                inside(behavior, direction, |rules| default(rules, "selectPolicy", "Max"));
            }
        });
    });
}

/// `autoscaling/v1` has one number where later versions have a list of metrics.
fn from_first_version(spec: &mut Fields) {
    if let Some(percentage) = spec.remove("targetCPUUtilizationPercentage") {
        default(spec, "metrics", json!([cpu(&percentage)]));
    }
}

fn cpu(percentage: &Value) -> Value {
    let target = json!({ "type": "Utilization", "averageUtilization": percentage });
    json!({ "type": "Resource", "resource": { "name": "cpu", "target": target } })
}
