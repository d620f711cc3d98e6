//! The defaults of HorizontalPodAutoscalers.

use serde_json::{Value, json};

use super::tools::{Object, default, inside, is_empty, within};

pub(super) fn v1(object: &mut Object) {
    within(object, "spec", |spec| default(spec, "minReplicas", 1));
}

pub(super) fn v2(object: &mut Object) {
    within(object, "spec", |spec| {
        default(spec, "minReplicas", 1);
        if is_empty(spec, "metrics") {
            spec.insert("metrics".to_owned(), json!([cpu_metric()]));
        }
        inside(spec, "behavior", |behavior| {
            let up = json!({
                "stabilizationWindowSeconds": 0,
                "selectPolicy": "Max",
                "policies": [
                    {"type": "Pods", "value": 4, "periodSeconds": 15},
                    {"type": "Percent", "value": 100, "periodSeconds": 15},
                ],
            });
            let down = json!({
                "selectPolicy": "Max",
                "policies": [{"type": "Percent", "value": 100, "periodSeconds": 15}],
            });
            rules(behavior, "scaleUp", &up);
            rules(behavior, "scaleDown", &down);
        });
    });
}

/// The metric of an autoscaler that names none.
pub(crate) fn cpu_metric() -> Value {
    json!({"type": "Resource", "resource": {"name": "cpu", "target": {"type": "Utilization", "averageUtilization": 80}}})
}

fn rules(behavior: &mut Object, key: &str, defaults: &Value) {
    within(behavior, key, |rules| {
        for (key, value) in defaults.as_object().into_iter().flatten() {
            rules.entry(key.clone()).or_insert_with(|| value.clone());
        }
    });
}
