//! A cluster that listens, and the programs that are told where.

use std::fs;
use std::io::Write as _;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use workload_core::cluster::{Clock, Cluster, Listener};

pub const DEPLOYMENT: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: nginx:1.27
        ports: [{containerPort: 80}]
";

/// A StatefulSet with a claim for each Pod, of the class below.
pub const STATEFUL_SET: &str = "\
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
    spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
";

/// A storage class whose volumes can grow.
pub const STORAGE_CLASS: &str = "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: fast}, provisioner: example.com/disk, allowVolumeExpansion: true}";

/// A cluster that listens, and a folder that a user works in.
pub struct Bench {
    pub cluster: Cluster,
    pub folder: TempDir,
    _listener: Listener,
    pub runtime: Runtime,
}

/// What a program said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// Whether it said this, wherever lines were broken.
    pub fn says(&self, text: &str) -> bool {
        let flat: Vec<&str> = self.out.split_whitespace().collect();
        flat.join(" ").contains(text)
    }
}

impl Bench {
    pub fn new() -> Self {
        Self::of(Cluster::new())
    }

    pub fn of(cluster: Cluster) -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(cluster.listen()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("kubeconfig"), listener.kubeconfig()).unwrap();
        Self { cluster, folder, _listener: listener, runtime }
    }

    /// Lets virtual time pass a hundred times as fast as real time.
    pub fn clock(&self) -> Clock {
        let _guard = self.runtime.enter();
        self.cluster.run(100)
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// A program in the folder that is told where the cluster is.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(self.folder.path())
            .env("KUBECONFIG", self.folder.path().join("kubeconfig"))
            .env("HOME", self.folder.path())
            .env("NO_COLOR", "1")
            .env("KUBECTL_APPLYSET", "true")
            .env(
                "KUBE_EDITOR",
                "sed -i -e s/image:.nginx:1.27/image:\\ nginx:edited/ -e s/level:.info/level:\\ edited/",
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Starts `workload` in the folder.
    pub fn start(&self, args: &str) -> Child {
        self.command(env!("CARGO_BIN_EXE_workload")).args(args.split_whitespace()).spawn().unwrap()
    }

    fn run(&self, program: &str, args: &[&str], stdin: &str) -> Said {
        let mut child = self.command(program).args(args).spawn().unwrap();
        child.stdin.take().unwrap().write_all(stdin.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let said =
            Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) };
        println!("$ {program} {}\n{}{}[{}]", args.join(" "), said.out, said.err, said.code);
        said
    }

    /// Runs `workload` in the folder.
    pub fn workload(&self, args: &str) -> Said {
        self.workload_reading(args, "")
    }

    /// Runs `workload` with something on standard input.
    pub fn workload_reading(&self, args: &str, stdin: &str) -> Said {
        let words: Vec<&str> = args.split_whitespace().collect();
        self.run(env!("CARGO_BIN_EXE_workload"), &words, stdin)
    }

    /// What `workload` prints as JSON.
    pub fn json(&self, args: &str) -> Value {
        let said = self.workload(&format!("{args} --format json"));
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said:?}"))
    }

    /// What a real kubectl says when it fails.
    #[track_caller]
    pub fn kubectl_fails(&self, args: &str, stdin: &str) -> String {
        let words: Vec<&str> = args.split_whitespace().collect();
        let said = self.run(&kubectl().unwrap(), &words, stdin);
        assert_ne!(said.code, 0, "kubectl {args}: {said:?}");
        said.err
    }

    /// What a real kubectl prints when it succeeds; none when there is none.
    #[track_caller]
    pub fn kubectl(&self, args: &str, stdin: &str) -> String {
        let words: Vec<&str> = args.split_whitespace().collect();
        let said = self.run(&kubectl().unwrap(), &words, stdin);
        assert_eq!(said.code, 0, "kubectl {args}: {said:?}");
        said.out
    }

    pub fn object(&self, api_version: &str, kind: &str, name: &str) -> Value {
        let found = self.cluster.object(api_version, kind, "default", name);
        found.unwrap_or_else(|| panic!("{kind} {name} is not there"))
    }

    pub fn deployment(&self) -> Value {
        self.object("apps/v1", "Deployment", "web")
    }
}

/// The kubectl that `WORKLOAD_KUBECTL` names, or the one on the PATH; without one a test is skipped,
/// aloud.
pub fn kubectl() -> Option<String> {
    let name = std::env::var("WORKLOAD_KUBECTL").unwrap_or_else(|_| "kubectl".to_owned());
    let found = Command::new(&name).args(["version", "--client"]).output();
    if found.is_ok_and(|output| output.status.success()) {
        return Some(name);
    }
    println!("skipped: no kubectl on the PATH; name one with WORKLOAD_KUBECTL");
    None
}

/// An object without what every write moves.
pub fn content(object: &Value) -> Value {
    let mut object = object.clone();
    let map = object.as_object_mut().unwrap();
    map.remove("status");
    let metadata = map["metadata"].as_object_mut().unwrap();
    for key in ["managedFields", "resourceVersion", "generation"] {
        metadata.remove(key);
    }
    if let Some(annotations) = metadata.get_mut("annotations").and_then(Value::as_object_mut) {
        // The controller of Deployments writes it.
        annotations.remove("deployment.kubernetes.io/revision");
    }
    object
}
