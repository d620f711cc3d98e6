//! Defaults of the workloads that keep Pods running.

use serde_json::Value;

use super::pod::TEMPLATE;
use super::storage::CLAIM_TEMPLATE;
use super::table::Entry::{Derived, Field, Made, Typed, When};
use super::table::Literal::{Number, Text};
use super::table::{Fields, Type, default_if_empty};
use super::values::{
    DAEMON_SET_MAX_SURGE, DAEMON_SET_MAX_UNAVAILABLE, DEPLOYMENT_BOUND, PARTITION, PROGRESS_DEADLINE_SECONDS,
    REPLICAS, REVISION_HISTORY_LIMIT,
};

pub(super) const DEPLOYMENT: Type = &[Typed(
    "spec",
    &[
        Field("replicas", Number(REPLICAS)),
        Field("revisionHistoryLimit", Number(REVISION_HISTORY_LIMIT)),
        Field("progressDeadlineSeconds", Number(PROGRESS_DEADLINE_SECONDS)),
        Made(
            "strategy",
            &[
                Field("type", ROLLING),
                When(
                    "type",
                    &["RollingUpdate"],
                    &[Made(
                        "rollingUpdate",
                        &[
                            Field("maxSurge", Text(DEPLOYMENT_BOUND)),
                            Field("maxUnavailable", Text(DEPLOYMENT_BOUND)),
                        ],
                    )],
                ),
            ],
        ),
        Typed("template", TEMPLATE),
    ],
)];

pub(super) const STATEFUL_SET: Type = &[Typed(
    "spec",
    &[
        Field("replicas", Number(REPLICAS)),
        Field("revisionHistoryLimit", Number(REVISION_HISTORY_LIMIT)),
        Field("podManagementPolicy", Text("OrderedReady")),
        Made(
            "persistentVolumeClaimRetentionPolicy",
            &[Field("whenDeleted", Text("Retain")), Field("whenScaled", Text("Retain"))],
        ),
        Made(
            "updateStrategy",
            &[
                Field("type", ROLLING),
                When(
                    "type",
                    &["RollingUpdate"],
                    &[Made("rollingUpdate", &[Field("partition", Number(PARTITION))])],
                ),
            ],
        ),
        Typed("volumeClaimTemplates", CLAIM_TEMPLATE),
        Typed("template", TEMPLATE),
    ],
)];

pub(super) const DAEMON_SET: Type = &[Typed(
    "spec",
    &[
        Field("revisionHistoryLimit", Number(REVISION_HISTORY_LIMIT)),
        Made(
            "updateStrategy",
            &[
                Field("type", ROLLING),
                When(
                    "type",
                    &["RollingUpdate"],
                    &[Made(
                        "rollingUpdate",
                        &[
                            Field("maxUnavailable", Number(DAEMON_SET_MAX_UNAVAILABLE)),
                            Field("maxSurge", Number(DAEMON_SET_MAX_SURGE)),
                        ],
                    )],
                ),
            ],
        ),
        Typed("template", TEMPLATE),
    ],
)];

pub(super) const REPLICA_SET: Type =
    &[Typed("spec", &[Field("replicas", Number(REPLICAS)), Typed("template", TEMPLATE)])];

/// Alone among the workloads it takes its selector and its labels from the template.
pub(super) const REPLICATION_CONTROLLER: Type = &[
    Derived(labels_of_template),
    Typed(
        "spec",
        &[Field("replicas", Number(REPLICAS)), Derived(selector_of_template), Typed("template", TEMPLATE)],
    ),
];

pub(super) const POD_TEMPLATE: Type = &[Typed("template", TEMPLATE)];

const ROLLING: super::table::Literal = Text("RollingUpdate");

fn selector_of_template(spec: &mut Fields) {
    let labels = spec.get("template").and_then(|template| template.pointer("/metadata/labels")).cloned();
    if let Some(labels) = labels.filter(Value::is_object) {
        default_if_empty(spec, "selector", labels);
    }
}

/// An object without labels takes those of its Pods.
pub(super) fn labels_of_template(object: &mut Fields) {
    let labels = object.get("spec").and_then(|spec| spec.pointer("/template/metadata/labels")).cloned();
    if let (Some(labels), Some(Value::Object(metadata))) =
        (labels.filter(Value::is_object), object.get_mut("metadata"))
    {
        default_if_empty(metadata, "labels", labels);
    }
}
