//! The five kinds and their shapes: the rows of article §2.1.

use super::section::sections;
use super::topic::Topic;

pub(super) fn topics() -> Vec<Topic> {
    sections(include_str!("../../../docs/kinds.md"), |_| "Kinds and their shapes")
}
