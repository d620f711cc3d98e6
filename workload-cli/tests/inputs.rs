//! What is read: never without end, never twice, and never nothing with success.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const SOUND: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: \"1\"}\n";
const WRONG: &str = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: 1}\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn said(output: Output) -> (i32, String) {
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
    (output.status.code().unwrap(), text)
}

fn run(folder: &Path, arguments: &[impl AsRef<OsStr>]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").stdin(Stdio::null());
    said(command.output().unwrap())
}

/// A device that gives bytes for ever is refused by its first bytes, as input of any command.
#[test]
fn endless_devices_are_refused() {
    let home = folder(&[("a.yaml", SOUND)]);
    for arguments in [
        &["validate", "/dev/zero"][..],
        &["validate", "/dev/urandom"],
        &["validate", "--format", "html", "/dev/zero"],
        &["validate", "a.yaml", "--config", "/dev/zero"],
        &["validate", "a.yaml", "--baseline", "/dev/zero"],
        &["validate", "a.yaml", "--crds", "/dev/urandom"],
        &["plan", "/dev/urandom", "a.yaml"],
        &["plan", "a.yaml", "--nodes", "/dev/zero"],
        &["plan", "a.yaml", "--scenario", "/dev/zero"],
        &["import", "/dev/zero"],
        &["choose", "/dev/zero"],
        &["diff", "a.yaml", "--live", "/dev/zero"],
    ] {
        let (status, text) = run(home.path(), arguments);
        assert_eq!(status, 2, "{arguments:?}: {text}");
        assert!(text.contains("is not text") || text.contains("not UTF-8"), "{arguments:?}: {text}");
    }
}

/// What is empty was written by a program that failed, more often than not.
#[test]
fn nothing_is_no_success() {
    let home = folder(&[
        ("a.yaml", SOUND),
        ("empty.yaml", ""),
        ("comment.yaml", "# later\n"),
        ("other.yaml", "a: 1\n"),
    ]);
    for arguments in [
        &["validate", "/dev/null"][..],
        &["validate", "-"],
        &["validate", "empty.yaml"],
        &["validate", "comment.yaml"],
        &["validate", "other.yaml"],
        &["validate", "empty.yaml", "comment.yaml"],
        &["validate", "empty.yaml", "--baseline", "b.json", "--write-baseline"],
        &["plan", "/dev/null"],
        &["plan", "a.yaml", "empty.yaml"],
        &["plan", "empty.yaml", "a.yaml"],
        &["plan", "a.yaml", "--nodes", "/dev/null"],
        &["import", "-"],
        &["diff", "empty.yaml", "--live", "a.yaml"],
    ] {
        let (status, text) = run(home.path(), arguments);
        assert_eq!(status, 2, "{arguments:?}: {text}");
        assert!(text.contains("error: "), "{arguments:?}: {text}");
    }
    assert!(!home.path().join("b.json").exists());
    let (status, text) = run(home.path(), &["validate", "empty.yaml", "a.yaml"]);
    assert_eq!(status, 0, "one of them has an object: {text}");
}

#[test]
fn a_file_with_several_names_is_read_once() {
    let home = folder(&[("k8s/a.yaml", WRONG)]);
    symlink("k8s", home.path().join("link")).unwrap();
    let whole = home.path().join("k8s");
    let names = ["validate", "k8s", "./k8s", "link", "k8s/a.yaml", "link/a.yaml", whole.to_str().unwrap()];
    let (_, text) = run(home.path(), &names);
    assert!(text.contains("checked: 1 error in 1 object for"), "{text}");
    let (status, text) = run(home.path(), &[&names[..], &["--fix"]].concat());
    assert_eq!(status, 0, "{text}");
    assert!(text.contains("fixed: 1 finding; none left"), "{text}");
    assert_eq!(fs::read_to_string(home.path().join("k8s/a.yaml")).unwrap(), SOUND);
}

/// Environments may share a file: each has it.
#[test]
fn environments_may_share_files() {
    let app = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec:\n  replicas: REPLICAS\n  selector: \
               {matchLabels: {app: api}}\n  template:\n    metadata: {labels: {app: api}}\n    spec: {containers: [{name: \
               api, image: 'api:v1'}]}\n";
    let home = folder(&[
        ("dev/app.yaml", &app.replace("REPLICAS", "1")),
        ("prod/app.yaml", &app.replace("REPLICAS", "3")),
        ("dev/shared.yaml", SOUND),
    ]);
    symlink("../dev/shared.yaml", home.path().join("prod/shared.yaml")).unwrap();
    let (status, text) = run(home.path(), &["import", "--environments", "dev", "prod", "--report", "human"]);
    assert_eq!(status, 0, "{text}");
    assert_eq!(text.matches("shared.yaml").count(), 2, "{text}");
}

#[test]
fn the_name_of_an_output_need_not_be_text() {
    let home = folder(&[("a.yaml", WRONG)]);
    let output = OsStr::from_bytes(b"json=\xff.json");
    let (status, text) =
        run(home.path(), &[OsStr::new("validate"), "a.yaml".as_ref(), "--output".as_ref(), output]);
    assert_eq!(status, 1, "{text}");
    let written = fs::read(home.path().join(OsStr::from_bytes(b"\xff.json"))).unwrap();
    serde_json::from_slice::<serde_json::Value>(&written).unwrap();
    for wrong in ["json", "json=", "jsn=a.json"] {
        let (status, text) = run(home.path(), &["validate", "a.yaml", "--output", wrong]);
        assert_eq!(status, 2, "{text}");
        assert!(text.contains("FORMAT=FILE") || text.contains("unknown format `jsn`"), "{text}");
    }
}
