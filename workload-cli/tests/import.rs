//! `workload import`, as a user runs it.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says what it skips"
)]

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
    // The same text again is no edit of anybody.
    assert_eq!(import(&folder, &arguments, &input).0, 0);
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

#[test]
fn each_path_may_be_an_environment() {
    let folder = folder("import-environments");
    let prod = WEB.replace("replicas: 2", "replicas: 5").replace("nginx:1.27", "nginx:1.26");
    for (name, text) in [("dev", WEB), ("prod", &prod)] {
        fs::create_dir_all(folder.join("k8s").join(name)).unwrap();
        fs::write(folder.join(format!("k8s/{name}/web.yaml")), text).unwrap();
    }
    fs::write(folder.join("k8s/prod/settings.yaml"), SETTINGS).unwrap();
    let arguments = ["--environments", "k8s/dev/", "k8s/prod/", "-o", "src/", "--name", "shop"];
    let (status, _, talk) = import(&folder, &arguments, "");
    assert_eq!(status, 0, "{talk}");
    assert!(talk.contains("5 objects: 4 native, 0 with `customize`, 1 kept as YAML"), "{talk}");
    let source = fs::read_to_string(folder.join("src/shop.rs")).unwrap();
    for part in [
        "pub fn dev() -> Self {",
        "replicas: 2,",
        "pub fn prod() -> Result<Shop, String> {",
        "replicas: 5,",
        "include_str!(\"shop.prod.yaml\")",
    ] {
        assert!(source.contains(part), "{part} is not in:\n{source}");
    }
    assert_eq!(fs::read_to_string(folder.join("src/shop.prod.yaml")).unwrap(), SETTINGS);

    let (status, _, talk) = import(&folder, &["k8s/dev/", "k8s/prod/"], "");
    assert_eq!(status, 2);
    assert!(talk.contains("is defined twice") && talk.contains("--environments"), "{talk}");

    let labels = "{matchLabels: {app: front}}\n  template:\n    metadata: {labels: {app: front}}";
    let other =
        WEB.replace("{matchLabels: {app: web}}\n  template:\n    metadata: {labels: {app: web}}", labels);
    fs::write(folder.join("k8s/prod/web.yaml"), other).unwrap();
    let (status, _, talk) = import(&folder, &arguments, "");
    assert_eq!(status, 2);
    assert!(
        talk.contains("k8s/prod/web.yaml:1: the Deployment `web` has another selector than at"),
        "{talk}"
    );
    assert!(talk.contains("k8s/dev/web.yaml:1"), "{talk}");
}

/// The commands of the guide with what a chart renders, once with helm's own hand and once with kustomize's.
#[test]
fn what_helm_and_kustomize_render_is_imported() {
    let folder = folder("import-rendered");
    let render = |program: &str, arguments: &[&str]| -> Option<String> {
        let output = Command::new(program).args(arguments).current_dir(&folder).output().ok()?;
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Some(String::from_utf8(output.stdout).unwrap())
    };
    let chart = folder.join("chart/templates");
    fs::create_dir_all(&chart).unwrap();
    fs::write(folder.join("chart/Chart.yaml"), "apiVersion: v2\nname: shop\nversion: 0.1.0\n").unwrap();
    fs::write(folder.join("chart/values.yaml"), "replicas: 1\n").unwrap();
    fs::write(folder.join("values-prod.yaml"), "replicas: 7\n").unwrap();
    fs::write(chart.join("web.yaml"), WEB.replace("replicas: 2", "replicas: {{ .Values.replicas }}"))
        .unwrap();
    fs::create_dir_all(folder.join("base")).unwrap();
    fs::write(folder.join("base/web.yaml"), WEB).unwrap();
    fs::write(folder.join("base/kustomization.yaml"), "resources: [web.yaml]\n").unwrap();
    let overlay = "resources: [../../base]\nreplicas: [{name: web, count: 9}]\n";
    fs::create_dir_all(folder.join("overlays/prod")).unwrap();
    fs::write(folder.join("overlays/prod/kustomization.yaml"), overlay).unwrap();

    match render("helm", &["template", "shop", "./chart"]) {
        None => println!("skipped: helm is not on PATH"),
        Some(dev) => {
            let (status, source, talk) = import(&folder, &["-", "--name", "shop"], &dev);
            assert_eq!(status, 0, "{talk}");
            assert!(source.contains("replicas: 1,"), "{source}");
            let prod = render("helm", &["template", "shop", "./chart", "-f", "values-prod.yaml"]).unwrap();
            fs::write(folder.join("dev.yaml"), dev).unwrap();
            fs::write(folder.join("prod.yaml"), prod).unwrap();
            let arguments = ["--environments", "dev.yaml", "prod.yaml", "--name", "shop"];
            let (status, source, talk) = import(&folder, &arguments, "");
            assert_eq!(status, 0, "{talk}");
            assert!(source.contains("replicas: 7,") && source.contains("pub fn dev() -> Self"), "{source}");
        }
    }
    match render("kubectl", &["kustomize", "overlays/prod"]) {
        None => println!("skipped: kubectl is not on PATH"),
        Some(prod) => {
            fs::write(folder.join("live.yaml"), prod).unwrap();
            fs::write(folder.join("base.yaml"), WEB).unwrap();
            let (status, source, talk) = import(&folder, &["--environments", "base.yaml", "live.yaml"], "");
            assert_eq!(status, 0, "{talk}");
            assert!(source.contains("replicas: 9,") && source.contains("pub fn live() -> Self"), "{source}");
        }
    }
}
