//! `workload choose` as a script runs it: flags, a file, and no terminal.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Runs the command and gives its status, its data and its talk.
fn workload(arguments: &[&str], input: &str) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    command.args(arguments).env("NO_COLOR", "1");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn flags_choose_and_everything_is_in_the_json() {
    for (flags, kind, shape) in [
        (&["--long-running"][..], "Deployment", "stateless"),
        (&["--long-running", "--cache"], "Deployment", "stateless"),
        (&["--long-running", "--keeps-data", "--stable-identity"], "StatefulSet", "stateful"),
        (&["--long-running", "--per-node"], "DaemonSet", "per_node"),
        (&["--run-once"], "Job", "run_once"),
        (&["--schedule", "@daily"], "CronJob", "schedule"),
    ] {
        let arguments: Vec<_> = ["choose", "--format", "json"].iter().chain(flags).copied().collect();
        let (status, data, talk) = workload(&arguments, "");
        assert_eq!((status, talk.as_str()), (0, ""), "{flags:?}");
        let choice: Value = serde_json::from_str(&data).unwrap();
        assert_eq!((&choice["kind"], &choice["shape"]), (&kind.into(), &shape.into()), "{flags:?}");
        assert_eq!(choice["others"].as_array().unwrap().len(), 4);
        assert!(choice["path"][0]["question"].as_str().unwrap().starts_with("Does it run on"));
        for key in ["why", "rust", "yaml"] {
            assert!(choice[key].as_str().unwrap().len() > 20, "{key}");
        }
    }
}

#[test]
fn a_page_says_why_and_why_not() {
    let (status, data, _) = workload(&["choose", "--long-running", "--keeps-data"], "");
    assert_eq!(status, 0);
    for part in [
        "A Deployment with a volume: stateless",
        "Must one run on every node? no, as nothing else was said (§8.2)",
        "  StatefulSet  it keeps names and an order that nobody looks for",
        "    #[workload_core::export]\n    pub fn production() -> App {",
        "    kind: PersistentVolumeClaim",
    ] {
        assert!(data.contains(part), "{part} is not in:\n{data}");
    }
    assert!(!data.contains('\u{1b}'), "colours without a terminal");
}

#[test]
fn what_is_open_is_not_guessed() {
    let (status, data, talk) = workload(&["choose", "--keeps-data"], "");
    assert_eq!((status, data.as_str()), (2, ""));
    assert!(talk.contains("`--long-running` for servers") && talk.contains("`--run-once`"), "{talk}");
}

#[test]
fn contradictions_are_named() {
    for (flags, part) in [
        (&["--long-running", "--run-once"][..], "`long-running` and `run-once` contradict each other"),
        (&["--schedule", "0 3 * * *", "--per-node"], "not once on every node"),
        (&["--long-running", "--keeps-data", "--cache"], "`keeps-data` and `cache` contradict each other"),
        (&["--long-running", "--cache", "--stable-identity"], "say `keeps-data` with `stable-identity`"),
        (&["--run-once", "--keeps-data"], "mount a `Claim`"),
        (&["--schedule", "0 25 * * *"], "hour 25 is outside 0-23"),
    ] {
        let arguments: Vec<_> = ["choose"].iter().chain(flags).copied().collect();
        let (status, data, talk) = workload(&arguments, "");
        assert_eq!((status, data.as_str()), (2, ""), "{flags:?}");
        assert!(talk.contains(part), "{part} is not in:\n{talk}");
    }
}

#[test]
fn a_file_says_the_same_as_flags() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("needs.toml");
    let text = "long-running = true\nkeeps-data = true\nstable-identity = false\n";
    fs::write(&file, text).unwrap();
    let (status, from_file, _) = workload(&["choose", "--format", "yaml", file.to_str().unwrap()], "");
    assert_eq!(status, 0);
    assert_eq!(from_file, workload(&["choose", "--format", "yaml", "-"], text).1);
    assert_eq!(from_file, workload(&["choose", "--format", "yaml", "--long-running", "--keeps-data"], "").1);

    for (text, part) in [
        ("keep-data = true\n", "did you mean `keeps-data`?"),
        ("schedule = \"0 25 * * *\"\n", "line 1, column 12"),
        ("long-running\n", "cannot read the needs of an app from standard input"),
        ("keeps-data = true\n", "`--long-running` for servers"),
    ] {
        let (status, data, talk) = workload(&["choose", "-"], text);
        assert_eq!((status, data.as_str()), (2, ""), "{text}");
        assert!(talk.contains(part), "{part} is not in:\n{talk}");
    }
    let (status, _, talk) = workload(&["choose", "missing.toml"], "");
    assert_eq!(status, 2);
    assert!(talk.contains("cannot read missing.toml"), "{talk}");
}
