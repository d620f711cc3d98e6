//! The few words of which the macro must know more than that they are keys.

/// Groups whose entries are names that the user chooses, and nothing else.
const NAMES: &[&str] = &[
    "annotations",
    "headers",
    "job_annotations",
    "job_labels",
    "labels",
    "node_selector",
    "pod_annotations",
    "pod_labels",
    "selector",
];

/// Methods of `Iterator`: as an unknown key of the app each would be looked for there, and the
/// compiler would speak of iterators.
const ITERATOR: &[&str] = &[
    "all",
    "any",
    "chain",
    "cloned",
    "copied",
    "count",
    "cycle",
    "enumerate",
    "filter",
    "find",
    "fold",
    "last",
    "map",
    "max",
    "min",
    "next",
    "nth",
    "partition",
    "position",
    "product",
    "rev",
    "scan",
    "skip",
    "sum",
    "take",
    "zip",
];

/// Whether the entries of the group behind `key` are names only.
pub(crate) fn holds_names(key: &str) -> bool {
    NAMES.contains(&key)
}

/// Whether `key` is a method of every iterator.
pub(crate) fn is_of_every_iterator(key: &str) -> bool {
    ITERATOR.contains(&key)
}
