//! `workload plan`, as a user runs it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

const API: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 3
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 1}}
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: 'api:v1'}]}
";

const REDIS: &str = "\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis}
spec:
  serviceName: redis
  replicas: 2
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, image: 'redis:7.4'}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Runs the command there and gives its status, its data and its talk.
fn plan(folder: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.current_dir(folder.path()).arg("plan").args(arguments).env("NO_COLOR", "1");
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn json(folder: &TempDir, arguments: &[&str]) -> Value {
    let arguments: Vec<_> = arguments.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&plan(folder, &arguments).1).unwrap()
}

#[test]
fn an_update_is_shown_from_change_to_answer() {
    let folder = folder(&[("old/api.yaml", API), ("new/api.yaml", &API.replace("v1'", "v2'"))]);
    let (status, data, talk) = plan(&folder, &["old", "new"]);
    assert_eq!((status, talk.as_str()), (0, ""), "{data}");
    for part in [
        "  ~ Deployment api  rolls the Pods\n",
        "        api:v1 → api:v2\n",
        "       0s    2/3  r1 ■■  r2 □□  ▒\n",
        "       4s    3/3  r2 ■■■\n",
        "  reduced Deployment/api: 2 of 3 ready for 4s, from 0s\n",
        "Deployment/api: at most 5 Pods at once.",
        "`apply`: done after 4s\n",
        "nothing is stuck",
    ] {
        assert!(data.contains(part), "{part} is not in:\n{data}");
    }
    let is_prose = |line: &&str| !line.contains("kubectl");
    assert!(data.lines().filter(is_prose).all(|line| line.chars().count() <= 100), "{data}");
    assert_eq!(plan(&folder, &["old", "new"]).1, data);
}

#[test]
fn what_the_server_refuses_ends_with_one_and_its_way_around() {
    let folder = folder(&[("old.yaml", REDIS), ("new.yaml", &REDIS.replace("1Gi", "2Gi"))]);
    let (status, data, _) = plan(&folder, &["old.yaml", "new.yaml"]);
    assert_eq!(status, 1);
    for part in [
        "  ! StatefulSet redis  forbidden\n",
        "kubectl delete statefulset redis --cascade=orphan",
        "  refused the API server refuses a change: its Pods are not simulated\n",
    ] {
        assert!(data.contains(part), "{part} is not in:\n{data}");
    }
}

#[test]
fn what_gets_stuck_ends_with_one_and_says_why() {
    let folder = folder(&[("api.yaml", API)]);
    let (status, data, _) = plan(&folder, &["api.yaml", "--do", "fail api", "--do", "image api=api:v2"]);
    assert_eq!(status, 1);
    assert!(
        data.contains("stuck 2 Pods of Deployment/api, each for the same reason: Pod api/r2-1 runs"),
        "{data}"
    );
    assert!(
        data.contains(
            "reduced Deployment/api: 2 of 3 ready to the end, from 12s, after `image api=api:v2`\n"
        ),
        "{data}"
    );
    let arguments =
        ["api.yaml", "--do", "fail api", "--do", "image api=api:v2", "--do", "wait 30s", "--do", "undo api"];
    let (status, data, _) = plan(&folder, &arguments);
    // New Pods of the old template fail as well, for `fail` is of the workload.
    assert_eq!(status, 1, "{data}");
    let (status, _, _) = plan(&folder, &["api.yaml", "--do", "delete pod nobody"]);
    assert_eq!(status, 1, "an action that cannot be done");
}

