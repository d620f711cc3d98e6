//! What commands print with `--format json` is what `workload schema` says, with `"version": 1`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde::Deserialize as _;
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

/// The schema of kinds.
fn of_kinds(folder: &Path, paths: &[&str]) -> (Value, jsonschema::Validator) {
    let text = run(folder, &[&["schema", "kinds"], paths].concat());
    let schema: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "not a schema");
    let validator = jsonschema::validator_for(&schema).unwrap();
    (schema, validator)
}

/// The documents of a text, as a validator of YAML reads them.
fn documents(text: &str) -> Vec<Value> {
    serde_yaml::Deserializer::from_str(text).map_while(|document| Value::deserialize(document).ok()).collect()
}

#[test]
fn the_schema_of_kinds_takes_what_the_api_server_takes() {
    let (schema, validator) = of_kinds(Path::new("."), &[]);
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../workload-core/tests/verdicts/sample.jsonl");
    let (mut taken, mut refused) = (0, 0);
    for line in fs::read_to_string(recorded).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let is_taken = case["v1_36"]["status"] == "accepted";
        let documents = documents(case["yaml"].as_str().unwrap());
        for document in documents.iter().filter(|document| is_known(&schema, document)) {
            let errors: Vec<_> = validator
                .iter_errors(document)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(!is_taken || errors.is_empty(), "{}: {errors:#?}\n{document:#}", case["id"]);
            taken += usize::from(is_taken);
            refused += usize::from(!errors.is_empty());
        }
    }
    // Words that are no field, and values of another type; no schema knows all that the API server does.
    assert!(taken > 50 && refused > 20, "{taken} taken, {refused} refused");
}

/// Whether the schema says something of the kind.
fn is_known(schema: &Value, document: &Value) -> bool {
    let name = format!(
        "{}.{}",
        document["apiVersion"].as_str().unwrap_or("?"),
        document["kind"].as_str().unwrap_or("?")
    );
    schema["definitions"].get(name).is_some()
}

#[test]
fn the_schema_of_kinds_in_files_has_these_and_their_custom_resources() {
    let folder = tempfile::tempdir().unwrap();
    let definition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: caches.shop.example}\nspec:\n  group: shop.example\n  scope: Namespaced\n  names: {kind: Cache, plural: caches}\n  versions:\n  - name: v1\n    served: true\n    storage: true\n    schema:\n      openAPIV3Schema:\n        type: object\n        properties:\n          spec: {type: object, required: [size], properties: {size: {type: integer}}}\n";
    fs::write(folder.path().join("crd.yaml"), definition).unwrap();
    fs::write(folder.path().join("service.yaml"), "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n")
        .unwrap();
    let (schema, validator) = of_kinds(folder.path(), &["."]);
    let known = schema["allOf"].as_array().unwrap();
    let kinds: Vec<_> =
        known.iter().map(|one| one["if"]["properties"]["kind"]["const"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["CustomResourceDefinition", "Cache", "Service", "List"]);
    let fits = |text: &str| validator.is_valid(&documents(text).remove(0));
    let cache = |spec: &str| {
        format!("apiVersion: shop.example/v1\nkind: Cache\nmetadata: {{name: a}}\nspec: {spec}\n")
    };
    assert!(fits(&cache("{size: 5}")));
    for wrong in ["{}", "{size: small}", "{size: 5, sizes: 6}"] {
        assert!(!fits(&cache(wrong)), "{wrong}");
    }
    assert!(fits(
        "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80, targetPort: http}]}\n"
    ));
    assert!(!fits("apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{prt: 80}]}\n"));
    assert!(!fits("apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: Service, spec: {x: 1}}]\n"));
    // Kinds that nobody described are left alone.
    assert!(fits("apiVersion: other.example/v1\nkind: Other\nspec: {a: b}\n"));
    let empty = folder.path().join("empty.yaml");
    fs::write(&empty, "a: b\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_workload"));
    let output = command.args(["schema", "kinds"]).arg(&empty).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn every_schema_is_listed_and_committed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    let list = run(&folder, &["schema"]);
    // The schema of kinds is made for who asks.
    let committed = || list.lines().filter(|line| !line.starts_with("kinds "));
    for line in committed() {
        let name = line.split(' ').next().unwrap();
        let committed = fs::read_to_string(folder.join(format!("{name}.schema.json"))).unwrap();
        assert_eq!(run(&folder, &["schema", name]), committed);
    }
    assert_eq!(committed().count(), fs::read_dir(folder).unwrap().count());
}
