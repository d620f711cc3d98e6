//! What the README shows of a command is what the command says.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Where a block with a command and its output begins.
const OPENING: &str = "```text\n$ workload ";

#[test]
fn shown_output_is_that_of_the_command() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let file = root.join("README.md");
    let readme = fs::read_to_string(&file).unwrap();
    let mut fresh = String::new();
    let mut blocks = readme.split(OPENING);
    fresh.push_str(blocks.next().unwrap());
    for block in blocks {
        let (shown, after) = block.split_once("\n```").unwrap();
        let (arguments, _) = shown.split_once('\n').unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
        command.args(arguments.split(' ')).current_dir(root).env("NO_COLOR", "1");
        let output = command.output().unwrap();
        // On a terminal the two streams are one after the other.
        let (data, talk) =
            (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
        let said = [data.trim_end(), talk.trim_end()].join("\n\n");
        let _ = write!(fresh, "{OPENING}{arguments}\n{}\n```{after}", said.trim_end());
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &fresh).unwrap();
    }
    assert!(readme.contains(OPENING), "the README shows no command");
    assert!(fresh == fs::read_to_string(&file).unwrap(), "README.md is stale: run `.ci/update`\n{fresh}");
}
