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

/// The keys of groups that hold names too, where a name in capitals needs no quotes and all others do.
const BESIDE_NAMES: &[(&str, &[&str])] = &[
    ("env", &["from_config", "from_optional_config", "from_optional_secret", "from_secret", "prefix"]),
    ("config_map", &["name"]),
];

/// Groups that are one text too.
const TEXT_OR_KEYS: &[&str] = &["mount", "service", "service_account"];

/// Whether a group of keys may be one text instead.
pub(crate) fn takes_text(key: &str) -> bool {
    TEXT_OR_KEYS.contains(&key)
}

/// Whether `word` is the name of an entry in the group behind `key`, and no key of it.
pub(crate) fn is_a_name(key: &str, word: &str) -> bool {
    let group = BESIDE_NAMES.iter().find(|(group, _)| *group == key);
    holds_names(key) || group.is_some_and(|(_, keys)| !keys.contains(&word))
}

/// Whether the entries of the group behind `key` are names only.
pub(crate) fn holds_names(key: &str) -> bool {
    NAMES.contains(&key)
}

/// Whether `key` is a method of every iterator.
pub(crate) fn is_of_every_iterator(key: &str) -> bool {
    ITERATOR.contains(&key)
}
