//! The keys of each type, for the derive: what it says of a word that is no key, it says with what is possible.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::source::{Found, Method};

const OPENING: &str = "//! Written by `.ci/update` from the methods of workload-core: the types whose methods are keys, each with its keys.

/// A type, and its keys: `key:Type` where the key takes a group of keys, `…` where the names are the user's.
pub(crate) const KEYS: &[(&str, &str)] = &[
";

/// The file of the derive.
pub fn file(found: &Found) -> String {
    let mut types = BTreeMap::new();
    add(&mut types, found, "Description");
    add(&mut types, found, "Context");
    let functions = found.of("Literal").filter(|method| !method.doc.is_empty());
    types.insert("Literal".to_owned(), functions.map(|function| function.name.clone()).collect());
    let mut text = OPENING.to_owned();
    for (name, keys) in types {
        let keys = keys.join(" ");
        if keys.len() + name.len() < 90 {
            writeln!(text, "    (\"{name}\", \"{keys}\"),").unwrap();
        } else {
            let lines = wrapped(&keys).join(" \\\n         ");
            writeln!(text, "    (\n        \"{name}\",\n        \"{lines}\",\n    ),").unwrap();
        }
    }
    text + "];\n"
}

/// Adds a type and those that its keys take.
fn add(types: &mut BTreeMap<String, Vec<String>>, found: &Found, name: &str) {
    // A key of every container is one of the app too.
    let owners: &[&str] =
        if name == "Description" { &["Description", "Container"] } else { &[found.owner_of_keys(name)] };
    let mut keys: BTreeMap<String, String> = BTreeMap::new();
    for owner in owners {
        for method in found.of(owner).filter(|method| method.is_key && !method.doc.is_empty()) {
            let key = if method.name == "entry" { "…".to_owned() } else { method.name.clone() };
            keys.entry(key).or_insert_with(|| group(found, method).unwrap_or_default());
        }
    }
    types.insert(name.to_owned(), keys.iter().map(|(key, of)| join(key, of)).collect());
    for of in keys.values().filter(|of| !of.is_empty() && *of != "Names") {
        if !types.contains_key(of) {
            add(types, found, of);
        }
    }
}

fn join(key: &str, of: &str) -> String {
    if of.is_empty() { key.to_owned() } else { format!("{key}:{of}") }
}

/// Types of groups that hold names of the user's and little else: what stands in them is read elsewhere.
const NAMES: &[&str] = &["Annotations", "ConfigMapPart", "Headers", "Labels", "NodeSelector", "SecretPart"];

/// The type of a key's value, when its methods are keys.
fn group(found: &Found, method: &Method) -> Option<String> {
    let kind = method.parameters.split_once(": ")?.1.split('<').next()?.rsplit("::").next()?;
    if NAMES.contains(&kind) {
        return Some("Names".to_owned());
    }
    let has_keys = found.of(found.owner_of_keys(kind)).any(|method| method.is_key && !method.doc.is_empty());
    has_keys.then(|| kind.to_owned())
}

/// The words in lines of about a hundred characters.
fn wrapped(words: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in words.split(' ') {
        let line = lines.last_mut().unwrap();
        if line.len() + word.len() > 96 {
            lines.push(word.to_owned());
        } else {
            format!("{line} {word}").trim().clone_into(line);
        }
    }
    lines
}
