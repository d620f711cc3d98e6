//! What commands print with `--format json` is what `workload schema` says, with `"version": 1`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What a command prints, in a folder of manifests.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    assert_ne!(output.status.code(), Some(2), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Asserts that what a command prints fits its schema; gives it.
#[track_caller]
fn fits(schema: &str, arguments: &[&str]) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let schema: Value = serde_json::from_str(&run(&folder, &["schema", schema])).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "not a schema");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let printed: Value = serde_json::from_str(&run(&folder, arguments)).unwrap();
    let errors: Vec<_> =
        validator.iter_errors(&printed).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{arguments:?}: {errors:#?}");
    assert_eq!(printed["version"], 1);
    let mut other = printed.clone();
    other["version"] = 2.into();
    assert!(!validator.is_valid(&other), "the schema takes any version");
    printed
}

#[test]
fn findings_fit_their_schema() {
    let printed = fits("validate", &["validate", "manifests/redis.yaml", "shop/k8s", "--format", "json"]);
    assert!(printed["findings"].as_array().unwrap().len() > 1);
    fits("validate", &["upgrade", "1.33", "1.37", "shop/k8s", "--format", "json"]);
}

#[test]
fn plans_fit_their_schema() {
    let drained = [
        "plan",
        "shop/k8s/production",
        "--do",
        "drain node-1",
        "--do",
        "delete pod nobody",
        "--format",
        "json",
    ];
    assert!(!fits("plan", &drained)["workloads"].as_array().unwrap().is_empty());
    let folder = tempfile::tempdir().unwrap();
    let set = fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/shop/k8s/production.yaml"),
    )
    .unwrap();
    let (old, new) = (folder.path().join("old.yaml"), folder.path().join("new.yaml"));
    fs::write(&old, &set).unwrap();
    // Values that are refused, replaced, and changed in place.
    fs::write(
        &new,
        set.replace("storage: 1Gi", "storage: 2Gi").replace("replicas: 3", "replicas: 4").replace(":v", ":w"),
    )
    .unwrap();
    let [old, new] = [&old, &new].map(|path| path.to_str().unwrap());
    let changes = fits("plan", &["plan", old, new, "--format", "json"]);
    assert!(!changes["changes"]["changes"].as_array().unwrap().is_empty());
}

#[test]
fn imports_fit_their_schema() {
    let examples = "../workload-core/tests/import";
    let own = [&format!("{examples}/examples"), "--report", "json"];
    let printed = fits("import", &["import", own[0], own[1], own[2]]);
    assert!(printed["kept"].as_u64().unwrap() > 5 && printed["native"].as_u64().unwrap() > 20, "{printed:#}");
    let environments =
        [&format!("{examples}/environments/dev.yaml"), &format!("{examples}/environments/prod.yaml")];
    let printed =
        fits("import", &["import", "--environments", environments[0], environments[1], "--report", "json"]);
    assert_eq!(printed["objects"][0]["environment"], "dev");
    assert_eq!(printed["customized"], 1);
    let printed =
        fits("import", &["import", &format!("{examples}/manifests/secrets.yaml"), "--report", "json"]);
    assert_eq!(printed["skipped"], 1);
}

#[test]
fn choices_fit_their_schema() {
    fits("choose", &["choose", "--long-running", "--format", "json"]);
}

#[test]
fn every_schema_is_listed_and_committed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let list = run(&folder, &["schema"]);
    for line in list.lines() {
        let name = line.split(' ').next().unwrap();
        let committed = fs::read_to_string(folder.join(format!("{name}.schema.json"))).unwrap();
        assert_eq!(run(&folder, &["schema", name]), committed);
    }
    assert_eq!(list.lines().count(), fs::read_dir(folder).unwrap().count());
}
