//! The stories under `examples/stories`: the manifests and what `workload explain` tells of them.
//!
//! `.ci/update` rewrites them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use workload_core::predict::plan::stories::all;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/stories")
}

fn workload(arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output = command.args(arguments).env("NO_COLOR", "1").output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[track_caller]
fn is_committed(name: &str, text: &str) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(folder()).unwrap();
        fs::write(&path, text).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), text, "{name} is stale");
}

#[test]
fn committed_stories_are_those_that_are_told() {
    for story in all() {
        let (status, told) = workload(&["explain", story.name]);
        assert_eq!(status, 0);
        // A key of the grammar may have the name too; the story is the last page.
        let page = told.rfind(&format!("{}\n\n", story.name)).unwrap();
        is_committed(&format!("{}.txt", story.name), &told[page..]);
        for (file, manifests) in story.manifests {
            is_committed(file, manifests);
        }
    }
}

#[test]
fn what_a_story_says_to_try_works() {
    for story in all() {
        let text = story.text();
        let line = text.lines().find_map(|line| line.strip_prefix("Try it: `workload ")).unwrap();
        let line = line.trim_end_matches('`').replace("examples/stories", &folder().display().to_string());
        // Words in single quotes are one argument.
        let parts = line.split('\'').enumerate();
        let words: Vec<_> = parts
            .flat_map(
                |(place, part)| if place % 2 == 1 { vec![part] } else { part.split_whitespace().collect() },
            )
            .collect();
        let (status, data) = workload(&words);
        // Some are stories of what is stuck or lost, and the status says so.
        assert!(matches!(status, 0 | 1), "{line}: {data}");
        assert!(data.contains("Answers"), "{data}");
    }
}

#[test]
fn the_measured_table_is_that_of_the_article() {
    let (_, told) = workload(&["explain", "redis-three-ways"]);
    for row in [
        ["data kept", "✗", "partly", "✓"],
        ["several replicas", "✗", "✗", "✓"],
        ["fixed identity", "✗", "✗", "✓"],
        ["replication", "✗", "✗", "✓"],
        ["fit for production", "✗", "✗", "✓"],
    ] {
        let line = told.lines().find(|line| line.trim_start().starts_with(row[0])).unwrap();
        let cells: Vec<_> = line.trim_start()[row[0].len()..].split_whitespace().collect();
        assert_eq!(cells, row[1..], "{told}");
    }
}
