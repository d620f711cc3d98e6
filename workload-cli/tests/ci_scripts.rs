//! The workflow's own script, run by bash on the example whose files are committed.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_yaml::Value;

#[test]
fn the_workflow_finds_stale_files_and_no_others() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let workflow = fs::read_to_string(workspace.join(".github/workflows/manifests.yml")).unwrap();
    let workflow: Value = serde_yaml::from_str(&workflow).unwrap();
    let steps = workflow["jobs"]["export"]["steps"].as_sequence().unwrap();
    let script = steps.iter().rev().find_map(|step| step["run"].as_str()).unwrap();

    let binaries = Path::new(env!("CARGO_BIN_EXE_workload")).parent().unwrap();
    let path = format!("{}:{}", binaries.display(), std::env::var("PATH").unwrap());
    let run = |exports: &str| {
        let mut bash = Command::new("bash");
        bash.args(["-e", "-c", script]).current_dir(workspace.join("examples/shop")).env("PATH", &path);
        bash.env("EXPORTS", exports).env("OUTPUT", "k8s/production").env("MANIFEST_PATH", "Cargo.toml");
        // Beside the target of the tests that run at the same time.
        bash.env("CARGO_TARGET_DIR", workspace.join("target").join("command-line")).env("NO_COLOR", "1");
        let output = bash.output().unwrap();
        (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (status, talk) = run("production");
    assert_eq!(status, 0, "{talk}");
    let (status, talk) = run("development");
    assert_eq!(status, 1, "{talk}");
    let (status, talk) = run("nothing");
    assert_eq!(status, 2, "{talk}");
}