#[test]
fn the_json_has_the_answers() {
    let folder = folder(&[("api.yaml", API), ("redis.yaml", REDIS)]);
    let plan = json(
        &folder,
        &[".", "--nodes", "4", "--ready", "3s", "--duration", "redis=5s", "--do", "scale redis 3"],
    );
    assert_eq!(plan["nodes"].as_array().unwrap().len(), 4);
    let redis = &plan["workloads"][1];
    assert_eq!((&redis["name"], &redis["ready"]), (&"StatefulSet/redis".into(), &3.into()));
    assert_eq!(redis["pods"][2]["address"], "redis-2.redis.default.svc.cluster.local");
    assert_eq!(plan["claims"][2]["pods"][0], "redis-2");
    assert_eq!(plan["steps"][1]["words"], "scale redis 3");
    assert_eq!(plan["steps"][1]["took"], 6000);
    assert_eq!(plan["stuck"], Value::Array(vec![]));
}

#[test]
fn a_scenario_says_the_same_as_flags() {
    let yaml = "nodes: 2\nstop: 4s\nduration: {api: 5s}\ndo: [drain node-2, wait 1m]\n";
    let toml = "nodes = 2\nstop = '4s'\ndo = ['drain node-2', 'wait 1m']\n[duration]\napi = '5s'\n";
    let folder = folder(&[("api.yaml", API), ("s/a.yaml", yaml), ("s/a.toml", toml)]);
    let flags = [
        "api.yaml",
        "--nodes",
        "2",
        "--stop",
        "4s",
        "--duration",
        "api=5s",
        "--do",
        "drain node-2",
        "--do",
        "wait 1m",
    ];
    let wanted = json(&folder, &flags);
    assert_eq!(json(&folder, &["api.yaml", "--scenario", "s/a.yaml"]), wanted);
    assert_eq!(json(&folder, &["api.yaml", "--scenario", "s/a.toml"]), wanted);
}

#[test]
fn nodes_come_from_a_file() {
    let nodes =
        "kind: Node\nmetadata: {name: small}\nstatus: {allocatable: {cpu: 1, memory: 1Gi, pods: 2}}\n";
    let folder = folder(&[("k/api.yaml", API), ("nodes.yaml", nodes)]);
    let (status, data, _) = plan(&folder, &["k", "--nodes", "nodes.yaml"]);
    assert_eq!(status, 1);
    assert!(
        data.contains("stuck 1 Pod of Deployment/api waits: no node has a place for another Pod left"),
        "{data}"
    );
}

#[test]
fn a_day_of_a_cron_job_is_told_unless_somebody_says_how_long() {
    let cron = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: report}\nspec:\n  schedule: '0 * * * *'\n  \
                jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}\n";
    let folder = folder(&[("cron.yaml", cron)]);
    let runs = |arguments: &[&str]| json(&folder, arguments)["workloads"][0]["runs"].clone();
    assert_eq!(runs(&["cron.yaml"])["due"], 23);
    let runs = runs(&["cron.yaml", "--do", "wait 150m", "--start", "2026-03-01T10:30:00Z"]);
    assert_eq!((&runs["started"], &runs["skipped"]), (&2.into(), &0.into()));
}

#[test]
fn mistakes_end_with_two_and_say_what_would_be_right() {
    let broken = API.replace("replicas: 3", "replicas: three");
    let folder =
        folder(&[("api.yaml", API), ("broken.yaml", &broken), ("empty.yaml", ""), ("n.yaml", "kind: Pod\n")]);
    for (arguments, part) in [
        (&["api.yaml", "--do", "scael api 3"][..], "did you mean `scale`"),
        (&["api.yaml", "--do", "scale ap 3"], "did you mean `api`?"),
        (&["api.yaml", "--do", "drain node-9"], "did you mean `node-"),
        (&["api.yaml", "--ready", "soon"], "`soon` is no duration"),
        (&["api.yaml", "--duration", "api"], "--duration api=5s"),
        (&["api.yaml", "--duration", "web=5s"], "there is no workload `web`"),
        (&["api.yaml", "--start", "monday"], "`monday` is not a time"),
        (&["api.yaml", "--nodes", "n.yaml"], "this is Pod"),
        (&["api.yaml", "--nodes", "none.yaml"], "cannot read none.yaml"),
        (&["api.yaml", "--scenario", "n.yaml"], "n.yaml:1: `kind`: there is no such field"),
        (&["broken.yaml"], "expected a whole number, found a string"),
        (&["empty.yaml"], "no Kubernetes object in empty.yaml"),
        (&["nowhere.yaml"], "cannot read nowhere.yaml: No such file"),
        (&["-", "-"], "standard input can be read once"),
    ] {
        let (status, data, talk) = plan(&folder, arguments);
        assert_eq!((status, data.as_str()), (2, ""), "{arguments:?}: {talk}");
        assert!(talk.contains(part), "{part} is not in:\n{talk}");
    }
}

