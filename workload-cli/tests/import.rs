//! `workload import`, as a user runs it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const WEB: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web, uid: 1b0c, creationTimestamp: null}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: 'nginx:1.27', ports: [{name: http, containerPort: 80}]}]}
status: {readyReplicas: 2}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
";

const SETTINGS: &str = "apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {LOG: info}
";

/// An empty folder of the test.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Imports standard input in a folder; gives the status, the data and the talk.
fn import(folder: &PathBuf, arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.arg("import").args(arguments).current_dir(folder).env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_workload_and_its_service_become_a_struct() {
    let folder = folder("import-stdout");
    let (status, source, talk) = import(&folder, &["-"], WEB);
    assert_eq!(status, 0, "{talk}");
    for part in [
        "pub struct Web {",
        "#[workload(replicas)]\n    pub replicas: u32,",
        "http: 80,",
        "service(name = \"web\")",
    ] {
        assert!(source.contains(part), "{part} is not in:\n{source}");
    }
    assert!(talk.contains("2 objects: 2 native, 0 with `customize`, 0 kept as YAML"), "{talk}");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}

#[test]
fn files_that_are_there_are_not_replaced() {
    let folder = folder("import-force");
    let input = format!("{WEB}---\n{SETTINGS}");
    let arguments = ["-", "-o", "src", "--name", "shop"];
    let (status, data, talk) = import(&folder, &arguments, &input);
    assert_eq!((status, data.as_str()), (0, ""), "{talk}");
    assert!(fs::read_to_string(folder.join("src/shop.rs")).unwrap().contains("include_str!(\"shop.yaml\")"));
    assert!(fs::read_to_string(folder.join("src/shop.yaml")).unwrap().contains("LOG: info"));
    fs::write(folder.join("src/shop.rs"), "mine").unwrap();
    let (status, _, talk) = import(&folder, &arguments, &input);
    assert_eq!(status, 2);
    assert!(talk.contains("is there already"), "{talk}");
    assert_eq!(fs::read_to_string(folder.join("src/shop.rs")).unwrap(), "mine");
    let (status, ..) = import(&folder, &["-", "-o", "src", "--name", "shop", "--force"], &input);
    assert_eq!(status, 0);
    assert!(fs::read_to_string(folder.join("src/shop.rs")).unwrap().contains("pub struct Web"));
}

#[test]
fn the_report_says_what_became_of_each_object() {
    let folder = folder("import-report");
    let gated = WEB.replace("containers:", "schedulingGates: [{name: example.com/later}], containers:");
    let (status, report, talk) =
        import(&folder, &["-", "--report", "json"], &format!("{gated}---\n{SETTINGS}"));
    assert_eq!(status, 0, "{talk}");
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    assert_eq!((&report["version"], &report["native"], &report["kept"]), (&1.into(), &1.into(), &1.into()));
    assert_eq!(report["objects"][0]["fields"][0], "spec.template.spec.schedulingGates");
    let (_, report, _) = import(&folder, &["-", "--report", "human"], SETTINGS);
    assert!(report.contains(":1: ConfigMap settings: kept"), "{report}");
}

#[test]
fn what_cannot_be_imported_is_refused() {
    let folder = folder("import-refused");
    for (arguments, input, message) in [
        (&["-"][..], "a: [\n", "line "),
        (&["-"], "a: 1\n", "no Kubernetes object"),
        (&["-"], &format!("{SETTINGS}---\n{SETTINGS}"), "the ConfigMap `settings` is defined twice"),
        (&["-", "--name", "No-Name"], SETTINGS, "is not the name of a module"),
    ] {
        let (status, data, talk) = import(&folder, arguments, input);
        assert_eq!((status, data.as_str()), (2, ""), "{talk}");
        assert!(talk.contains(message), "{message} is not in:\n{talk}");
    }
}
