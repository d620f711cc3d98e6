//! `workload apply` after a real kubectl has written: what the diff said is what happens.

use serde_json::Value;

use super::apply::managers;
use super::bench::{Bench, DEPLOYMENT, content, kubectl};

/// Applies, and checks that exactly those fields have changed that the diff named.
fn applied_as_told(bench: &Bench, file: &str) -> Value {
    let told = bench.json(&format!("diff {file}"));
    let before = content(&bench.deployment());
    let found = bench.json(&format!("apply {file} --yes"));
    let after = content(&bench.deployment());
    let fields = told["objects"][0]["change"]["fields"].as_array().cloned().unwrap_or_default();
    let names: Vec<_> = fields.iter().map(|field| field["path"].as_str().unwrap().to_owned()).collect();
    let changed: Vec<String> = workload_core::predict::diff::field_differences(&before, &after)
        .into_iter()
        .map(|one| one.path)
        .collect();
    assert_eq!(names, changed, "told and done");
    assert_eq!(bench.json(&format!("diff {file}"))["objects"][0]["action"], "unchanged");
    found
}

#[test]
fn client_side_ownership_is_migrated_and_removal_works_afterwards() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    let labelled = DEPLOYMENT.replace("labels: {app: web}\nspec", "labels: {app: web, tier: front}\nspec");
    bench.kubectl("apply -f -", &labelled);
    bench.write("web.yaml", &labelled);
    applied_as_told(&bench, "web.yaml");
    assert_eq!(managers(&bench.deployment())[0], "workload Apply");
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    let found = applied_as_told(&bench, "web.yaml");
    assert_eq!(found["results"][0]["result"], "changed");
    assert_eq!(bench.deployment()["metadata"]["labels"], serde_json::json!({"app": "web"}));
    // A later client-side apply works as before.
    assert!(bench.kubectl("apply -f -", &DEPLOYMENT.replace("1.27", "1.29")).contains("configured"));
}

#[test]
fn removal_works_in_the_very_apply_that_migrates() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.kubectl(
        "apply -f -",
        &DEPLOYMENT.replace("labels: {app: web}\nspec", "labels: {app: web, tier: front}\nspec"),
    );
    bench.write("web.yaml", DEPLOYMENT);
    applied_as_told(&bench, "web.yaml");
    assert_eq!(bench.deployment()["metadata"]["labels"], serde_json::json!({"app": "web"}));
}

#[test]
fn after_server_side_apply_by_kubectl() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.kubectl("apply --server-side -f -", DEPLOYMENT);
    bench.write("web.yaml", DEPLOYMENT);
    applied_as_told(&bench, "web.yaml");
    assert!(managers(&bench.deployment()).contains(&"workload Apply".to_owned()));
}

#[test]
fn after_scaling_by_hand_the_rest_is_applied_without_the_number() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.kubectl("apply -f -", DEPLOYMENT);
    bench.kubectl("scale deployment web --replicas=5", "");
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    assert_eq!(bench.workload("apply web.yaml --yes").code, 1);
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28").replace("  replicas: 3\n", ""));
    applied_as_told(&bench, "web.yaml");
    assert_eq!(bench.deployment()["spec"]["replicas"], 5);
}

#[test]
fn after_an_edit_the_edited_field_is_taken_when_that_is_asked() {
    if kubectl().is_none() {
        return;
    }
    let bench = Bench::new();
    bench.kubectl("apply -f -", DEPLOYMENT);
    bench.kubectl("edit deployment web", "");
    assert_eq!(bench.deployment()["spec"]["template"]["spec"]["containers"][0]["image"], "nginx:edited");
    bench.write("web.yaml", DEPLOYMENT);
    let said = bench.workload("apply web.yaml --yes");
    assert_eq!(said.code, 1);
    assert!(said.out.contains("owned by kubectl-edit since"), "{said:?}");
    assert_eq!(bench.workload("apply web.yaml --yes --take spec.template").code, 0);
    assert_eq!(bench.deployment()["spec"]["template"]["spec"]["containers"][0]["image"], "nginx:1.27");
    assert_eq!(bench.workload("diff web.yaml").code, 0);
}
