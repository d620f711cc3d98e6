//! `--open` hands the page to the browser.
#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Runs the binary where `xdg-open` only notes what it was given.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let opener = folder.join("xdg-open");
    fs::write(&opener, format!("#!/bin/sh\necho \"$1\" > {}/opened\n", folder.display())).unwrap();
    fs::set_permissions(&opener, fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(folder.join("m.yaml"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let path = format!("{}:/usr/bin:/bin", folder.display());
    command.current_dir(folder).env("PATH", path).env("TMPDIR", folder).args(arguments).output().unwrap()
}

/// What was opened, which happens beside the command.
fn opened(folder: &Path) -> String {
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(20) {
        match fs::read_to_string(folder.join("opened")) {
            Ok(text) if text.ends_with('\n') => return text.trim().to_owned(),
            _ => std::thread::sleep(Duration::from_millis(20)),
        }
    }
    panic!("nothing was opened")
}

#[test]
fn a_plan_is_opened_from_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["plan", "m.yaml", "--open"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let page = opened(folder.path());
    assert!(
        page.contains("workload-plan-") && Path::new(&page).extension().is_some_and(|end| end == "html"),
        "{page}"
    );
    assert!(fs::read_to_string(page).unwrap().contains("What would happen"));
    assert!(String::from_utf8_lossy(&output.stdout).contains("ConfigMap a"), "the text is shown too");
}

#[test]
fn findings_are_opened_from_the_file_they_were_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["validate", "m.yaml", "--open", "--output", "html=page.html"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let page = opened(folder.path());
    assert!(page.ends_with("/page.html"), "{page}");
    assert!(fs::read_to_string(page).unwrap().contains("No findings."));
}
