//! The rooms of workload-core and the crates stand one above the other.

use std::fs;

use super::imports::{imports, paths};
use super::source::{code, module_path, sources, workspace};

/// The rooms, and for each the rooms below it that it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("syntax", &[]),
    ("k8s", &["syntax"]),
    ("describe", &["k8s", "syntax"]),
    ("validate", &["k8s", "syntax"]),
    ("ownership", &["k8s", "syntax"]),
    ("predict", &["describe", "validate", "k8s", "syntax"]),
    ("live", &["predict", "ownership", "validate", "k8s", "syntax"]),
    ("cluster", &["predict", "ownership", "describe", "validate", "k8s", "syntax"]),
    ("export", &["describe", "validate", "k8s", "syntax"]),
    ("learn", &["predict", "export", "describe", "validate", "k8s", "syntax"]),
];

/// The files that stand beside the rooms: the facade, and the pages of the guide.
const BESIDE: &[&str] = &["", "guide"];

/// What each crate may depend on of this workspace.
const CRATES: &[(&str, &[&str])] = &[
    ("workload-derive", &[]),
    ("workload-core", &["workload-derive"]),
    ("workload-cli", &["workload-core"]),
];

/// What only the room `export` may use; addresses as values, `std::net::IpAddr`, touch nothing.
const WORLD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::io",
    "std::process",
    "std::net::Tcp",
    "std::net::Udp",
    "ToSocketAddrs",
    "println!",
    "SystemTime",
    "::now()",
];

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let mut wrong = Vec::new();
    for file in sources("workload-core") {
        let module = module_path(&file);
        let own = module.first().map_or("", String::as_str);
        if BESIDE.contains(&own) {
            continue;
        }
        let Some((_, below)) = ROOMS.iter().find(|(room, _)| *room == own) else {
            wrong.push(format!("{} is in no room: docs/architecture.md lists the rooms", file.display()));
            continue;
        };
        for used in rooms_used(&code(&file)) {
            if used != own && !below.contains(&used.as_str()) {
                wrong.push(format!("{} uses `{used}`, which does not stand below `{own}`", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_room_export_touches_the_world() {
    for file in sources("workload-core") {
        if module_path(&file).first().is_some_and(|room| room == "export") {
            continue;
        }
        for word in WORLD {
            assert!(!code(&file).contains(word), "{} uses {word}: only `export` may", file.display());
        }
    }
}

#[test]
fn crates_depend_downwards() {
    for (name, allowed) in CRATES {
        let manifest = fs::read_to_string(workspace().join(name).join("Cargo.toml")).unwrap();
        let dependencies = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        for (other, _) in CRATES.iter().filter(|(other, _)| other != name && !allowed.contains(other)) {
            assert!(!dependencies.contains(&format!("\n{other}")), "{name} may not depend on {other}");
        }
    }
}

/// The names of the rooms.
pub fn room_names() -> impl Iterator<Item = &'static str> {
    ROOMS.iter().map(|(room, _)| *room)
}

/// The names right below `crate` that a file uses: rooms, or what the facade exports.
fn rooms_used(code: &str) -> Vec<String> {
    let imported = imports(code).into_iter().map(|import| import.path);
    let all = imported.chain(paths(code)).filter(|path| path[0] == "crate");
    all.filter_map(|path| path.get(1).cloned()).collect()
}
