//! Words that stand where others would: names of Kubernetes and of other tools that are no keys, and
//! what is written instead.

/// The group that a word stands in, empty for the app itself; the word; what is written instead.
const HINTS: &[(&str, &str, &str)] = &[
    ("", "api_version", "the API version follows from the shape word, such as `stateful`"),
    ("", "autoscaling", "write `autoscale(max = …, cpu = …)`"),
    ("", "budget", "write `disruption_budget(…)`"),
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
    ("", "capabilities", "write `security(add = [\"…\"], drop = [\"ALL\"])`"),
    ("", "env_from", "write `env(from_config = \"settings\")` or `env(from_secret = \"keys\")`"),
    ("", "horizontal_pod_autoscaler", "write `autoscale(max = …, cpu = …)`"),
    ("", "hpa", "write `autoscale(max = …, cpu = …)`"),
    ("", "job", "the shape word is `run_once`"),
    (
        "",
        "kind",
        "the kind follows from the shape word: `stateless`, `stateful`, `per_node`, `run_once` or `schedule = …`",
    ),
    ("", "lifecycle", "write `pre_stop(…)` and `post_start(…)`"),
    ("", "limits", "write `resources(limits(…))`"),
    ("", "max_surge", "write `rolling_update(max_surge = …)`"),
    (
        "",
        "max_unavailable",
        "write `rolling_update(max_unavailable = …)`, or `disruption_budget(max_unavailable = …)`",
    ),
    ("", "memory", "write `resources(requests(memory = …), limits(memory = …))`"),
    ("", "metadata", "its keys stand here themselves: `name`, `namespace`, `labels(…)`, `annotations(…)`"),
    ("", "min_available", "write `disruption_budget(min_available = …)`"),
    ("", "pdb", "write `disruption_budget(…)`"),
    ("", "pod_disruption_budget", "write `disruption_budget(…)`"),
    ("", "pod_management_policy", "write `parallel`"),
    ("", "ports", "write `port(name = \"http\", number = 8080)` for each of them"),
    ("", "privileged", "write `security(privileged)`"),
    ("", "read_only_root_filesystem", "write `security(read_only_root)`"),
    ("", "requests", "write `resources(requests(…))`"),
    ("", "run_as_group", "write `security(run_as_group = …)`"),
    ("", "run_as_non_root", "write `security(run_as_non_root)`"),
    ("", "run_as_user", "write `security(run_as_user = …)`"),
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
    (
        "",
        "configmap",
        "write `config_map(name = \"…\", …)` to make one, or `env(from_config = \"…\")` to read one",
    ),
    ("", "cron", "the shape word is `schedule = \"0 3 * * *\"`"),
    ("", "depends_on", "no app waits for another in Kubernetes: it retries, or an `init(…)` container waits"),
    ("", "entrypoint", "write `command = [\"…\"]`"),
    ("", "environment", "write `env(LOG = \"info\")`, or put `#[workload(env)]` on a field"),
    ("", "expose", "write `port(name = \"http\", number = 8080)`, or put `#[workload(port)]` on a field"),
    ("", "gpu", "write `resources(limits(\"nvidia.com/gpu\" = \"1\"))`"),
    (
        "",
        "health_check",
        "write `ready(…)` for whether it takes requests, and `live(…)` for whether it must be restarted",
    ),
    (
        "",
        "healthcheck",
        "write `ready(…)` for whether it takes requests, and `live(…)` for whether it must be restarted",
    ),
    ("", "liveness", "write `live(http = \"/healthz\", port = \"http\")`"),
    ("", "load_balancer", "write `service(type = LoadBalancer)`"),
    ("", "networks", "write `network_policy(…)` for who may talk to the app"),
    ("", "readiness", "write `ready(http = \"/healthz\", port = \"http\")`"),
    (
        "",
        "rename",
        "a part has the name of its field, or another one behind its key: `env = \"NAME\"`, `port = \"name\"`",
    ),
    ("", "scale", "write `replicas = …`, or `autoscale(max = …, cpu = …)`"),
    (
        "",
        "secrets",
        "write `env(from_secret = \"…\")` for variables; files are a field of type `SecretFiles`",
    ),
    ("", "tag", "the tag is part of the image: `image = \"redis:7.4\"`"),
    ("", "user", "write `security(run_as_user = …)`"),
    (
        "env",
        "config",
        "a variable from a ConfigMap is `NAME = config(\"name\", \"key\")`, or a field of type `EnvValue`",
    ),
    ("env", "default", "the variable has the field's value, so a default is one of the struct"),
    ("env", "name", "write `env(LOG = \"info\")`, and on a field `env = \"LOG\"`"),
    ("env", "value", "write `env(LOG = \"info\")`"),
    ("env", "rename", "write the name behind the key: `env = \"NAME\"`"),
    (
        "env",
        "secret",
        "a variable from a Secret is `NAME = secret(\"name\", \"key\")`, or a field of type `EnvValue`",
    ),
    ("mount", "access_modes", "the volume says it: `Claim::new(…)` and the methods of its type"),
    ("mount", "size", "the volume says it: `PerPod::new(\"1Gi\")`"),
    ("mount", "storage", "the volume says it: `PerPod::new(\"1Gi\")`"),
    ("mount", "storage_class", "the volume says it: `PerPod::new(\"1Gi\").storage_class(…)`"),
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
    ("", "cmd", "write `command = [\"…\"]`"),
    ("", "domain", "write `ingress(host = \"…\")`"),
    ("", "host", "write `ingress(host = \"…\")` for a name, or `host_network` for the network of the node"),
    ("", "hosts", "write `ingress(host = \"…\")`, once for each of them"),
    (
        "",
        "job_template",
        "its keys stand here themselves: `image`, `backoff_limit`, `job_labels(…)` and all others",
    ),
    ("", "priority", "write `priority_class = \"…\"`"),
    (
        "",
        "shape",
        "the shape word stands alone: `stateless`, `stateful`, `per_node`, `run_once` or `schedule = \"0 3 * * *\"`",
    ),
    (
        "",
        "type",
        "the shape word stands alone: `stateless`, `stateful`, `per_node`, `run_once` or `schedule = \"0 3 * * *\"`",
    ),
    (
        "",
        "claim",
        "a volume is a field, whose type says what becomes of the data: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    (
        "",
        "disk",
        "a volume is a field, whose type says what becomes of the data: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    (
        "",
        "persistent_volume",
        "a volume is a field, whose type says what becomes of the data: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    (
        "",
        "persistent_volume_claim",
        "a volume is a field, whose type says what becomes of the data: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    (
        "",
        "pvc",
        "a volume is a field, whose type says what becomes of the data: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    (
        "",
        "size",
        "a volume is a field, whose type says what becomes of the data: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    (
        "",
        "storage",
        "a volume is a field, whose type says what becomes of the data: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    (
        "",
        "volume_claim",
        "a volume is a field, whose type says what becomes of the data: `#[workload(mount = \"/data\")] data: PerPod`",
    ),
    ("", "cpu_limit", "write `resources(limits(cpu = …))`"),
    ("", "cpu_request", "write `resources(requests(cpu = …))`"),
    ("", "memory_limit", "write `resources(limits(memory = …))`"),
    ("", "memory_request", "write `resources(requests(memory = …))`"),
    (
        "",
        "node",
        "write `node_selector(\"…\" = \"…\")` for labels of nodes, or `node_name = \"…\"` for one node",
    ),
    ("affinity", "node", "write `host` for the same node"),
    ("anti_affinity", "node", "write `host` for the same node"),
    ("spread", "node", "write `host` for the nodes"),
    ("exec", "command", "write `exec = [\"…\"]`"),
    ("grpc", "port", "write `grpc = 8080`"),
    ("host_alias", "hostnames", "write `names = [\"…\"]`"),
    ("http", "path", "write `http = \"/healthz\"`, and `port = …` beside it"),
    ("http", "port", "write `port = …` beside `http = \"/healthz\"`"),
    ("network_policy", "egress", "write `allow_to(…)`"),
    ("network_policy", "ingress", "write `allow_from(…)`"),
    (
        "node_affinity",
        "preferred_during_scheduling_ignored_during_execution",
        "write `prefer(\"…\" = \"…\")`",
    ),
    (
        "node_affinity",
        "required_during_scheduling_ignored_during_execution",
        "write `require(\"…\" = \"…\")`",
    ),
    ("node_selector", "match_expressions", "write `node_affinity(require(\"…\" = [\"…\"]))`"),
    ("port", "container_port", "write `number = …`"),
    ("port", "expose", "a port is offered by the Service of the app as it is; `internal` keeps it from that"),
    ("port", "port", "write `number = …`"),
    (
        "port",
        "target",
        "the number is the container's, and `service = 80` the number under which the Service offers it",
    ),
    ("rbac", "rules", "write `allow(resources = [\"…\"], verbs = [\"…\"])`"),
    ("security", "capabilities", "write `add = [\"…\"]` and `drop = [\"ALL\"]`"),
    ("selector", "match_labels", "the labels stand here themselves: `selector(\"app\" = \"…\")`"),
    ("tcp", "port", "write `tcp = 8080`"),
];

