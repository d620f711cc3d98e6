//! R: how changes reach the cluster.
//!
//! Written by `UPDATE=1 cargo test -p workload-core --test rules` from the files beside it.


use super::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[
];
