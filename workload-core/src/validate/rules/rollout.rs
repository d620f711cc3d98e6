//! R: how changes reach the cluster.
//!
//! Written by `.ci/update` from the files beside it.

mod autoscaler_fights_replicas;
mod autoscaler_minimum_beside_budget;
mod autoscaler_without_requests;
mod autoscaler_without_target;
mod budget_blocks_every_drain;
mod budget_selects_nothing;
mod command_in_one_string;
mod entries_repeated;
mod image_tag_moves;
mod killed_before_it_is_ready;
mod no_replicas;
mod object_twice;
mod partition_hides_the_update;
mod rollout_needs_readiness;
mod rollout_stops_everything;
mod root_is_forbidden;
mod shutdown_cut_short;
mod two_budgets_over_one_pod;
mod two_workloads_with_one_selector;
mod variable_used_too_early;
mod version_in_selector;

use super::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[
    &rollout_stops_everything::RULE,
    &rollout_needs_readiness::RULE,
    &autoscaler_fights_replicas::RULE,
    &autoscaler_without_requests::RULE,
    &budget_blocks_every_drain::RULE,
    &image_tag_moves::RULE,
    &version_in_selector::RULE,
    &partition_hides_the_update::RULE,
    &autoscaler_minimum_beside_budget::RULE,
    &autoscaler_without_target::RULE,
    &two_budgets_over_one_pod::RULE,
    &budget_selects_nothing::RULE,
    &two_workloads_with_one_selector::RULE,
    &shutdown_cut_short::RULE,
    &no_replicas::RULE,
    &entries_repeated::RULE,
    &object_twice::RULE,
    &command_in_one_string::RULE,
    &variable_used_too_early::RULE,
    &root_is_forbidden::RULE,
    &killed_before_it_is_ready::RULE,
];
