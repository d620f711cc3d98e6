//! The committed manifests are what the stacks give, to the byte.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::path::Path;

use workload_core::Stack as _;

/// Compares with `k8s/<name>.yaml`; `.ci/update` rewrites it.
fn compare(name: &str, yaml: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("k8s").join(format!("{name}.yaml"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, yaml).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap(), yaml, "{} is stale", file.display());
}

#[test]
fn production() {
    let manifests = shop::production().manifests();
    assert_eq!(manifests.errors(), []);
    compare("production", &manifests.to_yaml());
}

#[test]
fn development() {
    let manifests = shop::development().manifests();
    assert_eq!(manifests.errors(), []);
    compare("development", &manifests.to_yaml());
}