/// A bundle of so many Deployments with a Service and a ConfigMap each.
fn bundle(count: usize) -> String {
    let others = |number| {
        format!(
            "---\napiVersion: v1\nkind: Service\nmetadata: {{name: web-{number}}}\nspec: {{selector: {{app: web-{number}}}, ports: [{{port: 80}}]}}\n\
             ---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web-{number}}}\ndata: {{version: v1}}\n"
        )
    };
    let app = |number: usize| {
        let text = API.replace("api", &format!("web-{number}"));
        format!("---\n{}", text.replace(&format!("web-{number}Version"), "apiVersion"))
    };
    (1..=count).map(|number| app(number) + &others(number)).collect()
}

#[test]
fn a_bundle_fits_on_two_screens_unless_all_of_it_is_asked_for() {
    let old = bundle(12);
    let new = old.replace("web-2:v1", "web-2:v2").replace("data: {version: v1}", "data: {version: v2}");
    let folder = folder(&[("old.yaml", &old), ("new.yaml", &new)]);
    for arguments in [&["new.yaml"][..], &["old.yaml", "new.yaml"]] {
        let (status, data, _) = plan(&folder, arguments);
        assert_eq!(status, 0, "{data}");
        assert!(data.lines().count() <= 100, "{} lines:\n{data}", data.lines().count());
        assert!(data.contains(": --all"), "{data}");
        let all: Vec<_> = arguments.iter().copied().chain(["--all"]).collect();
        let (_, whole, _) = plan(&folder, &all);
        assert!(whole.lines().count() > data.lines().count() && !whole.contains(": --all"), "{whole}");
    }
    let (_, data, _) = plan(&folder, &["new.yaml"]);
    assert!(data.contains("  + 12 Deployments: web-1, web-2, web-3, web-4, web-5 and 7 more\n"), "{data}");
    let (_, data, _) = plan(&folder, &["old.yaml", "new.yaml"]);
    assert!(data.starts_with("  reduced Deployment/web-2: 2 of 3 ready for 4s"), "{data}");
    let roll = data.find("~ Deployment web-2").unwrap();
    assert!(roll < data.find("~ ConfigMap web-1").unwrap(), "what replaces Pods comes first:\n{data}");
}

#[test]
fn the_same_manifests_twice_are_no_changes_and_nothing_else() {
    let folder = folder(&[("api.yaml", API)]);
    assert_eq!(plan(&folder, &["api.yaml", "api.yaml"]), (0, "no changes\n".to_owned(), String::new()));
    let (_, data, _) = plan(&folder, &["api.yaml", "api.yaml", "--do", "scale api 4"]);
    assert!(data.contains("# scale api 4"), "{data}");
}

#[test]
fn what_is_alike_is_stuck_once() {
    let big = API
        .replace("replicas: 3", "replicas: 2000")
        .replace("image: 'api:v1'", "image: 'api:v1', resources: {requests: {cpu: 250m, memory: 200Mi}}");
    let folder = folder(&[("api.yaml", &big)]);
    let (status, data, _) = plan(&folder, &["api.yaml"]);
    assert_eq!(status, 1);
    assert!(
        data.contains("stuck 1,616 Pods of Deployment/api wait: no node has 250m CPU left, from 0s on; way"),
        "{data}"
    );
    assert!(data.contains("which request 500 CPU and\n    390.7Gi memory"), "{data}");
    assert!(data.lines().count() < 30, "{data}");
}

