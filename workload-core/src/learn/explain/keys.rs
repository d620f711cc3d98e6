//! Every key of the grammar and every volume, as the reference has them.

use std::borrow::Cow;

use super::section::sections;
use super::topic::Topic;

/// Kubernetes' own names for what keys say, which the derive understands too.
const KUBERNETES_NAMES: &[(&str, &str)] = &workload_derive::kubernetes_names!();

/// Fields, values and kinds of Kubernetes that other words say here, with the page that explains them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("OrderedReady", "parallel"),
    ("ReadOnlyMany", "Claim"),
    ("ReadWriteMany", "Claim"),
    ("ReadWriteOnce", "Claim"),
    ("ReadWriteOncePod", "Claim"),
    ("accessModes", "Claim"),
    ("capabilities", "security"),
    ("completionMode", "indexed"),
    ("configMapKeyRef", "env"),
    ("containers", "container"),
    ("envFrom", "env"),
    ("fieldRef", "env"),
    ("lifecycle", "pre_stop"),
    ("podManagementPolicy", "parallel"),
    ("resourceFieldRef", "env"),
    ("secretKeyRef", "env"),
    ("storageClassName", "Claim"),
    ("strategy", "rolling_update"),
    ("updateStrategy", "rolling_update"),
    ("valueFrom", "env"),
];

/// What is looked up for a name of Kubernetes that no page has: the key that it stands for.
pub(super) fn key_of(name: &str) -> Option<&'static str> {
    let pairs = KUBERNETES_NAMES.iter().chain(ELSEWHERE);
    pairs.copied().find(|(theirs, _)| theirs.eq_ignore_ascii_case(name)).map(|(_, ours)| ours)
}

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
