//! What a plan says to people: what is deleted, many changes, what is refused, generated names.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::process::Command;

use tempfile::TempDir;

const API: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  replicas: 3
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec: {containers: [{name: api, image: 'api:v1'}]}
";

/// The Deployment under another name.
fn named(name: &str) -> String {
    API.replace(": api", &format!(": {name}")).replace("'api:", &format!("'{name}:"))
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// The exit status, and what is written.
fn plan(folder: &TempDir, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output = command.arg("plan").args(arguments).current_dir(folder.path()).output().unwrap();
    let text = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat();
    (output.status.code().unwrap(), text)
}

#[test]
fn what_is_only_in_the_old_set_is_told_as_deleted() {
    let web = named("web");
    let folder = folder(&[("old.yaml", &format!("{API}---\n{web}")), ("new.yaml", API)]);
    let (status, data) = plan(&folder, &["old.yaml", "new.yaml"]);
    assert_eq!(status, 0);
    assert!(data.starts_with("  deleted Deployment/web with its 3 Pods, at 0s\n"), "{data}");
    assert!(data.contains("`kubectl apply`"), "{data}");
    assert!(!data.contains("outage"), "{data}");
    let (_, data) = plan(&folder, &["old.yaml", "--do", "delete web orphan"]);
    let said =
        "  deleted Deployment/web without its 3 Pods, which run on, at 7s, after `delete web orphan`\n";
    assert!(data.starts_with(said), "{data}");
}

#[test]
fn many_changes_have_a_line_each_and_what_is_refused_is_shown() {
    let apps = |version: &str| {
        let app = |number: u32| named(&format!("app-{number}")).replace("v1'", &format!("{version}'"));
        (1..=12).map(app).collect::<Vec<_>>().join("---\n")
    };
    let (old, new) = (apps("v1"), apps("v2"));
    let refused = new.replace("app: app-1}", "app: other}");
    let folder = folder(&[("old.yaml", &old), ("new.yaml", &new), ("refused.yaml", &refused)]);
    let (_, data) = plan(&folder, &["old.yaml", "new.yaml"]);
    for number in 1..=12 {
        let app = format!("app-{number}");
        let line =
            format!("  ~ Deployment {app}  rolls the Pods: containers[{app}].image {app}:v1 → {app}:v2\n");
        assert!(data.contains(&line), "{line} is not in:\n{data}");
    }
    let order: Vec<_> = data.lines().filter_map(|line| line.strip_prefix("  ~ Deployment app-")).collect();
    assert!(order[1].starts_with("2 ") && order[11].starts_with("12 "), "{data}");
    assert!(data.contains("  what each means, and what to type: --all\n"), "{data}");
    assert!(data.lines().count() < 100, "{data}");
    let (status, data) = plan(&folder, &["old.yaml", "refused.yaml"]);
    let said = "  ! Deployment app-1  forbidden\n      The server refuses it, and none of it happens: ";
    assert!(status == 1 && data.contains(said), "{data}");
    assert!(!data.contains("\nAnswers\n") && !data.contains("\nClaims\n"), "{data}");
}

#[test]
fn a_generated_name_is_shown_with_a_star() {
    let job = "apiVersion: batch/v1\nkind: Job\nmetadata: {generateName: run-}\nspec: {template: {spec: {restartPolicy: Never, \
               containers: [{name: a, image: 'a:1'}]}}}\n";
    let folder = folder(&[("job.yaml", &format!("{job}---\n{job}"))]);
    let (status, data) = plan(&folder, &["job.yaml"]);
    assert_eq!(status, 0, "{data}");
    for part in ["  + Job run-*\n", "\nJob/run-*\n", "\nJob/run-*2\n"] {
        assert!(data.contains(part), "{part} is not in:\n{data}");
    }
}

#[test]
fn commands_name_the_namespace_and_no_invented_pod() {
    let api = API.replace("{name: api}", "{name: api, namespace: shop}");
    let folder = folder(&[("api.yaml", &api)]);
    let (_, data) = plan(&folder, &["api.yaml", "--do", "fail node-1", "--do", "wait 10m"]);
    let flat = data.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("or `kubectl delete pod NAME --force -n shop`"), "{data}");
}
