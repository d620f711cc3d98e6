//! The table of fields against the sources of k8s-openapi, which has the types of several versions.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use workload_core::private::FIELDS;

/// A type: its group and its name, such as `core::v1` and `PodSpec`.
type Type = (String, String);

/// The versions whose types the crate has.
const MINORS: std::ops::RangeInclusive<u8> = 33..=37;

/// The folder of the crate's sources.
fn sources() -> PathBuf {
    // What other platforms need may never have been fetched.
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let described = String::from_utf8(rustc.stdout).unwrap();
    let host = described.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--all-features", "--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "k8s-openapi").unwrap();
    Path::new(package["manifest_path"].as_str().unwrap()).with_file_name("src")
}

/// The fields of every type of a version.
fn types(version: &Path) -> BTreeMap<Type, BTreeSet<String>> {
    let mut types = BTreeMap::new();
    for folder in ["api", "apiextensions_apiserver/pkg/apis"] {
        read(&version.join(folder), &mut Vec::new(), &mut types);
    }
    types
}

fn read(folder: &Path, group: &mut Vec<String>, types: &mut BTreeMap<Type, BTreeSet<String>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            group.push(path.file_name().unwrap().to_str().unwrap().to_owned());
            read(&path, group, types);
            group.pop();
        } else if let Some((name, fields)) = fields_of(&fs::read_to_string(&path).unwrap()) {
            types.insert((group.join("::"), name), fields);
        }
    }
}

/// The name of a generated type and the fields that its deserializer knows.
fn fields_of(text: &str) -> Option<(String, BTreeSet<String>)> {
    let name = text.split("\npub struct ").nth(1)?.split([' ', '<', '(']).next()?;
    let fields = text.split("deserialize_struct(").nth(1)?.split("&[").nth(1)?.split(']').next()?;
    Some((name.to_owned(), fields.split('"').skip(1).step_by(2).map(ToOwned::to_owned).collect()))
}

#[test]
fn fields_came_and_went_as_the_table_says() {
    let sources = sources();
    let versions: Vec<_> = MINORS.map(|minor| (minor, types(&sources.join(format!("v1_{minor}"))))).collect();
    let (_, newest) = versions.last().unwrap();
    assert!(newest.len() > 500, "only {} types were read", newest.len());
    let mut missing = Vec::new();
    for (of, fields) in newest {
        let with_type = || versions.iter().filter(|(_, types)| types.contains_key(of));
        let mut all: BTreeSet<&String> = with_type().flat_map(|(_, types)| &types[of]).collect();
        all.extend(fields);
        let first = with_type().next().unwrap().0;
        for field in all {
            let having: Vec<u8> =
                with_type().filter(|(_, types)| types[of].contains(field)).map(|(minor, _)| *minor).collect();
            let since = having.first().copied().filter(|minor| *minor > first);
            let gone = having.last().map(|minor| minor + 1).filter(|minor| *minor <= *MINORS.end());
            let fact =
                FIELDS.iter().find(|fact| fact.group == of.0 && fact.of == of.1 && fact.name == *field);
            let said = fact.map_or((None, None), |fact| {
                (fact.since.map(|version| version.number()), fact.gone.map(|version| version.number()))
            });
            // What came with the first version here, or before it, these sources do not tell.
            let is_old = since.is_none() && said.0.is_some_and(|minor| minor <= first);
            if (said.0 != since && !is_old) || said.1 != gone {
                missing
                    .push(format!("{of:?} {field}: since {since:?} gone {gone:?}, the table says {said:?}"));
            }
        }
    }
    assert_eq!(missing, [""; 0]);
    for fact in FIELDS {
        let of = (fact.group.to_owned(), fact.of.to_owned());
        let is_known =
            versions.iter().any(|(_, types)| types.get(&of).is_some_and(|it| it.contains(fact.name)));
        let is_older = fact.gone.is_some_and(|gone| gone.number() <= *MINORS.start());
        assert!(is_known || is_older, "no version has {} of {}", fact.name, fact.of);
    }
}
