//! `workload plan` on updates that public reports tell of: what goes wrong is told, with a way out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// A proxy that needs a port of its node, and is replaced by a Pod beside it.
const PORT_OF_THE_NODE: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: edge}
spec:
  replicas: 1
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  selector: {matchLabels: {app: edge}}
  template:
    metadata: {labels: {app: edge}}
    spec:
      nodeSelector: {kubernetes.io/hostname: node-1}
      containers:
      - {name: edge, image: 'edge:1', ports: [{containerPort: 8443, hostPort: 8443}]}
";

/// As many Pods on the network of the node as there are nodes.
const NETWORK_OF_THE_NODE: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: balancer}
spec:
  replicas: 3
  selector: {matchLabels: {app: balancer}}
  template:
    metadata: {labels: {app: balancer}}
    spec:
      hostNetwork: true
      containers: [{name: balancer, image: 'balancer:1', ports: [{containerPort: 8080}]}]
";

const JOB: &str = "\
apiVersion: batch/v1
kind: Job
metadata: {name: import}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: import, image: 'import:1', command: [import, all]}]
";

const STATEFUL_SET: &str = "\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ledger}
spec:
  serviceName: ledger
  replicas: 3
  selector: {matchLabels: {app: ledger}}
  template:
    metadata: {labels: {app: ledger}}
    spec:
      containers: [{name: ledger, image: 'ledger:1', readinessProbe: {tcpSocket: {port: 7000}}}]
";

const DATA_ON_AN_EMPTY_DIR: &str = "\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: orders-db}
spec:
  serviceName: orders-db
  selector: {matchLabels: {app: orders-db}}
  template:
    metadata: {labels: {app: orders-db}}
    spec:
      containers:
      - name: postgres
        image: registry.example/orders-db:1
        ports: [{containerPort: 5432}]
        volumeMounts: [{name: pgdata, mountPath: /var/lib/postgresql/data}]
      volumes: [{name: pgdata, emptyDir: {}}]
";

/// Runs `workload plan` from one manifest to another with these words; its status, and its text with single
/// spaces.
fn plan([old, new]: [&str; 2], words: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, text).unwrap();
        file
    };
    run([&write("old.yaml", old), &write("new.yaml", new)], words)
}

fn run(files: [&Path; 2], words: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.arg("plan").args(files).args(words).env("NO_COLOR", "1");
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// That the plan ends with status 1 and says all of this.
fn tells(told: &(i32, String), wanted: &[&str]) {
    let (status, text) = told;
    assert_eq!(*status, 1, "{text}");
    for one in wanted {
        assert!(text.contains(one), "{one}\n{text}");
    }
}

#[test]
fn a_port_of_the_node_is_free_only_when_the_old_pod_is_gone() {
    let told = plan([PORT_OF_THE_NODE, &PORT_OF_THE_NODE.replace("edge:1", "edge:2")], &[]);
    tells(&told, &["stuck Pod edge/r2-1 fits no node", "free ports", "`maxSurge: 0`"]);
}

#[test]
fn as_many_pods_on_the_network_of_the_node_as_nodes_cannot_surge() {
    let new = NETWORK_OF_THE_NODE.replace("balancer:1", "balancer:2");
    let told = plan([NETWORK_OF_THE_NODE, &new], &["--nodes", "3"]);
    tells(&told, &["stuck Pod balancer/r2-1", "3 node(s) didn't have free ports"]);
}

#[test]
fn the_image_of_a_job_cannot_be_changed() {
    let told = plan([JOB, &JOB.replace("import:1", "import:2")], &[]);
    tells(&told, &["Job import forbidden", "spec.template", "kubectl delete job import"]);
}

#[test]
fn a_broken_stateful_set_needs_its_pod_deleted_by_hand() {
    let actions = ["--do", "fail ledger", "--do", "image ledger=ledger:2", "--do", "undo ledger"];
    tells(&plan([STATEFUL_SET; 2], &actions), &["stuck", "kubectl delete pod ledger-2"]);
}

#[test]
fn data_on_an_empty_dir_do_not_stay_for_a_stateful_set() {
    let new = DATA_ON_AN_EMPTY_DIR.replace("orders-db:1", "orders-db:2");
    let (_, text) = plan([DATA_ON_AN_EMPTY_DIR, &new], &[]);
    assert!(text.contains("What is on `pgdata` (`emptyDir`) goes with each old Pod"), "{text}");
    assert!(!text.contains("data stays") && !text.contains("data stay"), "{text}");
}