#[test]
fn without_a_node_pods_wait_in_the_words_of_the_scheduler() {
    let folder = folder(&[("api.yaml", API)]);
    let (status, data, _) = plan(&folder, &["api.yaml", "--nodes", "0"]);
    assert_eq!(status, 1);
    let text = data.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("no nodes available to schedule pods") && !text.contains("0/0"), "{data}");
}

#[test]
fn what_depends_on_the_real_nodes_and_claims_is_not_stuck() {
    let pod = |spec: &str| {
        format!(
            "apiVersion: v1\nkind: Pod\nmetadata: {{name: one}}\nspec: {{{spec}, containers: [{{name: c, image: i}}]}}\n"
        )
    };
    let folder = folder(&[
        ("gpu.yaml", &pod("nodeSelector: {gpu: 'true'}")),
        (
            "linux.yaml",
            &pod(
                "nodeSelector: {kubernetes.io/os: linux, kubernetes.io/arch: amd64, topology.kubernetes.io/zone: zone-1}",
            ),
        ),
        ("claim.yaml", &pod("volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]")),
        (
            "nodes.yaml",
            "kind: Node\nmetadata: {name: small}\nstatus: {allocatable: {cpu: 1, memory: 1Gi, pods: 2}}\n",
        ),
    ]);
    let (status, data, _) = plan(&folder, &["gpu.yaml"]);
    assert_eq!(status, 0, "{data}");
    assert!(
        data.contains("  depends Pod/one depends on your nodes: no assumed node has the label `gpu=true`"),
        "{data}"
    );
    assert!(data.contains("nothing is stuck; 1 workload depends on your nodes"), "{data}");
    // Of nodes that are given nothing is assumed.
    let (status, data, _) = plan(&folder, &["gpu.yaml", "--nodes", "nodes.yaml"]);
    assert!(
        status == 1 && data.contains("stuck Pod one fits no node") && !data.contains("assumed node"),
        "{data}"
    );
    let (status, data, _) = plan(&folder, &["linux.yaml"]);
    assert!(
        status == 0 && data.contains("assumed 3 nodes with 32 CPU, 128Gi memory, 100Gi ephemeral storage"),
        "{data}"
    );
    let (status, data, _) = plan(&folder, &["claim.yaml"]);
    assert!(status == 0 && data.contains("assumed PersistentVolumeClaim data is not in the input"), "{data}");
    assert_eq!(json(&folder, &["claim.yaml"])["claims"][0]["made"], Value::Null);
}

#[test]
fn runs_of_a_cron_job_are_clock_times_and_counts() {
    let cron = "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: report}\nspec:\n  schedule: '*/10 * * * *'\n  \
                concurrencyPolicy: Forbid\n  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}\n";
    let folder = folder(&[("cron.yaml", cron)]);
    let (_, data, _) = plan(&folder, &["cron.yaml"]);
    assert!(
        data.contains("CronJob/report: 143 runs due, 143 started, none late, at most 1 Pod at once.\n"),
        "{data}"
    );
    assert!(data.contains("    at 2026-01-01 00:10, 00:20, 00:30 … 23:50 UTC\n"), "{data}");
    assert!(!data.contains("r1 ■") && data.lines().count() < 20, "{data}");
    let (_, data, _) = plan(&folder, &["cron.yaml", "--duration", "report=15m"]);
    assert!(data.contains("96 started, 95 late, 47 skipped"), "{data}");
    assert!(data.contains("01-01 00:25:05      1  r1 ■\n") && data.lines().count() < 35, "{data}");
}

#[test]
fn names_stay_whole_in_every_line() {
    let name = "a-name-with-many-hyphens-that-would-be-a-place-to-break-a-line-at";
    let name = &name[..60];
    let folder = folder(&[("api.yaml", &API.replace("{name: api}", &format!("{{name: {name}}}")))]);
    let (_, data, _) = plan(&folder, &["api.yaml", "--nodes", "0"]);
    let broken = data.lines().filter(|line| line.contains("a-name-") && !line.contains(name));
    assert_eq!(broken.count(), 0, "{data}");
}

