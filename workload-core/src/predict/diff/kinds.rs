//! The kinds and their rules: what of each may change, and what follows.
//!
//! The facts are those of update validation in Kubernetes 1.33 to 1.36
//! (`pkg/apis/*/validation/validation.go` and `pkg/registry/*/*/strategy.go`). A kind is one
//! file with a table of its fields; to add one, copy `storage_class.rs` and name it here.

mod autoscaler;
mod certificate_request;
mod config_map;
mod content;
mod cron_job;
mod daemon_set;
mod deployment;
mod disruption_budget;
mod field_rule;
mod fixed;
mod immutable;
mod job;
mod left_behind;
pub(super) mod metadata;
mod namespace;
mod node;
mod other;
mod persistent_volume;
mod persistent_volume_claim;
mod pod;
mod replica_set;
mod replication_controller;
mod resource_definition;
mod rules;
mod scale;
mod secret;
mod selector;
mod service;
mod service_address;
mod service_cidr;
pub(super) mod stateful_set;
mod storage_class;
mod template;

pub(super) use rules::Rules;

use super::model::FieldChange;
use super::note::Note;
use super::object_diff::ObjectDiff;
use crate::k8s::ObjectRef;

/// All kinds with rules of their own.
const KINDS: &[&Rules] = &[
    &deployment::RULES,
    &replica_set::RULES,
    &replication_controller::RULES,
    &stateful_set::RULES,
    &daemon_set::RULES,
    &job::RULES,
    &cron_job::RULES,
    &pod::RULES,
    &service::RULES,
    &persistent_volume_claim::RULES,
    &persistent_volume::RULES,
    &storage_class::RULES,
    &config_map::RULES,
    &secret::RULES,
    &autoscaler::RULES,
    &disruption_budget::RULES,
    &namespace::RULES,
    &node::RULES,
    &resource_definition::RULES,
    &service_cidr::RULES,
    &certificate_request::RULES,
];

/// The rules of an object's kind; those of `other` when it has none of its own.
pub(super) fn of(object: &ObjectRef) -> &'static Rules {
    let is_meant = |rules: &&Rules| rules.group == object.group() && rules.kind == object.kind;
    KINDS.iter().copied().chain(immutable::RULES).find(is_meant).unwrap_or(&other::RULES)
}

/// The note of a changed object that the server takes: that of what matters most.
pub(super) fn summary(diff: &ObjectDiff, fields: &[FieldChange]) -> Note {
    // The first of those that matter most: `max_by_key` would take the last.
    let most = fields.iter().rev().max_by_key(|field| field.effect.weight());
    let note = most.map(|field| field.note.clone()).unwrap_or_default();
    let message = format!("{} is updated: {}", diff.object, note.message);
    Note { message, ..note }
}
