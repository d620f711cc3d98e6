//! A: suppressions that are not what they should be.
//!
//! Written by `.ci/update` from the files beside it.

mod suppresses_nothing;
mod without_reason;

use super::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[&without_reason::RULE, &suppresses_nothing::RULE];