#[test]
fn errors_of_a_scenario_name_the_line_and_the_field() {
    let folder = folder(&[
        ("api.yaml", API),
        ("type.yaml", "nodes: 2\nready: [a]\n"),
        ("time.yaml", "nodes: 2\n# how long\nready: soon\n"),
        ("do.yaml", "do:\n- scale api 4\n- scael api 3\n"),
        ("do.toml", "nodes = 2\ndo = [\n  'scale api 4',\n  'scale ap 3',\n]\n"),
        ("duration.toml", "nodes = 2\n[duration]\napi = 'long'\n"),
        ("duration.yaml", "duration:\n  web: 3s\n"),
        ("field.yaml", "ready: 3s\nstopp: 3s\n"),
        ("count.yaml", "ready: 3s\nnodes: -1\n"),
        ("file.yaml", "ready: 3s\nnodes: three\n"),
        ("item.yaml", "do:\n- scale api 4\n- wait: 10m\n"),
        ("list.yaml", "# one\n- scale api 4\n"),
        ("text.yaml", "nodes = 3\n"),
        ("open.yaml", "nodes: 3\ndo: [\n"),
        ("twice.yaml", "nodes: 3\nready: 3s\nnodes: 4\n"),
        ("two.yaml", "nodes: 3\n---\nnodes: 4\n"),
        ("empty.yaml", "# nothing\n"),
        ("field.toml", "nodes = 2\nstopp = '3s'\n"),
        ("open.toml", "nodes = 2\nready = '3s\n"),
        ("type.toml", "nodes = 2\nready = 3\n"),
        ("a.json", "{\"nodes\": 2,\n \"do\": [\"scael api 3\"]}"),
    ]);
    for (file, error) in [
        ("type.yaml", "type.yaml:2: `ready`: expected a duration such as `2s`, found a list"),
        ("field.yaml", "field.yaml:2: `stopp`: there is no such field\n help: did you mean `stop`?"),
        ("count.yaml", "count.yaml:2: `nodes`: expected a number of nodes, or a file with them, found `-1`"),
        ("file.yaml", "file.yaml:2: `nodes`: cannot read three: No such file"),
        ("item.yaml", "item.yaml:3: `do[1]`: expected an action such as `scale api 3`, found a map"),
        ("list.yaml", "list.yaml:2: a scenario has fields, as in `nodes: 5`"),
        ("text.yaml", "text.yaml:1: a scenario has fields, as in `nodes: 5`"),
        ("open.yaml", "open.yaml:2: `[` is not closed before the document ends"),
        ("twice.yaml", "twice.yaml:3: `nodes` stands twice"),
        ("two.yaml", "two.yaml:2: a scenario is one document, and this is a second one"),
        ("empty.yaml", "empty.yaml has no field"),
        ("field.toml", "field.toml:2: `stopp`: there is no such field"),
        ("open.toml", "open.toml:2: invalid literal string"),
        ("type.toml", "type.toml:2: `ready`: expected a duration such as `2s`, found `3`"),
        ("a.json", "a.json:2: `do[0]`: unknown action `scael`"),
        ("time.yaml", "time.yaml:3: `ready`: `soon` is no duration"),
        ("do.yaml", "do.yaml:3: `do[1]`: unknown action `scael`"),
        ("do.toml", "do.toml:4: `do[1]`: there is no workload `ap`"),
        ("duration.toml", "duration.toml:3: `duration.api`: `long` is no duration"),
        ("duration.yaml", "duration.yaml:2: `duration.web`: there is no workload `web`"),
    ] {
        let (status, _, talk) = plan(&folder, &["api.yaml", "--scenario", file]);
        assert!(status == 2 && talk.contains(error), "{error} is not in:\n{talk}");
    }
    // What the command line says is not in the file.
    let (_, _, talk) = plan(&folder, &["api.yaml", "--scenario", "time.yaml", "--ready", "late"]);
    assert!(talk.starts_with("error: `--ready`: `late` is no duration"), "{talk}");
}

