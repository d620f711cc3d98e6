//! `workload import` of what a real kubectl reads from a cluster, as the guide says it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use super::bench::{Bench, kubectl};

/// An app that users run: with its Service, its settings, its credentials and an autoscaler.
const SHOP: &str = "\
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web-settings, namespace: shop}
data: {LOG: info}
---
apiVersion: v1
kind: Secret
metadata: {name: web-keys, namespace: shop}
stringData: {token: correct-horse}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports: [{name: http, containerPort: 8080}]
        env:
        - name: LOG
          valueFrom: {configMapKeyRef: {name: web-settings, key: LOG}}
        - name: TOKEN
          valueFrom: {secretKeyRef: {name: web-keys, key: token}}
        readinessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis, namespace: shop}
spec:
  serviceName: redis
  replicas: 2
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, image: 'redis:7.4', volumeMounts: [{name: data, mountPath: /data}]}]}
  volumeClaimTemplates:
  - metadata: {name: data}
    spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
";

/// The command of the guide for a live namespace.
fn command() -> String {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("../workload-core/docs/from_yaml.md");
    let guide = fs::read_to_string(guide).unwrap();
    let line =
        guide.lines().find(|line| line.starts_with("kubectl get ") && line.contains("| workload import -"));
    let command = line.unwrap().split(" #").next().unwrap();
    command.replace("workload import", &format!("{} import", env!("CARGO_BIN_EXE_workload")))
}

#[test]
fn a_live_namespace_is_imported_as_the_guide_says() {
    let Some(kubectl) = kubectl() else { return };
    let bench = Bench::new();
    let clock = bench.clock();
    bench.kubectl("apply -f -", SHOP);
    bench.kubectl("wait -n shop --for=create pod/redis-0 --timeout=60s", "");
    drop(clock);
    let command = command().replacen("kubectl", &kubectl, 1);
    let output = Command::new("sh")
        .args(["-c", &format!("set -e; {command}")])
        .current_dir(bench.folder.path())
        .env("KUBECONFIG", bench.folder.path().join("kubeconfig"))
        .env("HOME", bench.folder.path())
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let talk = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{command}\n{talk}");
    assert!(!talk.contains("with `customize`") || talk.contains(" 0 with `customize`"), "{talk}");
    let source = fs::read_to_string(bench.folder.path().join("src/imported.rs")).unwrap();
    for part in [
        "#[stack(namespace = \"shop\")]",
        "pub struct Web {",
        "service(name = \"web\")",
        "\"TOKEN\" = secret(\"web-keys\", \"token\")",
        "config_map(name = \"web-settings\", \"LOG\" = \"info\")",
        "ready(http = \"/\", port = \"http\")",
        "pub struct Redis {",
        "data: PerPod::new(\"1Gi\"),",
        "replicas: 2,",
    ] {
        assert!(source.contains(part), "{part} is not in:\n{source}");
    }
    // What the server filled in, what controllers made, and the data of the Secret are in no file.
    for unsaid in [
        "uid",
        "clusterIP",
        "terminationGracePeriod",
        "progress_deadline",
        "correct-horse",
        "Y29ycmVjdC1ob3JzZQ",
    ] {
        assert!(!source.contains(unsaid), "{unsaid} is in:\n{source}");
    }
    let files = fs::read_dir(bench.folder.path().join("src")).unwrap().count();
    assert_eq!(files, 1, "{talk}");
}

/// All that a namespace holds: Pods and ReplicaSets have an owner, tokens and root certificates are Kubernetes' own.
#[test]
fn what_controllers_made_is_left_out() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    let clock = bench.clock();
    bench.kubectl("apply -f -", SHOP);
    bench.kubectl("wait -n shop --for=create pod/redis-0 --timeout=60s", "");
    drop(clock);
    let all = bench.kubectl("get all,configmaps,secrets,serviceaccounts,pvc -n shop -o yaml", "");
    assert!(all.contains("kind: ReplicaSet") && all.contains("kind: Pod"), "{all}");
    let said = bench.workload_reading("import - --report json", &all);
    assert_eq!(said.code, 0, "{said:?}");
    let report: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    for object in report["objects"].as_array().unwrap() {
        let is_made = ["Pod", "ReplicaSet", "Secret"].iter().any(|kind| object["kind"] == *kind);
        assert_eq!(
            object["outcome"] == json!("skipped"),
            is_made || object["reason"].is_string(),
            "{object}"
        );
    }
    assert!(said.err.contains("left out: Secret web-keys"), "{said:?}");
}
