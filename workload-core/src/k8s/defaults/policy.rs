//! Defaults of what governs others: roles, quotas, priorities, admission, and the API itself.

use serde_json::{Map, Value, json};

use super::table::Entry::{Derived, Field, Made, Typed, When};
use super::table::Literal::{Empty, List, Number, Text};
use super::table::{Fields, Type, default, default_if_empty, says};

const RBAC: &str = "rbac.authorization.k8s.io";

pub(super) const ROLE_BINDING: Type = &[
    Typed("roleRef", &[Derived(|role| default_if_empty(role, "apiGroup", RBAC))]),
    Typed(
        "subjects",
        &[
            When(
                "kind",
                &["User", "Group"],
                &[Derived(|subject| default_if_empty(subject, "apiGroup", RBAC))],
            ),
            When("kind", &["ServiceAccount"], &[Field("apiGroup", Text(""))]),
        ],
    ),
];

pub(super) const PRIORITY_CLASS: Type = &[Field("preemptionPolicy", Text("PreemptLowerPriority"))];

pub(super) const LIMIT_RANGE: Type = &[Typed("spec", &[Typed("limits", &[Derived(limits)])])];

pub(super) const NAMESPACE: Type = &[Made("status", &[Field("phase", Text("Active"))]), Derived(own_name)];

/// What the server adds to a Namespace that is created.
#[cfg(feature = "plan")]
pub(super) const CREATED_NAMESPACE: Type = &[Made("spec", &[Field("finalizers", List("kubernetes"))])];

pub(super) const MUTATING_WEBHOOKS: Type =
    &[Typed("webhooks", WEBHOOK), Typed("webhooks", &[Field("reinvocationPolicy", Text("Never"))])];
pub(super) const VALIDATING_WEBHOOKS: Type = &[Typed("webhooks", WEBHOOK)];

const WEBHOOK: Type = &[
    Field("failurePolicy", Text("Fail")),
    Field("matchPolicy", Text("Equivalent")),
    Field("namespaceSelector", Empty),
    Field("objectSelector", Empty),
    Field("timeoutSeconds", Number(10)),
    Typed("clientConfig", CLIENT_CONFIG),
    Typed("rules", RULE),
];
const CLIENT_CONFIG: Type = &[Typed("service", &[Field("port", Number(443))])];
const RULE: Type = &[Field("scope", Text("*"))];
const MATCH: Type = &[
    Field("matchPolicy", Text("Equivalent")),
    Field("namespaceSelector", Empty),
    Field("objectSelector", Empty),
    Typed("resourceRules", RULE),
    Typed("excludeResourceRules", RULE),
];

pub(super) const ADMISSION_POLICY: Type =
    &[Typed("spec", &[Field("failurePolicy", Text("Fail")), Typed("matchConstraints", MATCH)])];
pub(super) const ADMISSION_POLICY_BINDING: Type = &[Typed("spec", &[Typed("matchResources", MATCH)])];

pub(super) const RESOURCE_DEFINITION: Type = &[Typed(
    "spec",
    &[
        Made(
            "conversion",
            &[Field("strategy", Text("None")), Typed("webhook", &[Typed("clientConfig", CLIENT_CONFIG)])],
        ),
        Typed("names", &[Derived(names)]),
    ],
)];

pub(super) const API_SERVICE: Type = &[Typed("spec", CLIENT_CONFIG)];

pub(super) const FLOW_SCHEMA: Type = &[Typed("spec", &[Field("matchingPrecedence", Number(1000))])];

pub(super) const PRIORITY_LEVEL: Type = &[Typed(
    "spec",
    &[
        Typed(
            "limited",
            &[
                Field("nominalConcurrencyShares", Number(30)),
                Field("lendablePercent", Number(0)),
                Typed(
                    "limitResponse",
                    &[Typed(
                        "queuing",
                        &[
                            Field("queues", Number(64)),
                            Field("handSize", Number(8)),
                            Field("queueLengthLimit", Number(50)),
                        ],
                    )],
                ),
            ],
        ),
        When(
            "type",
            &["Exempt"],
            &[Made(
                "exempt",
                &[Field("nominalConcurrencyShares", Number(0)), Field("lendablePercent", Number(0))],
            )],
        ),
    ],
)];

/// Of a container's limits each fills in the next: `max`, `default`, `defaultRequest`, and `min`.
fn limits(item: &mut Fields) {
    if !says(item, "type", &["Container"]) {
        return;
    }
    for [from, to] in [["max", "default"], ["default", "defaultRequest"], ["min", "defaultRequest"]] {
        let amounts = item.get(from).and_then(Value::as_object).cloned().unwrap_or_default();
        if amounts.is_empty() {
            continue;
        }
        default(item, to, Map::new());
        if let Some(Value::Object(filled)) = item.get_mut(to) {
            for (name, amount) in amounts {
                filled.entry(name).or_insert(amount);
            }
        }
    }
}

/// A Namespace carries its name as a label.
fn own_name(object: &mut Fields) {
    let Some(Value::Object(metadata)) = object.get_mut("metadata") else { return };
    let Some(name) = metadata.get("name").cloned() else { return };
    default(metadata, "labels", json!({}));
    if let Some(Value::Object(labels)) = metadata.get_mut("labels") {
        labels.insert("kubernetes.io/metadata.name".to_owned(), name);
    }
}

fn names(names: &mut Fields) {
    let Some(kind) = names.get("kind").and_then(Value::as_str).map(str::to_owned) else { return };
    default(names, "singular", kind.to_lowercase());
    default(names, "listKind", format!("{kind}List"));
}
