//! The rule of one field.

use super::super::differences::Difference;
use super::super::object_diff::ObjectDiff;
use super::super::verdict::Verdict;

/// Says what a change of one field does.
pub(in super::super) type FieldRule = fn(&ObjectDiff, &Difference) -> Verdict;
