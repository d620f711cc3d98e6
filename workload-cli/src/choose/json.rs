//! A choice as JSON.

use workload_core::learn::choose::Choice;

use crate::versioned::versioned;

/// One object: `version`, `kind`, `shape`, `title`, `why`, `path`, `others`, `rust`, `yaml`.
pub(crate) fn as_json(choice: &Choice) -> String {
    versioned(choice)
}
