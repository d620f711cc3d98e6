//! Rules of sources: what becomes a manifest only when it is rendered.

mod render_failed;

use super::rule::Rule;

/// The rules of this family, by code.
pub(super) static RULES: &[&Rule] = &[&render_failed::RULE];
