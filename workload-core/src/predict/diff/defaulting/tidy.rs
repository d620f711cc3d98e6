//! What the server leaves out, or adds by itself.

use serde_json::{Map, Value};

/// Maps whose keys are anybody's words: nothing in them is a field.
const FREE: [&str; 8] = [
    "labels",
    "annotations",
    "matchLabels",
    "nodeSelector",
    "data",
    "binaryData",
    "stringData",
    "parameters",
];
/// Maps that are the same when they are empty and when they are not there. Others are not: an
/// `emptyDir: {}` is a volume, a `podSelector: {}` selects every Pod.
const SAME_WHEN_EMPTY: [&str; 7] =
    ["metadata", "spec", "resources", "limits", "requests", "strategy", "updateStrategy"];
/// Fields that are the same when they are zero, false or empty, and when they are not there.
const SAME_WHEN_ZERO: [&str; 46] = [
    "minReadySeconds",
    "paused",
    "hostNetwork",
    "hostPID",
    "hostIPC",
    "stdin",
    "stdinOnce",
    "tty",
    "readOnly",
    "initialDelaySeconds",
    "timeoutSeconds",
    "periodSeconds",
    "successThreshold",
    "failureThreshold",
    "value",
    "subPath",
    "subPathExpr",
    "medium",
    "hostPort",
    "hostIP",
    "serviceName",
    "publishNotReadyAddresses",
    "nodePort",
    "clusterIP",
    "externalName",
    "loadBalancerIP",
    "insecureSkipTLSVerify",
    "chapAuthDiscovery",
    "chapAuthSession",
    "count",
    "lun",
    "clusterScope",
    "globalDefault",
    "deprecated",
    "preserveUnknownFields",
    "x-kubernetes-embedded-resource",
    "x-kubernetes-int-or-string",
    "nodeName",
    "serviceAccountName",
    "serviceAccount",
    "hostname",
    "subdomain",
    "priorityClassName",
    "workingDir",
    "namespace",
    "healthCheckNodePort",
];
/// What a server writes into `metadata`, and `kubectl get -o yaml` shows.
const SERVER_METADATA: [&str; 9] = [
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "deletionTimestamp",
    "deletionGracePeriodSeconds",
    "managedFields",
    "selfLink",
    "namespace",
];
/// Annotations that tools write for themselves.
const TOOL_ANNOTATIONS: [&str; 2] =
    ["kubectl.kubernetes.io/last-applied-configuration", "deployment.kubernetes.io/revision"];

/// Leaves out what means nothing; of kinds that are not Kubernetes' own only what is null.
pub(super) fn tidy(value: &mut Value, known: bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| tidy(item, known)),
        Value::Object(map) => tidy_map(map, known),
        _ => {}
    }
}

fn tidy_map(map: &mut Map<String, Value>, known: bool) {
    for (key, value) in map.iter_mut() {
        if !FREE.contains(&key.as_str()) {
            tidy(value, known);
        }
    }
    map.retain(|key, value| !(value.is_null() || known && means_nothing(key, value)));
}

fn means_nothing(key: &str, value: &Value) -> bool {
    match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty() && (FREE.contains(&key) || SAME_WHEN_EMPTY.contains(&key)),
        Value::Bool(false) => SAME_WHEN_ZERO.contains(&key),
        Value::String(text) => text.is_empty() && SAME_WHEN_ZERO.contains(&key),
        Value::Number(number) => number.as_i64() == Some(0) && SAME_WHEN_ZERO.contains(&key),
        _ => false,
    }
}

/// Leaves out what is the server's, so that an object read from a cluster and a manifest
/// compare. The namespace is part of the identity, which has been compared already.
pub(super) fn without_server_fields(object: &mut Map<String, Value>) {
    object.remove("status");
    let Some(Value::Object(metadata)) = object.get_mut("metadata") else { return };
    metadata.retain(|key, _| !SERVER_METADATA.contains(&key.as_str()));
    if let Some(Value::Object(annotations)) = metadata.get_mut("annotations") {
        annotations.retain(|key, _| !TOOL_ANNOTATIONS.contains(&key.as_str()));
        if annotations.is_empty() {
            metadata.remove("annotations");
        }
    }
}
