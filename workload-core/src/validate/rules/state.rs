//! S: what happens to the data.
//!
//! Written by `.ci/update` from the files beside it.

mod claim_fits_no_volume;
mod claim_not_mounted;
mod claim_shared_by_replicas;
mod claim_shared_by_workloads;
mod claim_with_surge;
mod claims_deleted_with_the_set;
mod data_at_the_mount_point;
mod data_beside_the_volume;
mod file_mode_in_decimal;
mod identity_without_storage;
mod node_path_in_movable_pod;
mod store_in_deployment;
mod store_on_scratch;

use super::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[
    &store_on_scratch::RULE,
    &store_in_deployment::RULE,
    &claim_shared_by_replicas::RULE,
    &claim_with_surge::RULE,
    &identity_without_storage::RULE,
    &claim_not_mounted::RULE,
    &data_beside_the_volume::RULE,
    &claims_deleted_with_the_set::RULE,
    &node_path_in_movable_pod::RULE,
    &claim_shared_by_workloads::RULE,
    &data_at_the_mount_point::RULE,
    &file_mode_in_decimal::RULE,
    &claim_fits_no_volume::RULE,
];
