//! Every key of the grammar and every volume, as the reference has them.

use super::section::sections;
use super::topic::Topic;

pub(super) fn topics() -> Vec<Topic> {
    // Keys are methods and volumes are types, which begin with a capital.
    let group = |name: &str| if name.starts_with(char::is_uppercase) { "Volumes" } else { "Keys" };
    sections(include_str!("../../../docs/grammar.md"), group)
}
