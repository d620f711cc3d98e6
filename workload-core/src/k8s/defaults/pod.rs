//! Defaults of Pods, their containers and their volumes.

use serde_json::{Map, Value, json};

use super::storage::{CLAIM_SPEC, VOLUME_SOURCE};
use super::table::Entry::{Derived, Field, Typed};
use super::table::Literal::{Empty, Flag, Number, Text};
use super::table::{Fields, Type, default};
use super::values::PROTOCOL;
use super::values::{
    FILE_MODE, NODE_FAILURE_TOLERATION_SECONDS, PROBE_FAILURE_THRESHOLD, PROBE_PERIOD_SECONDS,
    PROBE_SUCCESS_THRESHOLD, PROBE_TIMEOUT_SECONDS, TERMINATION_GRACE_PERIOD_SECONDS,
    TOKEN_EXPIRATION_SECONDS,
};

pub(super) const POD: Type = &[Typed("spec", SPEC), Typed("spec", OF_A_RUNNING_POD)];

/// What the admission plugins for priorities and tolerations add to a Pod.
#[cfg(feature = "plan")]
pub(super) const ADMITTED_POD: Type = &[Typed(
    "spec",
    &[
        Field("priority", Number(0)),
        Field("preemptionPolicy", Text("PreemptLowerPriority")),
        Derived(tolerations),
    ],
)];

/// A Pod's template in a workload.
pub(super) const TEMPLATE: Type = &[Typed("spec", SPEC)];

const SPEC: Type = &[
    Field("restartPolicy", Text("Always")),
    Field("dnsPolicy", Text("ClusterFirst")),
    Field("terminationGracePeriodSeconds", Number(TERMINATION_GRACE_PERIOD_SECONDS)),
    Field("schedulerName", Text("default-scheduler")),
    Field("securityContext", Empty),
    Typed("containers", CONTAINER),
    Typed("initContainers", CONTAINER),
    Typed("ephemeralContainers", CONTAINER),
    Typed("volumes", VOLUME),
    Derived(account),
];

/// What a Pod has and a template has not.
const OF_A_RUNNING_POD: Type = &[
    Field("enableServiceLinks", Flag(true)),
    Typed("containers", &[Typed("resources", &[Derived(requests)])]),
    Typed("initContainers", &[Typed("resources", &[Derived(requests)])]),
    Typed("resources", &[Derived(requests)]),
    Derived(host_ports),
];

const CONTAINER: Type = &[
    Field("terminationMessagePath", Text("/dev/termination-log")),
    Field("terminationMessagePolicy", Text("File")),
    Derived(pull_policy),
    Typed("ports", &[Field("protocol", Text(PROTOCOL))]),
    Typed(
        "env",
        &[Typed(
            "valueFrom",
            &[
                Typed("fieldRef", FIELD_REF),
                Typed("resourceFieldRef", &[Field("divisor", Text("0"))]),
                Typed("fileKeyRef", &[Field("optional", Flag(false))]),
            ],
        )],
    ),
    Typed("livenessProbe", PROBE),
    Typed("readinessProbe", PROBE),
    Typed("startupProbe", PROBE),
    Typed("lifecycle", &[Typed("postStart", HANDLER), Typed("preStop", HANDLER)]),
];

const PROBE: Type = &[
    Field("timeoutSeconds", Number(PROBE_TIMEOUT_SECONDS)),
    Field("periodSeconds", Number(PROBE_PERIOD_SECONDS)),
    Field("successThreshold", Number(PROBE_SUCCESS_THRESHOLD)),
    Field("failureThreshold", Number(PROBE_FAILURE_THRESHOLD)),
    Typed("grpc", &[Field("service", Text(""))]),
    Typed("httpGet", HTTP_GET),
];

const HANDLER: Type = &[Typed("httpGet", HTTP_GET)];
const HTTP_GET: Type = &[Field("path", Text("/")), Field("scheme", Text("HTTP"))];
const FIELD_REF: Type = &[Field("apiVersion", Text("v1"))];

const VOLUME: Type = &[
    Typed("secret", WITH_MODE),
    Typed("configMap", WITH_MODE),
    Typed("downwardAPI", WITH_MODE),
    Typed("projected", PROJECTED),
    Typed("ephemeral", &[Typed("volumeClaimTemplate", CLAIM_SPEC)]),
    Typed("image", &[Derived(image_volume)]),
    Derived(no_source),
    Derived(|fields| super::table::fill_in(fields, VOLUME_SOURCE)),
];

