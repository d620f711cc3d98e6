//! The grammar reference is made of the doc comments of keys, groups, words and volumes.
//!
//! It is a page of the guide, and what `workload explain` says of a key: one text.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod page;
mod source;

use std::fs;
use std::path::Path;

use source::Found;

#[test]
fn the_reference_is_that_of_the_code() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["keys", "parts", "volumes", "description/container.rs", "shape"];
    let found = Found::below(&crate_folder.join("src"), &places);
    let fresh = page::page(&found);
    let sections = fresh.matches("\n## ").count();
    assert!(sections > 85, "only {sections} keys and volumes were found");
    let file = crate_folder.join("docs/grammar.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &fresh).unwrap();
    }
    let committed = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == fresh,
        "docs/grammar.md is stale: UPDATE=1 cargo test -p workload-core --test reference"
    );
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
