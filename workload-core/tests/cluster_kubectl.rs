//! A real kubectl talks to the cluster in the process: the one that `WORKLOAD_KUBECTL` names, or the
//! one on the PATH; without one the tests are skipped, aloud.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use workload_core::cluster::{Clock, Cluster, Listener};

const DEPLOYMENT: &str = "
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, labels: {app: web}}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: 'nginx:1.27', ports: [{containerPort: 80}]}
";

/// A cluster that listens, and a kubectl that is told where.
struct Bench {
    cluster: Cluster,
    kubectl: String,
    home: TempDir,
    _listener: Listener,
    runtime: Runtime,
}

/// What kubectl said.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

fn kubectl() -> Option<String> {
    let named = std::env::var("WORKLOAD_KUBECTL").ok();
    let name = named.unwrap_or_else(|| "kubectl".to_owned());
    let found = Command::new(&name).args(["version", "--client"]).output();
    if found.is_ok_and(|output| output.status.success()) {
        return Some(name);
    }
    println!("skipped: no kubectl on the PATH; name one with WORKLOAD_KUBECTL");
    None
}

impl Bench {
    fn new() -> Option<Self> {
        let kubectl = kubectl()?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.unwrap();
        let cluster = Cluster::new();
        let listener = runtime.block_on(cluster.listen()).unwrap();
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join("config"), listener.kubeconfig()).unwrap();
        Some(Self { cluster, kubectl, home, _listener: listener, runtime })
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path: PathBuf = self.home.path().join(name);
        fs::write(&path, text).unwrap();
        path.display().to_string()
    }

    fn run(&self, args: &str, stdin: &str) -> Said {
        let mut child = Command::new(&self.kubectl)
            .args(args.split_whitespace())
            .env("KUBECONFIG", self.home.path().join("config"))
            .env("HOME", self.home.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let said =
            Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
        println!("$ kubectl {args}\n{}{}[{}]", said.out, said.err, said.code);
        said
    }

    /// What kubectl prints when it succeeds.
    #[track_caller]
    fn ok(&self, args: &str, stdin: &str) -> String {
        let said = self.run(args, stdin);
        assert_eq!(said.code, 0, "kubectl {args}: {said:?}");
        said.out
    }

    /// Lets virtual time pass ten times as fast as real time.
    fn clock(&self) -> Clock {
        let _guard = self.runtime.enter();
        self.cluster.run(10)
    }

    fn deployment(&self) -> Value {
        self.cluster.object("apps/v1", "Deployment", "default", "web").unwrap()
    }
}

#[test]
fn applies_and_shows() {
    let Some(bench) = Bench::new() else { return };
    assert_eq!(bench.ok("apply -f -", DEPLOYMENT), "deployment.apps/web created\n");
    assert_eq!(bench.ok("apply -f -", DEPLOYMENT), "deployment.apps/web unchanged\n");
    let changed = DEPLOYMENT.replace("1.27", "1.28");
    assert_eq!(bench.ok("apply -f -", &changed), "deployment.apps/web configured\n");
    assert_eq!(bench.deployment()["spec"]["template"]["spec"]["containers"][0]["image"], "nginx:1.28");
    let shown = bench.ok("get deployments", "");
    let words: Vec<&str> = shown.split_whitespace().collect();
    assert_eq!(words[..6], ["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE", "web"], "{shown}");
    assert_eq!(bench.ok("get deploy -l app=web -o name", ""), "deployment.apps/web\n");
    assert_eq!(bench.ok("get deploy -l app=db -o name", ""), "");
    assert!(bench.ok("get all -A", "").contains("deployment.apps/web"));
    assert!(bench.ok("describe deployment web", "").contains("nginx:1.28"));
}

#[test]
fn applies_on_the_server_side_and_names_conflicts() {
    let Some(bench) = Bench::new() else { return };
    let file = bench.file("web.yaml", DEPLOYMENT);
    let apply = format!("apply --server-side --field-manager=ci -f {file}");
    assert_eq!(bench.ok(&apply, ""), "deployment.apps/web serverside-applied\n");
    assert_eq!(bench.ok("scale deployment web --replicas=5", ""), "deployment.apps/web scaled\n");
    assert_eq!(bench.deployment()["spec"]["replicas"], 5);
    let refused = bench.run(&apply, "");
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .err
            .contains("conflict with \"kubectl\" with subresource \"scale\" using apps/v1: .spec.replicas"),
        "{refused:?}"
    );
    bench.ok(&format!("{apply} --force-conflicts"), "");
    assert_eq!(bench.deployment()["spec"]["replicas"], 2);
}

