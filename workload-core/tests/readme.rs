//! The grammar table of the README is made of the keys' doc comments.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const START: &str = "<!-- grammar: written by `UPDATE=1 cargo test -p workload-core --test readme` -->\n";
const END: &str = "<!-- grammar ends -->";

#[test]
fn the_grammar_table_is_that_of_the_code() {
    let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = crate_folder.join("../README.md");
    let text = fs::read_to_string(&readme).unwrap();
    let (before, rest) = text.split_once(START).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let fresh = format!("{before}{START}{}{END}{after}", table(&crate_folder.join("src/keys")));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&readme, &fresh).unwrap();
    }
    assert_eq!(fs::read_to_string(&readme).unwrap(), fresh, "the grammar table of README.md is stale");
}

/// A row for each key, by name.
fn table(folder: &Path) -> String {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut rows: Vec<_> = files.flat_map(|file| keys(&fs::read_to_string(file).unwrap())).collect();
    rows.sort();
    assert!(rows.len() > 70, "{} keys were found", rows.len());
    let mut table = String::from("\n| key | written | what it does |\n|---|---|---|\n");
    for (key, written, meaning) in rows {
        writeln!(table, "| {key} | {written} | {meaning} |").unwrap();
    }
    table.push('\n');
    table
}

/// The keys of a file, each with how it is written and what it does: the first paragraph of its
/// doc comment, which every key must have.
fn keys(source: &str) -> Vec<(String, String, String)> {
    let mut keys = Vec::new();
    let mut doc: Vec<&str> = Vec::new();
    for line in source.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim());
            continue;
        }
        if line.starts_with('#') || line.starts_with("$(") {
            continue;
        }
        if let Some(key) = key_of(line) {
            let paragraph = doc.split(|line| line.is_empty()).next().unwrap_or_default().join(" ");
            let (written, meaning) =
                paragraph.split_once("`: ").unwrap_or_else(|| panic!("`{key}` lacks `written`: meaning"));
            keys.push((
                key.to_owned(),
                format!("{written}`").replace('|', "\\|"),
                meaning.replace('|', "\\|"),
            ));
        }
        doc.clear();
    }
    keys
}

/// The key that a line declares.
fn key_of(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix("pub fn ") {
        return rest.split('(').next().filter(|name| !name.starts_with('$'));
    }
    // A row of `job_keys!` or `pod_keys!`.
    let (name, rest) = line.split_once(": ")?;
    (rest.contains(" => ") && rest.ends_with(';') && !name.contains(' ')).then_some(name)
}
