//! Words of the field.

use super::Topic;
use super::section::sections;

pub(super) fn topics() -> Vec<Topic> {
    sections(include_str!("../../../docs/words.md"), |_| "Words of the field")
}
