//! HorizontalPodAutoscalers in `autoscaling/v1` and `autoscaling/v2`.

use serde_json::{Map, Value, json};

use crate::k8s::defaults::cpu_metric;

/// The only built-in kind with several versions.
pub(crate) const KIND: &str = "HorizontalPodAutoscaler";
/// Its versions.
pub(crate) const API_VERSIONS: &[&str] = &["autoscaling/v1", "autoscaling/v2"];

const METRICS: &str = "autoscaling.alpha.kubernetes.io/metrics";
const BEHAVIOR: &str = "autoscaling.alpha.kubernetes.io/behavior";

/// The autoscaler in the other version. What v1 has no field for lies in its annotations.
pub(crate) fn convert(object: &Value, api_version: &str) -> Value {
    let mut object = object.clone();
    object["apiVersion"] = json!(api_version);
    if api_version == "autoscaling/v1" {
        to_v1(&mut object);
    } else {
        to_v2(&mut object);
    }
    object
}

fn to_v1(object: &mut Value) {
    let rest = cpu_to_v1(&mut object["spec"]);
    if !rest.is_empty() {
        object["metadata"]["annotations"][METRICS] = json!(json!(rest).to_string());
    }
    if let Some(behavior) = take(&mut object["spec"], "behavior") {
        object["metadata"]["annotations"][BEHAVIOR] = json!(behavior_to_v1(&behavior));
    }
    if let Some(status) = object.get_mut("status").and_then(Value::as_object_mut) {
        status.remove("currentMetrics");
        status.remove("conditions");
        status.entry("currentReplicas").or_insert(json!(0));
        status.entry("desiredReplicas").or_insert(json!(0));
    }
}

/// Turns the first metric of the processor into v1's field, and returns the other metrics.
fn cpu_to_v1(spec: &mut Value) -> Vec<Value> {
    let metrics = take(spec, "metrics").unwrap_or_else(|| json!([]));
    let mut rest = Vec::new();
    for metric in metrics.as_array().into_iter().flatten() {
        let target = &metric["resource"]["target"]["averageUtilization"];
        let is_cpu = metric["type"] == "Resource" && metric["resource"]["name"] == "cpu" && target.is_i64();
        if is_cpu && spec.get("targetCPUUtilizationPercentage").is_none() {
            spec["targetCPUUtilizationPercentage"] = target.clone();
        } else {
            rest.push(metric_to_v1(metric));
        }
    }
    rest
}

fn to_v2(object: &mut Value) {
    object["spec"]["metrics"] = json!(metrics_to_v2(object));
    if let Some(text) = take_annotation(object, BEHAVIOR) {
        object["spec"]["behavior"] = behavior_to_v2(&serde_json::from_str(&text).unwrap_or_default());
    }
    if let Some(status) = object.get_mut("status").and_then(Value::as_object_mut) {
        status.remove("currentCPUUtilizationPercentage");
        if status.get("currentReplicas") == Some(&json!(0)) {
            status.remove("currentReplicas");
        }
        status.entry("currentMetrics").or_insert(Value::Null);
    }
}

/// The metrics that lie in v1's annotation and field.
fn metrics_to_v2(object: &mut Value) -> Vec<Value> {
    let mut metrics: Vec<Value> = Vec::new();
    if let Some(text) = take_annotation(object, METRICS) {
        let given: Value = serde_json::from_str(&text).unwrap_or_default();
        metrics.extend(given.as_array().into_iter().flatten().map(metric_to_v2));
    }
    if let Some(percent) = take(&mut object["spec"], "targetCPUUtilizationPercentage") {
        let target = json!({"type": "Utilization", "averageUtilization": percent});
        metrics.push(json!({"type": "Resource", "resource": {"name": "cpu", "target": target}}));
    }
    if metrics.is_empty() {
        metrics.push(cpu_metric());
    }
    metrics
}

fn take(value: &mut Value, key: &str) -> Option<Value> {
    value.as_object_mut().and_then(|map| map.remove(key)).filter(|value| !value.is_null())
}

fn take_annotation(object: &mut Value, key: &str) -> Option<String> {
    let metadata = object.get_mut("metadata")?;
    let text = take(metadata.get_mut("annotations")?, key)?.as_str()?.to_owned();
    if metadata["annotations"] == json!({}) {
        take(metadata, "annotations");
    }
    Some(text)
}

/// A resource metric as the annotation of v1 has it.
fn metric_to_v1(metric: &Value) -> Value {
    let target = &metric["resource"]["target"];
    let mut resource = Map::new();
    resource.insert("name".to_owned(), metric["resource"]["name"].clone());
    for (from, to) in
        [("averageUtilization", "targetAverageUtilization"), ("averageValue", "targetAverageValue")]
    {
        if let Some(value) = target.get(from) {
            resource.insert(to.to_owned(), value.clone());
        }
    }
    json!({"type": metric["type"], "resource": resource})
}

fn metric_to_v2(metric: &Value) -> Value {
    let resource = &metric["resource"];
    let target = match resource.get("targetAverageUtilization") {
        Some(percent) => json!({"type": "Utilization", "averageUtilization": percent}),
        None => json!({"type": "AverageValue", "averageValue": resource["targetAverageValue"]}),
    };
    json!({"type": metric["type"], "resource": {"name": resource["name"], "target": target}})
}

/// The behavior as the annotation of v1 has it: with the names and the order of Go's fields.
fn behavior_to_v1(behavior: &Value) -> String {
    let rules = |key: &str| {
        let Some(rules) = behavior.get(key) else { return "null".to_owned() };
        let policies: Vec<String> =
            rules["policies"].as_array().into_iter().flatten().map(policy_to_v1).collect();
        format!(
            "{{\"StabilizationWindowSeconds\":{},\"SelectPolicy\":{},\"Policies\":[{}],\"Tolerance\":{}}}",
            rules["stabilizationWindowSeconds"],
            rules["selectPolicy"],
            policies.join(","),
            rules["tolerance"],
        )
    };
    format!("{{\"ScaleUp\":{},\"ScaleDown\":{}}}", rules("scaleUp"), rules("scaleDown"))
}

fn policy_to_v1(policy: &Value) -> String {
    let (kind, value, period) = (&policy["type"], &policy["value"], &policy["periodSeconds"]);
    format!("{{\"Type\":{kind},\"Value\":{value},\"PeriodSeconds\":{period}}}")
}

/// The behavior of the annotation with the names of v2; what is null is absent.
fn behavior_to_v2(value: &Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.iter().map(behavior_to_v2).collect()),
        Value::Object(map) => {
            let known = map.iter().filter(|(_, value)| !value.is_null());
            let pairs = known.map(|(key, value)| {
                let (first, rest) = key.split_at(1.min(key.len()));
                (first.to_lowercase() + rest, behavior_to_v2(value))
            });
            Value::Object(pairs.collect())
        }
        _ => value.clone(),
    }
}
