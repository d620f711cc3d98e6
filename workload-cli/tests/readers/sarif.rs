//! SARIF passes the rules that GitHub has for code scanning, in Microsoft's validator.
#![cfg(all(target_os = "linux", target_arch = "x86_64"))]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::npm::installed;

/// The rules that the validator finds violated by a file, as errors or warnings.
fn violated(validator: &Path, file: &Path) -> Vec<String> {
    let report = file.with_extension("report.sarif");
    let mut command = Command::new(validator);
    command
        .arg("validate")
        .arg(file)
        .args(["--rule-kind", "Sarif;Ghas", "--log", "ForceOverwrite", "-o"])
        .arg(&report);
    let output = command.output().unwrap();
    let text = fs::read_to_string(&report)
        .unwrap_or_else(|_| panic!("no report: {}", String::from_utf8_lossy(&output.stdout)));
    let report: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    let results = report["runs"][0]["results"].as_array().cloned().unwrap_or_default();
    results.iter().map(|result| result["ruleId"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn sarif_passes_the_rules_of_github() {
    let Some(package) = installed("@microsoft/sarif-multitool-linux", "5") else { return };
    let validator = package.join("Sarif.Multitool");
    fs::set_permissions(&validator, fs::Permissions::from_mode(0o755)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let manifest = "{apiVersion: v1, kind: ConfigMap, metadata: {name: A}}\n---\n{apiVersion: batch/v1, kind: CronJob, \
                    metadata: {name: a b}, spec: {schedule: '0 25 * * *'}}\n";
    fs::write(path("an app.yaml"), manifest).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.current_dir(folder.path()).args(["validate", ".", "--output", "sarif=report.sarif"]);
    assert_eq!(command.output().unwrap().status.code(), Some(1));
    assert_eq!(violated(&validator, &path("report.sarif")), [""; 0]);
    // The validator does see what is wrong.
    let text = fs::read_to_string(path("report.sarif")).unwrap();
    fs::write(path("wrong.sarif"), text.replace("\"fullDescription\"", "\"fullestDescription\"")).unwrap();
    assert!(!violated(&validator, &path("wrong.sarif")).is_empty());
}
