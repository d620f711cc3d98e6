//! The readiness of each kind, a file each.

pub(super) mod api_service;
pub(super) mod claim;
pub(super) mod cron_job;
pub(super) mod custom_resource_definition;
pub(super) mod daemon_set;
pub(super) mod deployment;
pub(super) mod generic;
pub(super) mod horizontal_pod_autoscaler;
pub(super) mod ingress;
pub(super) mod job;
pub(super) mod namespace;
pub(super) mod pod;
pub(super) mod replica_set;
pub(super) mod service;
pub(super) mod stateful_set;
