//! What the commands with a cluster print with `--format json` is what `workload schema` says.

use std::time::Duration;

use serde_json::{Value, json};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};
use super::wait::{deployed, kubelet_says};

/// Asserts that what a command prints fits its schema; gives it.
#[track_caller]
pub fn fits(bench: &Bench, schema: &str, args: &str) -> Value {
    let schema: Value = serde_json::from_str(&bench.workload(&format!("schema {schema}")).out).unwrap();
    assert!(jsonschema::meta::is_valid(&schema), "not a schema");
    let validator = jsonschema::validator_for(&schema).unwrap();
    let printed = bench.json(args);
    let errors: Vec<_> =
        validator.iter_errors(&printed).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{args}: {errors:#?}\n{printed:#}");
    let mut other = printed.clone();
    other["version"] = json!(2);
    assert!(!validator.is_valid(&other), "the schema takes any version");
    printed
}

#[test]
fn diffs_and_applies_fit_their_schemas() {
    let bench = Bench::new();
    let mut other = yaml(DEPLOYMENT);
    other["spec"]["replicas"] = json!(5);
    applied(&bench, "helm", &other);
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    bench.write(
        "settings.yaml",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: b}}",
    );
    let found = fits(&bench, "diff", "diff .");
    assert_eq!((&found["summary"]["create"], &found["summary"]["refuse"]), (&json!(1), &json!(1)), "{found}");
    let found = fits(&bench, "apply", "apply . --yes");
    assert_eq!(found["summary"]["refused"], 1, "{found}");
    fits(&bench, "diff", "diff . --take");
    let found = fits(&bench, "apply", "apply . --yes --take");
    assert_eq!(found["summary"]["changed"], 1, "{found}");
    bench.write("web.yaml", &DEPLOYMENT.replace("{app: web}}", "{app: shop}}"));
    assert_eq!(fits(&bench, "diff", "diff . --take")["summary"]["recreate"], 1);
}

#[test]
fn waits_and_states_fit_their_schema() {
    let bench = deployed(Duration::from_secs(600), DEPLOYMENT);
    kubelet_says(&bench, &json!({"waiting": {"reason": "ErrImagePull", "message": "not found"}}), &json!({}));
    applied(&bench, "helm", &{
        let mut other = yaml(DEPLOYMENT);
        other["spec"]["replicas"] = json!(2);
        other
    });
    let found = fits(&bench, "status", "status web.yaml");
    assert!(!found["objects"][0]["drift"].as_array().unwrap().is_empty(), "{found}");
    assert!(found.to_string().contains("ErrImagePull"), "{found}");
    assert_eq!(fits(&bench, "status", "wait web.yaml --grace 1")["ending"], "failed");
}
