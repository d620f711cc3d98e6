//! The words by which kinds are named in actions: `deploy`, `deployments`, `po`, `nodes`.

use crate::k8s::short_names::kind_of_short_name;

/// The kinds that an action may name before a name.
pub(super) const NAMED: &[&str] = &[
    "Deployment",
    "ReplicaSet",
    "ReplicationController",
    "StatefulSet",
    "DaemonSet",
    "Job",
    "CronJob",
    "Pod",
    "Node",
];

/// Whether a word means a kind: `Deployment`, `deployments`, `deploy`.
pub(super) fn is_kind(kind: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    let own = kind.to_lowercase();
    // kubectl takes `deployment.apps` too.
    let word = word.split('.').next().unwrap_or_default();
    let is_plural =
        word == format!("{own}s") || own.strip_suffix('y').is_some_and(|own| word == format!("{own}ies"));
    word == own || is_plural || word == format!("{own}es") || kind_of_short_name(word) == Some(kind)
}

/// Kinds that have no action of their own, or only `delete`, by their full names; short names are known besides.
const OTHERS: &[&str] = &[
    "ConfigMap",
    "HorizontalPodAutoscaler",
    "Ingress",
    "Namespace",
    "NetworkPolicy",
    "PersistentVolumeClaim",
    "PodDisruptionBudget",
    "Secret",
    "Service",
    "ServiceAccount",
];

/// The kind that a word means: `svc`, `services`, `Service`.
pub(super) fn known_kind(word: &str) -> Option<&'static str> {
    let short = word.split('.').next().and_then(kind_of_short_name);
    short.or_else(|| NAMED.iter().chain(OTHERS).find(|kind| is_kind(kind, word)).copied())
}

/// The words with kind and name joined: `scale deploy api 5` is `scale deploy/api 5`. A word that
/// `is_name` knows as a name is one, and so is what stands before a number.
pub(super) fn joined(words: &[&str], is_name: impl Fn(&str) -> bool) -> Vec<String> {
    let mut joined = Vec::new();
    let mut words = words.iter().copied().peekable();
    while let Some(word) = words.next() {
        let means_kind = known_kind(word).is_some() && !is_name(word);
        let name = words.next_if(|next| means_kind && next.parse::<i64>().is_err() && !next.contains('='));
        joined.push(name.map_or_else(|| word.to_owned(), |name| format!("{word}/{name}")));
    }
    joined
}

/// The name in `pod/redis-1`, for this kind; none when the word has another kind or none.
pub(super) fn name_of<'w>(kind: &str, word: &'w str) -> Option<&'w str> {
    word.split_once('/').filter(|(own, _)| is_kind(kind, own)).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_named_as_kubectl_names_them() {
        for word in ["sts", "StatefulSet", "statefulsets", "statefulset.apps"] {
            assert!(is_kind("StatefulSet", word), "{word}");
        }
        assert!(!is_kind("StatefulSet", "ds"));
        assert_eq!(name_of("Pod", "po/web/r1-2"), Some("web/r1-2"));
        assert_eq!(name_of("Pod", "web/r1-2"), None);
    }

    #[test]
    fn a_kind_and_a_name_are_one_word() {
        let joined = |words: &[&str]| joined(words, |word| word == "job").join(" ");
        assert_eq!(joined(&["deploy", "api", "5"]), "deploy/api 5");
        assert_eq!(joined(&["po", "redis-1", "force"]), "po/redis-1 force");
        assert_eq!(joined(&["job", "orphan"]), "job orphan");
        assert_eq!(joined(&["deploy", "5"]), "deploy 5");
        assert_eq!(joined(&["sts", "a", "c=i:1"]), "sts/a c=i:1");
        assert_eq!(joined(&["ds", "c=i:1"]), "ds c=i:1");
    }
}
