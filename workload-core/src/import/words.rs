//! Which texts are words of the grammar, written without quotes.

use super::attribute::Attribute;

/// Keys whose values are words of the grammar.
const WORDS: &[&str] = &[
    "app_armor",
    "concurrency",
    "deleted",
    "dns_policy",
    "effect",
    "external_traffic_policy",
    "fs_group_change_policy",
    "image_pull_policy",
    "internal_traffic_policy",
    "node_affinity_policy",
    "node_taints_policy",
    "operator",
    "otherwise",
    "path_type",
    "pod_replacement_policy",
    "preemption_policy",
    "proc_mount",
    "propagation",
    "recursive_read_only",
    "restart",
    "scaled",
    "seccomp",
    "select",
    "session_affinity",
    "supplemental_groups_policy",
    "termination_message_policy",
    "unhealthy",
];

/// Types of Services; `type` is the key of other texts too.
const SERVICE_TYPES: &[&str] = &["ClusterIP", "ExternalName", "LoadBalancer", "NodePort"];

/// Whether a text is a word of the grammar: one all in capitals would be taken for a const.
pub(super) fn is_word(attribute: &Attribute, word: &str) -> bool {
    let is_known =
        WORDS.contains(&attribute.key.as_str()) || attribute.key == "type" && SERVICE_TYPES.contains(&word);
    !attribute.is_entry
        && is_known
        && word.chars().all(|c| c.is_ascii_alphanumeric())
        && word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.chars().any(|c| c.is_ascii_lowercase())
}