#[test]
fn tells_what_would_change() {
    let Some(bench) = Bench::new() else { return };
    bench.ok("apply -f -", DEPLOYMENT);
    assert_eq!(bench.run("diff -f -", DEPLOYMENT).code, 0);
    let changed = DEPLOYMENT.replace("replicas: 2", "replicas: 3");
    let version = bench.deployment()["metadata"]["resourceVersion"].clone();
    let diff = bench.run("diff -f -", &changed);
    assert_eq!(diff.code, 1, "{diff:?}");
    assert!(diff.out.contains("-  replicas: 2\n+  replicas: 3\n"), "{diff:?}");
    assert_eq!(bench.deployment()["metadata"]["resourceVersion"], version, "a dry run stores nothing");
}

#[test]
fn refuses_as_the_server_does() {
    let Some(bench) = Bench::new() else { return };
    let unknown = bench.run("apply -f -", &DEPLOYMENT.replace("replicas", "replica"));
    assert!(unknown.err.contains("unknown field \"spec.replica\""), "{unknown:?}");
    bench.ok("apply -f -", DEPLOYMENT);
    let other = DEPLOYMENT.replace("{matchLabels: {app: web}}", "{matchLabels: {app: web, tier: a}}");
    let other = other.replace("labels: {app: web}}\n    spec", "labels: {app: web, tier: a}}\n    spec");
    let immutable = bench.run("apply -f -", &other);
    assert!(
        immutable.err.contains("The Deployment \"web\" is invalid: spec.selector: Invalid value")
            && immutable.err.contains("field is immutable"),
        "{immutable:?}"
    );
    let missing = bench.run("get deployment db", "");
    assert_eq!(missing.err, "Error from server (NotFound): deployments.apps \"db\" not found\n");
    let twice = bench.run("create -f -", DEPLOYMENT);
    assert!(twice.err.contains("(AlreadyExists)"), "{twice:?}");
    assert!(twice.err.contains("deployments.apps \"web\" already exists"), "{twice:?}");
    let nowhere = bench.run("create -n nowhere -f -", DEPLOYMENT);
    assert!(nowhere.err.contains("namespaces \"nowhere\" not found"), "{nowhere:?}");
}

