//! The house keeps its order: layers without circles, files that open with a sentence, sizes.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The modules of workload-core from the lowest layer up; one may use those above it in this
/// list, and none below it.
const LAYERS: &[&str] = &[
    "text",
    "yaml",
    "faults",
    "literal",
    "values",
    "shape",
    "attribute",
    "companions",
    "parts",
    "description",
    "keys",
    "volumes",
    "objects",
    "decode",
    "server",
    "judge",
    "rules",
    "lint",
    "problems",
    "manifests",
    "changes",
    "simulation",
    "to_manifests",
    "address",
    "workload",
    "stack",
    "export",
    "harness",
    "build_script",
    "choose",
    "guide",
    "explain",
    "lib",
];

/// What each crate may depend on of this workspace.
const CRATES: &[(&str, &[&str])] = &[
    ("workload-derive", &[]),
    ("workload-core", &["workload-derive"]),
    ("workload-cli", &["workload-core"]),
];

#[test]
fn modules_use_only_lower_layers() {
    let rank: BTreeMap<_, _> = LAYERS.iter().enumerate().map(|(rank, layer)| (*layer, rank)).collect();
    let mut wrong = Vec::new();
    for file in sources("workload-core") {
        let layer = layer_of(&file);
        let Some(own) = rank.get(layer.as_str()) else {
            wrong.push(format!("{} is in no layer: add `{layer}` to LAYERS", file.display()));
            continue;
        };
        for used in modules_used(&code(&file)) {
            // Names that lib.rs exports, such as `crate::Name`, are not modules.
            if rank.get(used.as_str()).is_some_and(|used| used > own) {
                wrong.push(format!("{} uses `{used}`, which is above `{layer}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_two_modules_of_core_touch_the_world() {
    for file in sources("workload-core") {
        if ["build_script", "harness"].contains(&layer_of(&file).as_str()) {
            continue;
        }
        for word in [
            "std::fs",
            "std::env",
            "std::io",
            "std::process",
            "std::net",
            "println!",
            "SystemTime",
            "::now()",
        ] {
            assert!(
                !code(&file).contains(word),
                "{} uses {word}: core does no input or output",
                file.display()
            );
        }
    }
}

#[test]
fn crates_depend_downwards() {
    for (name, allowed) in CRATES {
        let manifest = fs::read_to_string(workspace().join(name).join("Cargo.toml")).unwrap();
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        for other in
            CRATES.iter().map(|(other, _)| other).filter(|other| *other != name && !allowed.contains(other))
        {
            assert!(!dependencies.contains(&format!("\n{other}")), "{name} may not depend on {other}");
        }
    }
}

#[test]
fn files_open_with_a_sentence_and_stay_small() {
    let mut sizes = Vec::new();
    for file in CRATES.iter().flat_map(|(name, _)| sources(name)) {
        let text = code(&file);
        assert!(text.starts_with("//! "), "{} does not open with a sentence", file.display());
        assert!(file.file_name().is_none_or(|name| name != "mod.rs"), "{} is a mod.rs", file.display());
        sizes.push((text.lines().count(), file));
    }
    sizes.sort();
    let (longest, file) = &sizes[sizes.len() - 1];
    assert!(*longest <= 350, "{} has {longest} lines before its tests, 350 is the limit", file.display());
    let (ninth_tenth, _) = &sizes[sizes.len() * 9 / 10];
    assert!(*ninth_tenth <= 200, "one file in ten has more than {ninth_tenth} lines, 200 is the limit");
    let (median, _) = &sizes[sizes.len() / 2];
    assert!(*median <= 80, "half of the files have {median} lines or more, 80 is the limit");
}

#[test]
fn nothing_is_left_behind() {
    // Spelt in two halves, as this file is read too.
    let marks =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:"), concat!("unimpl", "emented!")];
    for file in CRATES.iter().flat_map(|(name, _)| sources(name)) {
        let text = fs::read_to_string(&file).unwrap();
        for mark in marks {
            assert!(!text.contains(mark), "{} has a {mark}", file.display());
        }
    }
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The Rust files below `<name>/src`, in order.
fn sources(name: &str) -> Vec<PathBuf> {
    let mut folders = vec![workspace().join(name).join("src")];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// A file's text up to its unit tests.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    text.split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

/// The top module a file belongs to.
fn layer_of(file: &Path) -> String {
    let mut parts = file.components().skip_while(|part| part.as_os_str() != "src").skip(1);
    let first = parts.next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules named after `crate::` outside comments.
fn modules_used(code: &str) -> Vec<String> {
    assert!(!code.contains("crate::{"), "one `use crate::module` a line, so that layers can be read off");
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let after =
        lines.flat_map(|line| line.split("crate::").skip(1).map(ToOwned::to_owned).collect::<Vec<_>>());
    let name =
        |text: String| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    after.map(name).filter(|name| !name.is_empty()).collect()
}