const UPLOADS: &str = "\
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: uploads}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers: [{name: web, image: 'web:v1'}]
      volumes: [{name: uploads, persistentVolumeClaim: {claimName: uploads}}]
";

#[test]
fn what_chance_decides_is_told_with_both_outcomes() {
    let folder = folder(&[("web.yaml", UPLOADS)]);
    let (status, text, _) = plan(&folder, &["web.yaml", "--do", "image web=web:v2"]);
    assert_eq!(status, 1);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("chance either Pod web/r2-1 comes to node-2 (stuck: Pod web/r2-1 waits for the volume"),
        "{text}"
    );
    assert!(text.contains("or to node-1, which is as good") && text.contains("(nothing is stuck)"), "{text}");
    let json = json(&folder, &["web.yaml", "--do", "image web=web:v2"]);
    let either = &json["either"][0];
    assert_eq!((&either["decides"], &either["other"]), (&"node".into(), &"node-1".into()));
    assert_eq!(either["outcomes"][1]["ready"], 1);
    assert!(either["outcomes"][0]["stuck"].is_string() && either["outcomes"][1]["stuck"].is_null());
    // On one node nothing is left to chance.
    let (status, text, _) = plan(&folder, &["web.yaml", "--nodes", "1", "--do", "image web=web:v2"]);
    assert!(status == 0 && !text.contains("chance"), "{text}");
}

#[test]
fn which_of_equal_pods_goes_is_chance() {
    let folder = folder(&[("api.yaml", API)]);
    let (status, text, _) = plan(&folder, &["api.yaml", "--do", "scale api 2"]);
    assert!(
        status == 0 && text.contains("chance either Pod api/r1-3 is deleted, or its equal api/r1-1"),
        "{text}"
    );
    // In a rollout all old Pods go, whichever is the first.
    let (_, text, _) = plan(&folder, &["api.yaml", "--do", "image api=api:v2"]);
    assert!(!text.contains("chance"), "{text}");
}

#[test]
fn a_restart_is_a_rollout_of_the_same_images() {
    let folder = folder(&[("api.yaml", API), ("redis.yaml", REDIS)]);
    let (status, text, _) = plan(&folder, &["api.yaml", "--do", "rollout restart deploy api"]);
    assert!(status == 0 && text.contains("r2 api:v1"), "{text}");
    let (_, text, _) = plan(&folder, &["redis.yaml", "--do", "restart sts/redis"]);
    assert!(text.contains("r2 redis:7.4"), "{text}");
    let (status, text, _) = plan(&folder, &["api.yaml", "--do", "pause api", "--do", "restart api"]);
    assert!(status == 1 && text.contains("is paused and cannot be restarted; resume it first"), "{text}");
}

