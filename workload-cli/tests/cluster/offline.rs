//! `workload diff --live`: without a cluster.

use serde_json::json;

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};

#[test]
fn live_objects_of_a_file_are_compared_as_those_of_a_cluster() {
    let bench = Bench::new();
    let mut other = yaml(DEPLOYMENT);
    other["spec"]["replicas"] = json!(5);
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    applied(&bench, "helm", &other);
    let live = json!({"apiVersion": "v1", "kind": "List", "items": [bench.deployment()]});
    bench.write("live.json", &live.to_string());
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    for extra in ["", " --take"] {
        let [online, offline] =
            ["", " --live live.json"].map(|live| bench.json(&format!("diff web.yaml{live}{extra}")));
        assert_eq!(online, offline);
        assert_eq!(online["summary"][if extra.is_empty() { "refuse" } else { "change" }], 1);
    }
}

#[test]
fn a_file_without_owners_is_refused() {
    let bench = Bench::new();
    bench.write("web.yaml", DEPLOYMENT);
    let said = bench.workload("diff web.yaml --live web.yaml");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--show-managed-fields"), "{said:?}");
}
