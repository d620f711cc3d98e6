//! Every key of the grammar and every volume, as the reference has them.

use std::borrow::Cow;

use super::section::sections;
use super::topic::Topic;

/// Kubernetes' own names for what keys say, which the derive understands too.
const KUBERNETES_NAMES: &[(&str, &str)] = &workload_derive::kubernetes_names!();

pub(super) fn topics() -> Vec<Topic> {
    // Keys are methods and volumes are types, which begin with a capital.
    let group = |name: &str| if name.starts_with(char::is_uppercase) { "Volumes" } else { "Keys" };
    let mut topics = sections(include_str!("../../../docs/grammar.md"), group);
    for topic in &mut topics {
        let theirs = KUBERNETES_NAMES.iter().filter(|(_, ours)| *ours == topic.name);
        topic.also.extend(theirs.map(|(theirs, _)| Cow::Borrowed(*theirs)));
    }
    topics
}