const WITH_MODE: Type = &[Field("defaultMode", Number(FILE_MODE)), ITEMS];
const ITEMS: super::table::Entry = Typed(
    "items",
    &[Typed("fieldRef", FIELD_REF), Typed("resourceFieldRef", &[Field("divisor", Text("0"))])],
);
const PROJECTED: Type = &[
    Field("defaultMode", Number(FILE_MODE)),
    Typed(
        "sources",
        &[
            Typed("serviceAccountToken", &[Field("expirationSeconds", Number(TOKEN_EXPIRATION_SECONDS))]),
            Typed("downwardAPI", &[ITEMS]),
        ],
    ),
];

/// What is limited is also requested.
fn requests(resources: &mut Fields) {
    let Some(Value::Object(limits)) = resources.get("limits").cloned() else { return };
    if limits.is_empty() {
        return;
    }
    default(resources, "requests", Map::new());
    if let Some(Value::Object(requests)) = resources.get_mut("requests") {
        for (name, amount) in limits {
            requests.entry(name).or_insert(amount);
        }
    }
}

/// In the network of its node a container's ports are the node's.
fn host_ports(spec: &mut Fields) {
    if spec.get("hostNetwork") != Some(&Value::Bool(true)) {
        return;
    }
    for list in ["containers", "initContainers"] {
        let containers = spec.get_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
        let ports = containers.filter_map(|container| container.get_mut("ports")?.as_array_mut()).flatten();
        for port in ports.filter_map(Value::as_object_mut) {
            if let Some(number) = port.get("containerPort").cloned() {
                default(port, "hostPort", number);
            }
        }
    }
}

#[cfg(feature = "plan")]
/// For five minutes a Pod stays on a node that is lost, unless it says otherwise.
fn tolerations(spec: &mut Fields) {
    default(spec, "tolerations", Vec::<Value>::new());
    let Some(Value::Array(tolerations)) = spec.get_mut("tolerations") else { return };
    for key in ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"] {
        if !tolerations.iter().any(|toleration| tolerates(toleration, key)) {
            tolerations.push(json!({
                "key": key, "operator": "Exists", "effect": "NoExecute",
                "tolerationSeconds": NODE_FAILURE_TOLERATION_SECONDS,
            }));
        }
    }
}

#[cfg(feature = "plan")]
/// Whether a toleration is for this taint with the effect `NoExecute`, or for every taint.
fn tolerates(toleration: &Value, taint: &str) -> bool {
    let text = |key: &str| toleration.get(key).and_then(Value::as_str).unwrap_or_default();
    [taint, ""].contains(&text("key")) && ["NoExecute", ""].contains(&text("effect"))
}

/// The old name of the same field: the server fills in each from the other.
fn account(spec: &mut Fields) {
    for [from, to] in [["serviceAccountName", "serviceAccount"], ["serviceAccount", "serviceAccountName"]] {
        if let Some(account) = spec.get(from).filter(|name| name.is_string()).cloned() {
            default(spec, to, account);
        }
    }
}

fn pull_policy(container: &mut Fields) {
    let image = container.get("image").and_then(Value::as_str).unwrap_or_default();
    default(container, "imagePullPolicy", default_pull_policy(image));
}

fn image_volume(image: &mut Fields) {
    if let Some(reference) = image.get("reference").and_then(Value::as_str).map(default_pull_policy) {
        default(image, "pullPolicy", reference);
    }
}

/// `Always` for the tag `latest`, and for an image with neither tag nor digest, else `IfNotPresent`.
pub(crate) fn default_pull_policy(image: &str) -> &'static str {
    let (name, has_digest) = image.split_once('@').map_or((image, false), |(name, _)| (name, true));
    let last = name.rsplit('/').next().unwrap_or_default();
    let is_latest = match last.split_once(':') {
        Some((_, tag)) => tag == "latest",
        None => !has_digest && !image.is_empty(),
    };
    if is_latest { "Always" } else { "IfNotPresent" }
}

/// A volume without a source is an `emptyDir`.
fn no_source(volume: &mut Fields) {
    if volume.iter().all(|(key, value)| key == "name" || value.is_null()) {
        default(volume, "emptyDir", Map::new());
    }
}
