//! What several rules ask of objects: facts and tables, no rules.

pub(super) mod addresses;
pub(super) mod agents;
pub(super) mod autoscalers;
pub(super) mod backups;
pub(super) mod budgets;
pub(super) mod claim_templates;
pub(super) mod claims;
pub(super) mod container_command;
pub(super) mod cron_times;
pub(super) mod host_paths;
pub(super) mod images;
pub(super) mod paths;
pub(super) mod placement;
pub(super) mod pod_dns;
pub(super) mod pod_names;
pub(super) mod replicas;
pub(super) mod selector;
pub(super) mod service_ports;
pub(super) mod stores;
pub(super) mod subject;
pub(super) mod tolerations;
pub(super) mod volumes;
pub(super) mod words;
