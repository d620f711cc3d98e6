//! Defaults of autoscalers.

use serde_json::{Value, json};

use super::table::Entry::{Derived, Field, Made, Typed};
use super::table::Literal::{Number, Text};
use super::table::{Type, default, default_if_empty};
use super::values::MIN_REPLICAS;

pub(super) const AUTOSCALER: Type = &[Typed(
    "spec",
    &[
        Field("minReplicas", Number(MIN_REPLICAS)),
        Derived(|spec| default_if_empty(spec, "metrics", json!([cpu_metric()]))),
        Typed("behavior", &[Made("scaleUp", UP), Made("scaleDown", DOWN)]),
    ],
)];

/// An autoscaler of `autoscaling/v1`.
#[cfg(feature = "ownership")]
pub(super) const FIRST_AUTOSCALER: Type = &[Typed("spec", &[Field("minReplicas", Number(MIN_REPLICAS))])];

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

/// The metric of an autoscaler that names none.
pub(crate) fn cpu_metric() -> Value {
    let target = json!({ "type": "Utilization", "averageUtilization": 80 });
    json!({ "type": "Resource", "resource": { "name": "cpu", "target": target } })
}
