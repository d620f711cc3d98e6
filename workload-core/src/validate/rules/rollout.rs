//! R: how changes reach the cluster.
//!
//! Written by `.ci/update` from the files beside it.

mod autoscaler_fights_replicas;
mod autoscaler_minimum_beside_budget;
mod autoscaler_without_requests;
mod budget_blocks_every_drain;
mod image_tag_moves;
mod partition_hides_the_update;
mod rollout_needs_readiness;
mod rollout_stops_everything;
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
];
