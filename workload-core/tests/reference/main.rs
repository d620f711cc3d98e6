//! The references are made of the doc comments: of keys, groups, words and volumes, and of rules.
//!
//! They are pages of the guide, and what `workload explain` says of a key or a rule: one text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod keys;
mod page;
mod rules;
mod source;
mod versions;

use std::fs;
use std::path::Path;

use source::Found;

#[test]
fn the_reference_is_that_of_the_code() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["keys", "parts", "volumes", "description/container.rs", "shape"];
    let found = Found::below(&crate_folder.join("src/describe"), &places);
    let fresh = page::page(&found);
    let sections = fresh.matches("\n## ").count();
    assert!(sections > 85, "only {sections} keys and volumes were found");
    is_committed("docs/grammar.md", &fresh);
}

#[test]
fn the_keys_that_the_derive_knows_are_those_of_the_code() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["keys", "parts", "description/container.rs", "stack.rs"];
    let found = Found::below(&crate_folder.join("src/describe"), &places);
    is_committed("../workload-derive/src/known/keys.rs", &keys::file(&found));
}

#[test]
fn the_rules_are_those_of_the_code() {
    let fresh = rules::page();
    // Every fence is opened as YAML, and closed: rustdoc would compile any other as Rust.
    let fences: Vec<_> = fresh.lines().filter(|line| line.starts_with("```")).collect();
    assert!(fences.len() > 100, "only {} fences were found", fences.len());
    assert!(fences.chunks(2).all(|pair| pair == ["```yaml", "```"]), "{fences:?}");
    is_committed("docs/rules.md", &fresh);
}

#[test]
fn the_versions_are_those_of_the_tables() {
    is_committed("docs/versions.md", &versions::page());
}

/// Compares a page with the one in the repository, or writes it there.
fn is_committed(name: &str, fresh: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, fresh).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(committed == fresh, "{name} is stale: run `.ci/update`");
}

#[test]
fn links_to_files_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let targets: Vec<_> = readme.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()).collect();
    assert!(targets.len() > 5, "{targets:?}");
    for target in targets.iter().filter(|target| !target.starts_with("http")) {
        assert!(root.join(target).exists(), "README.md links to {target}, which is not there");
    }
}