#[test]
fn deletes_with_what_is_owned() {
    let Some(bench) = Bench::new() else { return };
    bench.ok("apply -f -", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
    let settings = "\
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {level: info}
";
    bench.ok("-n shop create -f -", settings);
    assert_eq!(bench.ok("-n shop get configmap settings -o jsonpath={.data.level}", ""), "info");
    assert!(bench.ok("-n shop delete configmap settings", "").starts_with("configmap \"settings\" deleted"));
    bench.ok(
        "-n shop create -f -",
        &settings.replace("ConfigMap", "Secret").replace("level: info", "a: YQ=="),
    );
    assert_eq!(bench.ok("delete namespace shop", ""), "namespace \"shop\" deleted\n");
    assert!(bench.cluster.object("v1", "Secret", "shop", "settings").is_none());
}

#[test]
fn knows_custom_resources() {
    let Some(bench) = Bench::new() else { return };
    let definition = include_str!("ownership/widget-crd.json");
    bench.ok("apply -f -", definition);
    bench.ok("wait --for=condition=Established crd/widgets.own.example.com --timeout=5s", "");
    let widget = "\
apiVersion: own.example.com/v1
kind: Widget
metadata: {name: a}
spec: {replicas: 1}
";
    bench.ok("apply --server-side -f -", widget);
    assert!(bench.ok("get widgets", "").contains("a "));
    assert_eq!(bench.ok("scale widget a --replicas=3", ""), "widget.own.example.com/a scaled\n");
    assert_eq!(
        bench.ok("patch widget a --type=merge -p {\"spec\":{\"replicas\":4}}", ""),
        "widget.own.example.com/a patched\n"
    );
    assert!(bench.ok("api-resources --api-group=own.example.com", "").contains("Widget"));
}

#[test]
fn sees_a_rollout_and_goes_back() {
    let Some(bench) = Bench::new() else { return };
    let _clock = bench.clock();
    bench.ok("apply -f -", DEPLOYMENT);
    let done = bench.ok("rollout status deployment/web --timeout=30s", "");
    assert!(done.contains("deployment \"web\" successfully rolled out"), "{done}");
    bench.ok("set image deployment/web web=nginx:1.28", "");
    bench.ok("rollout status deployment/web --timeout=30s", "");
    let pods = bench.ok("get pods -l app=web -o jsonpath={.items[*].spec.containers[0].image}", "");
    assert!(pods.contains("nginx:1.28"), "{pods}");
    assert!(bench.ok("rollout history deployment/web", "").contains("2 "));
    bench.ok("rollout undo deployment/web", "");
    bench.ok("rollout status deployment/web --timeout=30s", "");
    assert_eq!(bench.deployment()["spec"]["template"]["spec"]["containers"][0]["image"], "nginx:1.27");
    bench.ok("wait --for=condition=Available deployment/web --timeout=30s", "");
    bench.ok("scale deployment/web --replicas=4", "");
    bench.ok("rollout status deployment/web --timeout=30s", "");
    assert!(bench.ok("get pods", "").contains("Running"));
    bench.ok("delete deployment web --timeout=30s", "");
    bench.ok("wait --for=delete pod -l app=web --timeout=30s", "");
    assert!(bench.cluster.objects("v1", "Pod").is_empty());
    assert!(bench.cluster.objects("apps/v1", "ReplicaSet").is_empty());
}

#[test]
fn makes_simple_objects_itself() {
    let Some(bench) = Bench::new() else { return };
    bench.ok("create namespace shop", "");
    bench.ok("-n shop create configmap settings --from-literal=level=info", "");
    bench.ok("-n shop create secret generic key --from-literal=a=b", "");
    assert_eq!(bench.ok("-n shop get secret key -o jsonpath={.data.a}", ""), "Yg==");
    assert_eq!(bench.ok("-n shop get configmap settings -o jsonpath={.data.level}", ""), "info");
    let owners = bench.ok("-n shop get configmap settings --show-managed-fields -o yaml", "");
    assert!(owners.contains("manager: kubectl-create"), "{owners}");
}

#[test]
fn drains_a_node_as_far_as_budgets_let_it() {
    let Some(bench) = Bench::new() else { return };
    let _clock = bench.clock();
    bench.ok("apply -f -", DEPLOYMENT);
    let budget = "\
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
";
    bench.ok("apply -f -", budget);
    bench.ok("rollout status deployment/web --timeout=30s", "");
    for node in ["node-1", "node-2"] {
        bench.ok(&format!("drain {node} --ignore-daemonsets --timeout=60s"), "");
        assert!(bench.ok(&format!("get node {node}"), "").contains("SchedulingDisabled"));
    }
    bench.ok("rollout status deployment/web --timeout=30s", "");
    let nodes = bench.ok("get pods -l app=web -o jsonpath={.items[*].spec.nodeName}", "");
    assert_eq!(nodes, "node-3 node-3");
    bench.ok("uncordon node-1", "");
    assert!(!bench.ok("get node node-1", "").contains("SchedulingDisabled"));
}

#[test]
fn shows_logs_and_events() {
    let Some(bench) = Bench::new() else { return };
    bench.ok("apply -f -", DEPLOYMENT);
    bench.cluster.advance(std::time::Duration::from_secs(10));
    let pod = bench.cluster.objects("v1", "Pod")[0]["metadata"]["name"].as_str().unwrap().to_owned();
    bench.cluster.set_log("default", &pod, "ready to serve\n");
    assert_eq!(bench.ok(&format!("logs {pod}"), ""), "ready to serve\n");
    let events = bench.ok("get events", "");
    assert!(events.contains("Scheduled") && events.contains("ScalingReplicaSet"), "{events}");
    assert!(bench.ok("get nodes", "").contains("node-3"));
}