#[test]
fn what_is_stuck_has_a_time_and_a_way_out() {
    let port = API.replace("image: 'api:v1'", "image: 'api:v1', ports: [{containerPort: 80, hostPort: 80}]");
    let folder = folder(&[("api.yaml", &port.replace("maxUnavailable: 1", "maxUnavailable: 0"))]);
    let (status, text, _) = plan(&folder, &["api.yaml", "--do", "image api=api:v2"]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(status, 1);
    assert!(
        text.contains(
            "free ports for the requested pod ports, from 7s on; way out: add a node, or let the old"
        ),
        "{text}"
    );
    assert!(text.contains("or `kubectl rollout undo deployment api`"), "{text}");
    assert!(!text.contains("no new claims"), "{text}");
}

#[test]
fn a_workload_that_grows_is_not_reduced() {
    let folder = folder(&[("old.yaml", API), ("new.yaml", &API.replace("replicas: 3", "replicas: 6"))]);
    let (status, text, _) = plan(&folder, &["old.yaml", "new.yaml"]);
    assert!(status == 0 && !text.contains("reduced"), "{text}");
}

#[test]
fn long_values_show_where_they_differ() {
    let long = "registry.example.com/a-team-with-a-long-name/services/and-more-of-it/api";
    let old = API.replace("api:v1", &format!("{long}:v1"));
    let folder = folder(&[("old.yaml", &old), ("new.yaml", &old.replace(":v1", ":v2"))]);
    let (_, text, _) = plan(&folder, &["old.yaml", "new.yaml"]);
    assert!(text.contains("…api:v1 → …api:v2"), "{text}");
}

/// A DaemonSet whose Pods no node takes, and work that is suspended, run nothing: the plan says why.
#[test]
fn what_runs_nothing_says_why() {
    let daemon = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: logs}\nspec:\n  selector: {matchLabels: {app: \
                  logs}}\n  template:\n    metadata: {labels: {app: logs}}\n    spec: {nodeSelector: {disk: ssd}, \
                  containers: [{name: c, image: 'logs:v1'}]}\n";
    let job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: report}\nspec:\n  suspend: true\n  template:\n    \
               spec: {restartPolicy: Never, containers: [{name: c, image: 'report:v1'}]}\n";
    let folder = folder(&[("daemon.yaml", daemon), ("job.yaml", job)]);
    let (status, data, _) = plan(&folder, &["daemon.yaml"]);
    assert_eq!(status, 0, "{data}");
    assert!(data.contains("depends DaemonSet/logs depends on your nodes: no assumed node has the"), "{data}");
    let (status, data, _) = plan(&folder, &["job.yaml"]);
    assert_eq!(status, 0, "{data}");
    assert!(data.contains("Job report is suspended: it starts no Pods until"), "{data}");
    assert!(!data.contains("■ ready"), "there is no timeline: {data}");
}

/// Numbers at the end of what their fields hold are no reason to fall over.
#[test]
fn the_largest_numbers_are_planned_or_refused() {
    let deployment = API.replace("replicas: 3", "replicas: 2147483647");
    let requests = API.replace(
        "image: 'api:v1'",
        "image: 'api:v1', resources: {requests: {memory: 8Ei, cpu: '9000000000000000'}}",
    );
    let job = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: report}\nspec:\n  activeDeadlineSeconds: \
               9223372036854775807\n  template:\n    spec: {restartPolicy: Never, containers: [{name: c, image: 'report:v1'}]}\n";
    let cron = format!(
        "apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: night}}\nspec:\n  schedule: '0 3 * * *'\n  \
         startingDeadlineSeconds: 9223372036854775807\n  jobTemplate:\n    spec:\n      template:\n        spec: \
         {{restartPolicy: Never, terminationGracePeriodSeconds: {}, containers: [{{name: c, image: 'report:v1'}}]}}\n",
        i64::MAX
    );
    let home = folder(&[
        ("deployment.yaml", &deployment),
        ("requests.yaml", &requests),
        ("job.yaml", job),
        ("cron.yaml", &cron),
    ]);
    for file in ["deployment.yaml", "requests.yaml", "job.yaml", "cron.yaml"] {
        let (status, data, talk) = plan(&home, &[file, "--do", "drain node-1"]);
        assert!(!talk.contains("panicked") && status <= 2, "{file}: {data}{talk}");
    }
    let (status, _, talk) = plan(&home, &["deployment.yaml"]);
    assert_eq!(status, 2);
    assert!(talk.contains("asks for 2147483647 Pods: a plan simulates at most 500000"), "{talk}");
    fs::write(home.path().join("api.yaml"), API).unwrap();
    let (status, _, talk) = plan(&home, &["api.yaml", "--do", "scale api 2000000000"]);
    assert_eq!(status, 2, "{talk}");
    assert!(talk.contains("more than a plan simulates"), "{talk}");
}
