//! Words that stand where others would: names of Kubernetes and of other tools that are no keys, and
//! what is written instead.

/// The group that a word stands in, empty for the app itself; the word; what is written instead.
const HINTS: &[(&str, &str, &str)] = &[
    ("", "api_version", "the API version follows from the shape word, such as `stateful`"),
    ("", "completion_mode", "write `indexed` and `completions = …`"),
    (
        "",
        "containers",
        "keys of the main container stand here themselves, and others are `container(…)`, `sidecar(…)` or `init(…)`",
    ),
    ("", "cpu", "write `resources(requests(cpu = …), limits(cpu = …))`"),
    ("", "cron_job", "the shape word is `schedule = \"0 3 * * *\"`"),
    ("", "daemon_set", "the shape word is `per_node`"),
    ("", "deployment", "the shape word is `stateless`, which is also what no word means"),
    ("", "env_from", "write `env(from_config = \"settings\")` or `env(from_secret = \"keys\")`"),
    ("", "job", "the shape word is `run_once`"),
    (
        "",
        "kind",
        "the kind follows from the shape word: `stateless`, `stateful`, `per_node`, `run_once` or `schedule = …`",
    ),
    ("", "lifecycle", "write `pre_stop(…)` and `post_start(…)`"),
    ("", "limits", "write `resources(limits(…))`"),
    ("", "memory", "write `resources(requests(memory = …), limits(memory = …))`"),
    ("", "metadata", "its keys stand here themselves: `name`, `namespace`, `labels(…)`, `annotations(…)`"),
    ("", "pod_management_policy", "write `parallel`"),
    ("", "requests", "write `resources(requests(…))`"),
    ("", "spec", "its keys stand here themselves: `image`, `replicas`, `port(…)` and all others"),
    ("", "stateful_set", "the shape word is `stateful`"),
    ("", "strategy", "write `rolling_update(…)` or `recreate`"),
    ("", "template", "its keys stand here themselves: `image`, `env(…)`, `pod_labels(…)` and all others"),
    ("", "update_strategy", "write `rolling_update(…)` or `on_delete`"),
    (
        "",
        "volume_claim_templates",
        "a claim for each Pod is a field: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    ("", "volumes", "a volume is a field: `#[workload(mount = \"/data\")] data: Scratch`"),
    ("", "termination_grace", "write `grace_period = …`"),
    ("", "with", "it stands on a field, behind its key: `#[workload(env, with = path)]`"),
    ("live", "command", "write `exec = [\"…\"]`"),
    ("live", "path", "write `http = \"/healthz\"` for the path of the request"),
    ("port", "grpc", "write `port(name = \"grpc\", number = …)`"),
    ("port", "http", "write `port(name = \"http\", number = …)`"),
    ("port", "https", "write `port(name = \"https\", number = …)`"),
    ("port", "metrics", "write `port(name = \"metrics\", number = …)`"),
    ("ready", "command", "write `exec = [\"…\"]`"),
    ("ready", "path", "write `http = \"/healthz\"` for the path of the request"),
    ("resources", "cpu", "write `requests(cpu = …)` or `limits(cpu = …)`"),
    ("resources", "memory", "write `requests(memory = …)` or `limits(memory = …)`"),
    ("startup", "command", "write `exec = [\"…\"]`"),
    ("startup", "path", "write `http = \"/healthz\"` for the path of the request"),
];

/// What is written instead of `word`, which is no key of `group`.
pub(crate) fn instead(group: &str, word: &str) -> Option<String> {
    let (_, _, instead) = HINTS.iter().find(|(around, other, _)| *around == group && *other == word)?;
    Some(format!("there is no key `{word}`: {instead}"))
}

#[cfg(test)]
mod tests {
    use super::instead;

    #[test]
    fn a_word_means_something_in_its_group_only() {
        let limits = instead("", "limits").unwrap();
        assert_eq!(limits, "there is no key `limits`: write `resources(limits(…))`");
        assert_eq!(instead("resources", "limits"), None);
    }
}
