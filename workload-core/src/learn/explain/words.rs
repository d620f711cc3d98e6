//! Words of the field.

use super::section::sections;
use super::topic::Topic;

pub(super) fn topics() -> Vec<Topic> {
    sections(include_str!("../../../docs/words.md"), |_| "Words of the field")
}
