//! `workload ci` sets up a repository, and replaces nothing.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.current_dir(folder).args(arguments).output().unwrap()
}

/// A repository with a manifest that has a finding.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join(".git")).unwrap();
    fs::create_dir_all(folder.path().join("k8s")).unwrap();
    let cron = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: a}, spec: {schedule: '0 25 * * *', jobTemplate: \
                {spec: {template: {spec: {restartPolicy: Never, containers: [{name: c, image: i}]}}}}}}";
    fs::write(folder.path().join("k8s/a.yaml"), cron).unwrap();
    folder
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

#[test]
fn everything_is_written_and_the_baseline_makes_the_repository_green() {
    let folder = repository();
    let folder = folder.path();
    assert_eq!(run(folder, &["validate", "k8s"]).status.code(), Some(1));
    // From a folder below the root, with the path from there.
    let output =
        run(&folder.join("k8s"), &["ci", "github", "gitlab", "hook", "config", "baseline", "--paths", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(read(folder, "workload.toml").contains("\nbaseline = \"workload-baseline.json\""));
    let workflow: serde_yaml::Value =
        serde_yaml::from_str(&read(folder, ".github/workflows/workload.yml")).unwrap();
    let action = &workflow["jobs"]["workload"]["steps"][1];
    assert_eq!(action["with"]["paths"], "k8s");
    let own: serde_yaml::Value = serde_yaml::from_str(
        &fs::read_to_string(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../.github/actions/workload/action.yml"),
        )
        .unwrap(),
    )
    .unwrap();
    for input in action["with"].as_mapping().unwrap().keys() {
        assert!(!own["inputs"][input].is_null(), "the action has no {input:?}");
    }
    let hooks: serde_yaml::Value = serde_yaml::from_str(&read(folder, ".pre-commit-config.yaml")).unwrap();
    assert_eq!(hooks["repos"][0]["hooks"][0]["args"][0], "k8s");
    assert_eq!(run(folder, &["validate", "k8s"]).status.code(), Some(0), "what is known does not fail");
}

#[test]
fn what_is_there_stays_and_the_lines_to_add_are_shown() {
    let folder = repository();
    fs::write(folder.path().join(".pre-commit-config.yaml"), "repos: []\n").unwrap();
    let output = run(folder.path(), &["ci", "hook", "config"]);
    assert_eq!(output.status.code(), Some(0));
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(talk.contains("kept: .pre-commit-config.yaml") && talk.contains("language: python"), "{talk}");
    assert_eq!(read(folder.path(), ".pre-commit-config.yaml"), "repos: []\n");
    assert!(read(folder.path(), "workload.toml").contains("# baseline"));
    assert_eq!(run(folder.path(), &["validate", "k8s"]).status.code(), Some(1), "the configuration is read");
}

#[test]
fn without_a_terminal_and_flags_or_a_repository_nothing_is_written() {
    let folder = repository();
    let output = run(folder.path(), &["ci"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("workload ci github hook config"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    let bare = tempfile::tempdir().unwrap();
    assert_eq!(run(bare.path(), &["ci", "config"]).status.code(), Some(2));
    assert_eq!(fs::read_dir(bare.path()).unwrap().count(), 0);
}
