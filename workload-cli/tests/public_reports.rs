//! `workload plan` on small cases after public reports: what the update gets wrong is told, with a way out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// The file of that case.
fn case(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../workload-core/tests/public_reports");
    folder.join(format!("{name}.yaml"))
}

/// A case with another tag of its image, as a file of its own.
fn with_image(folder: &TempDir, name: &str, [old, new]: [&str; 2]) -> PathBuf {
    let text = fs::read_to_string(case(name)).unwrap();
    assert!(text.contains(old), "{name}: {old}");
    let file = folder.path().join("new.yaml");
    fs::write(&file, text.replace(old, new)).unwrap();
    file
}

/// Runs `workload plan` with these files and words; its status, and its text with single spaces.
fn plan(files: &[&Path], words: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.arg("plan").args(files).args(words).env("NO_COLOR", "1");
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// That the plan ends with status 1 and says all of this.
fn tells(told: (i32, String), wanted: &[&str]) {
    let (status, text) = told;
    assert_eq!(status, 1, "{text}");
    for one in wanted {
        assert!(text.contains(one), "{one}\n{text}");
    }
}

#[test]
fn a_port_of_the_node_is_free_only_when_the_old_pod_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let new = with_image(&folder, "07-hostport-with-surge", ["game-proxy:3.3.0", "game-proxy:3.4.0"]);
    let told = plan(&[&case("07-hostport-with-surge"), &new], &[]);
    tells(told, &["stuck Pod game-proxy/r2-1 fits no node", "free ports", "`maxSurge: 0`"]);
}

#[test]
fn as_many_pods_on_the_network_of_the_node_as_nodes_cannot_surge() {
    let folder = tempfile::tempdir().unwrap();
    let name = "09-hostnetwork-replicas-equal-nodes";
    let new = with_image(&folder, name, ["lb:1.0", "lb:2.0"]);
    tells(
        plan(&[&case(name), &new], &["--nodes", "3"]),
        &["stuck Pod lb/r2-1", "3 node(s) didn't have free ports"],
    );
}

#[test]
fn the_image_of_a_job_cannot_be_changed() {
    let files = [case("21-job-image-changed"), case("21-job-image-changed.after")];
    let told = plan(&[&files[0], &files[1]], &[]);
    tells(told, &["Job migrate forbidden", "spec.template", "kubectl delete job migrate"]);
}

#[test]
fn a_broken_stateful_set_needs_its_pod_deleted_by_hand() {
    let file = case("26-statefulset-broken-image-then-undo");
    let actions =
        ["--do", "fail store", "--do", "image store=registry.example/store:2.0", "--do", "undo store"];
    tells(plan(&[&file, &file], &actions), &["stuck", "kubectl delete pod store-2"]);
}

#[test]
fn data_on_an_empty_dir_do_not_stay_for_a_stateful_set() {
    let name = "52-postgres-own-image-on-emptydir";
    let files = [case(name), case(&format!("{name}.after"))];
    let (status, text) = plan(&[&files[0], &files[1]], &[]);
    assert!(text.contains("What is on `postgresdb` (`emptyDir`) goes with each old Pod"), "{text}");
    assert!(!text.contains("data stays") && !text.contains("data stay"), "{text}");
    assert_eq!(status, 1, "{text}");
}
