//! P: where Pods run.
//!
//! Written by `.ci/update` from the files beside it.

mod agent_misses_control_plane;
mod agent_not_on_every_node;
mod claim_shared_by_nodes;
mod control_plane_without_toleration;
mod host_path_writable;
mod host_port_with_surge;
mod node_label_gone;
mod only_the_old_master_taint;
mod own_pods_not_selected;
mod quantity_without_unit;
mod runtime_socket_mounted;
mod toleration_matches_nothing;

use super::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[
    &agent_not_on_every_node::RULE,
    &agent_misses_control_plane::RULE,
    &only_the_old_master_taint::RULE,
    &toleration_matches_nothing::RULE,
    &control_plane_without_toleration::RULE,
    &host_path_writable::RULE,
    &runtime_socket_mounted::RULE,
    &claim_shared_by_nodes::RULE,
    &host_port_with_surge::RULE,
    &quantity_without_unit::RULE,
    &own_pods_not_selected::RULE,
    &node_label_gone::RULE,
];