/// Functions that make no value, and what is written instead.
const FUNCTIONS: &[(&str, &str)] =
    &[("Some", "the value stands alone, without `Some`"), ("valueFrom", FROM), ("value_from", FROM)];

/// Where the value of a variable comes from.
const FROM: &str =
    "a variable is `NAME = secret(\"name\", \"key\")`, `config(…)`, `field(…)` or `resource(…)`";

/// What is written instead of a function that makes no value.
pub(crate) fn no_function(word: &str) -> Option<String> {
    let (_, instead) = FUNCTIONS.iter().find(|(function, _)| *function == word)?;
    Some(format!("there is no function `{word}` for a value: {instead}"))
}

/// The kinds as people write them where a shape word belongs, and how the table has them.
const KINDS: &[(&str, &str)] = &[
    ("CronJob", "cron_job"),
    ("DaemonSet", "daemon_set"),
    ("Deployment", "deployment"),
    ("Job", "job"),
    ("StatefulSet", "stateful_set"),
    ("cronjob", "cron_job"),
    ("daemonset", "daemon_set"),
    ("statefulset", "stateful_set"),
];

fn kind(word: &str) -> Option<&'static str> {
    KINDS.iter().find(|(written, _)| *written == word).map(|(_, kind)| *kind)
}

/// The shape words as the shapes' types are written.
const SHAPE_TYPES: &[(&str, &str)] =
    &[("PerNode", "per_node"), ("RunOnce", "run_once"), ("Stateful", "stateful"), ("Stateless", "stateless")];

fn shape(word: &str) -> Option<String> {
    let (_, shape) = SHAPE_TYPES.iter().find(|(written, _)| *written == word)?;
    Some(format!("there is no key `{word}`: the shape word is `{shape}`"))
}

/// What is written instead of `word`, which is no key of `group`.
pub(crate) fn instead(group: &str, word: &str) -> Option<String> {
    if group.is_empty()
        && let Some(shape) = shape(word)
    {
        return Some(shape);
    }
    let meant = kind(word).unwrap_or(word);
    let (_, _, instead) = HINTS.iter().find(|(around, other, _)| *around == group && *other == meant)?;
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
        let kind = instead("", "StatefulSet").unwrap();
        assert_eq!(kind, "there is no key `StatefulSet`: the shape word is `stateful`");
    }
}
