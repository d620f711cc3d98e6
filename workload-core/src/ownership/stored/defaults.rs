//! The defaults that the API server fills into objects of built-in kinds.

mod admission;
mod autoscaler;
mod batch;
mod cluster;
mod container;
mod controller;
mod declared;
mod pod;
mod service;
mod tools;
mod volume;

pub(crate) use autoscaler::cpu_metric;
use serde_json::Value;

use crate::ownership::facts::Facts;

/// Fills the defaults into a decoded object of a built-in type such as `apps.v1.Deployment`.
pub(crate) fn set_defaults(facts: &Facts, type_name: &str, object: &mut Value) {
    declared::set_declared(facts, type_name, object);
    let Value::Object(object) = object else { return };
    match type_name {
        "apps.v1.Deployment" => controller::deployment(object),
        "apps.v1.StatefulSet" => controller::stateful_set(object),
        "apps.v1.DaemonSet" => controller::daemon_set(object),
        "apps.v1.ReplicaSet" => controller::replica_set(object),
        "core.v1.ReplicationController" => controller::replication_controller(object),
        "core.v1.PodTemplate" => tools::inside(object, "template", pod::template),
        "core.v1.Pod" => pod::pod(object),
        "batch.v1.Job" => batch::job(object),
        "batch.v1.CronJob" => batch::cron_job(object),
        "core.v1.Service" => service::service(object),
        "discovery.v1.EndpointSlice" => service::endpoint_slice(object),
        "networking.v1.NetworkPolicy" => service::network_policy(object),
        "networking.v1.IngressClass" => service::ingress_class(object),
        "autoscaling.v2.HorizontalPodAutoscaler" => autoscaler::v2(object),
        "autoscaling.v1.HorizontalPodAutoscaler" => autoscaler::v1(object),
        "core.v1.PersistentVolume" => volume::persistent_volume(object),
        "core.v1.PersistentVolumeClaim" => volume::claim(object),
        "core.v1.Secret" => tools::default(object, "type", "Opaque"),
        "core.v1.Namespace" => cluster::namespace(object),
        "core.v1.LimitRange" => cluster::limit_range(object),
        "storage.v1.StorageClass" => cluster::storage_class(object),
        "scheduling.v1.PriorityClass" => cluster::priority_class(object),
        "rbac.v1.RoleBinding" | "rbac.v1.ClusterRoleBinding" => cluster::binding(object),
        "admissionregistration.v1.ValidatingWebhookConfiguration" => admission::webhooks(object, false),
        "admissionregistration.v1.MutatingWebhookConfiguration" => admission::webhooks(object, true),
        "apiextensions.v1.CustomResourceDefinition" => cluster::definition(object),
        _ => {}
    }
}
