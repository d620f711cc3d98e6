//! The readiness of an object of any kind.

use crate::k8s::api_group;
use serde_json::Value;

use super::conditions::text;
use super::deletion::deletion;
use super::kinds::{
    api_service, claim, cron_job, custom_resource_definition, daemon_set, deployment, generic,
    horizontal_pod_autoscaler, ingress, job, namespace, pod, replica_set, service, stateful_set,
};
use super::progress::Readiness;
use super::surroundings::Surroundings;

/// How far a live object is.
#[must_use]
pub fn readiness(object: &Value, around: &Surroundings<'_>) -> Readiness {
    if let Some(deletion) = deletion(object) {
        return deletion;
    }
    let group = api_group(text(object, "/apiVersion"));
    match (group, text(object, "/kind")) {
        ("apps", "Deployment") => deployment::readiness(object),
        ("apps", "StatefulSet") => stateful_set::readiness(object),
        ("apps", "DaemonSet") => daemon_set::readiness(object),
        ("apps", "ReplicaSet") | ("", "ReplicationController") => replica_set::readiness(object),
        ("batch", "Job") => job::readiness(object),
        ("batch", "CronJob") => cron_job::readiness(object),
        ("", "Pod") => pod::readiness(object),
        ("", "PersistentVolumeClaim") => claim::readiness(object, around),
        ("", "Service") => service::readiness(object),
        ("", "Namespace") => namespace::readiness(object),
        ("networking.k8s.io", "Ingress") => ingress::readiness(object),
        ("autoscaling", "HorizontalPodAutoscaler") => horizontal_pod_autoscaler::readiness(object),
        ("apiextensions.k8s.io", "CustomResourceDefinition") => custom_resource_definition::readiness(object),
        ("apiregistration.k8s.io", "APIService") => api_service::readiness(object),
        _ => generic::readiness(object),
    }
}

/// How far an object is that is wanted and not there.
#[must_use]
pub fn absent(wanted: &Value) -> Readiness {
    let is_job = wanted["kind"] == "Job" && text(wanted, "/apiVersion").starts_with("batch/");
    let is_deleted_when_over = wanted.pointer("/spec/ttlSecondsAfterFinished").is_some_and(Value::is_number);
    if is_job && is_deleted_when_over {
        return Readiness::ready_but("is gone: `ttlSecondsAfterFinished` deletes it when it is over");
    }
    Readiness::missing("is not there")
}
