//! What a key asks of the keys beside it, checked under the key.
//!
//! Each check is a function; to add one, name its key in `check_beside`.

use super::Outline;
use crate::describe::shape::{OwnService, Shape};
use crate::k8s::literal::{Leaf, Written, find};
use crate::syntax::text::{Message, same};

impl Outline {
    /// Checks that `key` does not contradict the other keys of the struct.
    ///
    /// # Panics
    ///
    /// When it does.
    #[track_caller]
    pub const fn check_beside<S: Shape>(&self, key: &str) {
        if let Err(message) = check_beside::<S>(self.keys, key) {
            panic!("{}", message.as_str());
        }
    }
}

/// Checks that `key` does not contradict the other keys of a struct.
pub(crate) const fn check_beside<S: Shape>(keys: &[Leaf], key: &str) -> Result<(), Message> {
    match key.as_bytes() {
        b"labels" | b"pod_labels" => check_labels(keys, key),
        b"autoscale" => check_autoscale(keys),
        b"recreate" => check_recreate(keys),
        b"on_delete" => check_on_delete(keys),
        b"service" => check_service::<S>(keys),
        b"pod_failure_policy" => check_failure_policy(keys),
        b"pod_replacement_policy" => check_replacement_policy(keys),
        b"indexed" => check_indexed(keys),
        b"backoff_limit_per_index" | b"success_policy" => check_needs_indexes(keys),
        b"max_failed_indexes" => check_failed_indexes(keys),
        _ => Ok(()),
    }
}

const fn is_there(keys: &[Leaf], key: &str) -> bool {
    find(keys, key).is_some()
}

const fn says(keys: &[Leaf], key: &str, word: &str) -> bool {
    matches!(find(keys, key), Some(Written::Word(said)) if same(said, word))
}

/// The recommended labels, which have keys of their own.
const OWN_LABELS: [(&str, &str); 5] = [
    ("app.kubernetes.io/name", "name"),
    ("app.kubernetes.io/instance", "instance"),
    ("app.kubernetes.io/part-of", "part_of"),
    ("app.kubernetes.io/version", "version"),
    ("app.kubernetes.io/managed-by", "managed_by"),
];

const fn check_labels(keys: &[Leaf], key: &str) -> Result<(), Message> {
    let Some(Written::Group(labels)) = find(keys, key) else { return Ok(()) };
    // Without the recommended labels, these are labels as any other.
    if is_there(keys, "recommended_labels") {
        return Ok(());
    }
    let mut at = 0;
    while at < OWN_LABELS.len() {
        let (label, own) = OWN_LABELS[at];
        if find(labels, label).is_some() {
            let message = Message::of("the label ")
                .push_quoted(label)
                .push(" has a key of its own: write `")
                .push(own)
                .push(" = \"…\"` instead");
            return Err(message);
        }
        at += 1;
    }
    Ok(())
}

const fn check_autoscale(keys: &[Leaf]) -> Result<(), Message> {
    let both_later = matches!(find(keys, "replicas"), Some(Written::Later))
        && matches!(find(keys, "autoscale"), Some(Written::Later));
    // Two fields may be `Option`s of which one is `None`: that is checked at run time.
    if is_there(keys, "replicas") && !both_later {
        return Err(Message::of(
            "`replicas` and `autoscale` would fight: each rollout sets the replicas back; keep `autoscale` with its `min` (article §3.2)",
        ));
    }
    Ok(())
}

const fn check_recreate(keys: &[Leaf]) -> Result<(), Message> {
    if is_there(keys, "rolling_update") {
        return Err(Message::of("`recreate` and `rolling_update` are two ways to replace Pods: keep one"));
    }
    Ok(())
}

const fn check_on_delete(keys: &[Leaf]) -> Result<(), Message> {
    if is_there(keys, "rolling_update") {
        return Err(Message::of("`on_delete` and `rolling_update` are two ways to replace Pods: keep one"));
    }
    Ok(())
}

const fn check_service<S: Shape>(keys: &[Leaf]) -> Result<(), Message> {
    let balanced = match find(keys, "service") {
        Some(Written::Group(keys)) => is_there(keys, "type") && !says(keys, "type", "ClusterIP"),
        _ => false,
    };
    if balanced && matches!(S::SERVICE, OwnService::Headless) {
        return Err(Message::of(
            "the Service of a stateful app is headless: it gives each Pod its address; add a balanced one with `extra_service(name = \"…\", type = LoadBalancer)` (article §4.3)",
        ));
    }
    Ok(())
}

const fn check_failure_policy(keys: &[Leaf]) -> Result<(), Message> {
    let later = matches!(find(keys, "restart"), Some(Written::Later));
    if !later && !says(keys, "restart", "Never") {
        return Err(Message::of(
            "a Pod failure policy judges failed Pods, so containers must not restart in place: add `restart = Never`",
        ));
    }
    Ok(())
}

const fn check_replacement_policy(keys: &[Leaf]) -> Result<(), Message> {
    if is_there(keys, "pod_failure_policy") && says(keys, "pod_replacement_policy", "TerminatingOrFailed") {
        return Err(Message::of(
            "a Pod failure policy waits until a Pod has failed: write `pod_replacement_policy = Failed`, or leave it out",
        ));
    }
    Ok(())
}

const fn check_indexed(keys: &[Leaf]) -> Result<(), Message> {
    if !is_there(keys, "completions") {
        return Err(Message::of("an indexed job needs to know how many indexes: add `completions = …`"));
    }
    Ok(())
}

const fn check_needs_indexes(keys: &[Leaf]) -> Result<(), Message> {
    if !is_there(keys, "indexed") {
        return Err(Message::of("this is about the indexes of a job: add `indexed` and `completions = …`"));
    }
    Ok(())
}

const fn check_failed_indexes(keys: &[Leaf]) -> Result<(), Message> {
    if let Err(message) = check_needs_indexes(keys) {
        return Err(message);
    }
    if !is_there(keys, "backoff_limit_per_index") {
        return Err(Message::of(
            "an index fails when its retries are used up: say how many with `backoff_limit_per_index = …`",
        ));
    }
    Ok(())
}
