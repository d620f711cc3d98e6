//! Defaults of autoscalers.

use serde_json::{Map, Value, json};

use super::table::Entry::{Derived, Field, Made, Typed};
use super::table::Literal::{Number, Text};
use super::table::{Fields, Type, default};
use super::values::MIN_REPLICAS;

pub(super) const AUTOSCALER: Type = &[
    Derived(from_first_version),
    Typed(
        "spec",
        &[
            Field("minReplicas", Number(MIN_REPLICAS)),
            Derived(metrics),
            Typed("behavior", &[Made("scaleUp", UP), Made("scaleDown", DOWN)]),
        ],
    ),
];

const UP: Type = &[
    Field("selectPolicy", Text("Max")),
    Field("stabilizationWindowSeconds", Number(0)),
    Derived(|rules| {
        default(
            rules,
            "policies",
            json!([
                { "type": "Pods", "value": 4, "periodSeconds": 15 },
                { "type": "Percent", "value": 100, "periodSeconds": 15 },
            ]),
        );
    }),
];
const DOWN: Type = &[
    Field("selectPolicy", Text("Max")),
    Derived(|rules| {
        default(rules, "policies", json!([{ "type": "Percent", "value": 100, "periodSeconds": 15 }]));
    }),
];

/// `autoscaling/v1` has one number where later versions have a list of metrics.
fn from_first_version(object: &mut Fields) {
    if object.get("apiVersion").and_then(Value::as_str) != Some("autoscaling/v1") {
        return;
    }
    let Some(Value::Object(spec)) = object.get_mut("spec") else { return };
    if let Some(percentage) = spec.remove("targetCPUUtilizationPercentage") {
        default(spec, "metrics", json!([cpu(&percentage)]));
    }
}

fn metrics(spec: &mut Map<String, Value>) {
    default(spec, "metrics", json!([cpu(&json!(80))]));
}

fn cpu(percentage: &Value) -> Value {
    let target = json!({ "type": "Utilization", "averageUtilization": percentage });
    json!({ "type": "Resource", "resource": { "name": "cpu", "target": target } })
}
