//! `workload validate --cluster`.

use serde_json::json;
use workload_core::cluster::{Denied, Request, Verb};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};

fn namespace(bench: &Bench, name: &str) {
    let object = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}});
    bench.cluster.handle(&Request::new(Verb::Create, "v1", "Namespace").with_body(object)).unwrap();
}

/// Files and codes of the findings.
fn findings(bench: &Bench, args: &str) -> Vec<(String, String)> {
    let found = bench.json(&format!("validate {args}"));
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let all = found["findings"].as_array().unwrap().iter();
    let mut all: Vec<_> = all.map(|one| (text(&one["file"]), text(&one["rule"]))).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn live_objects_are_judged_as_their_manifests_are() {
    let bench = Bench::new();
    let text = format!(
        "{DEPLOYMENT}---\napiVersion: v1\nkind: Service\nmetadata: {{name: web}}\nspec: {{selector: {{app: web}}, ports: [{{port: 80}}]}}\n"
    );
    bench.write("web.yaml", &text);
    assert_eq!(bench.workload("apply web.yaml --yes").code, 0);
    bench.cluster.advance(std::time::Duration::from_secs(30));
    assert!(!bench.cluster.objects("v1", "Pod").is_empty());
    let before = bench.cluster.requests().len();
    let codes = |all: Vec<(String, String)>| {
        let mut codes: Vec<_> = all.into_iter().map(|(_, code)| code).collect();
        codes.sort();
        codes.dedup();
        codes
    };
    assert_eq!(codes(findings(&bench, "--cluster")), codes(findings(&bench, "web.yaml")));
    let requests = bench.cluster.requests().split_off(before);
    assert!(requests.iter().all(|one| one.starts_with("GET ")), "{requests:?}");
    let said = bench.workload("validate --cluster");
    assert!(said.err.contains("2 objects"), "Pods and ReplicaSets are not judged twice: {said:?}");
}

#[test]
fn findings_name_the_live_object_and_secrets_are_not_shown() {
    let bench = Bench::new();
    for name in ["shop", "blog"] {
        namespace(&bench, name);
    }
    let mut web = yaml(DEPLOYMENT);
    web["metadata"]["namespace"] = json!("shop");
    web["spec"]["template"]["spec"]["containers"][0]["envFrom"] = json!([{"secretRef": {"name": "nowhere"}}]);
    applied(&bench, "workload", &web);
    applied(
        &bench,
        "workload",
        &json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "key", "namespace": "blog"}, "data": {"password": "aHVudGVyMg=="}}),
    );
    let all = findings(&bench, "--cluster -n shop");
    assert!(all.iter().any(|(file, _)| file == "shop/Deployment/web"), "{all:?}");
    assert!(all.iter().all(|(file, _)| file.starts_with("shop/")), "{all:?}");
    let said = bench.workload("validate --cluster -A");
    assert!(said.out.contains("shop/Deployment/web"), "{said:?}");
    assert!(!said.out.contains("aHVudGVyMg"), "{said:?}");
    let said = bench.workload("validate --cluster -n nothing");
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("namespace nothing has no objects to check"), "{said:?}");
}

#[test]
fn what_may_not_be_listed_is_named() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.cluster.deny(Denied::new("list", "", "secrets"));
    let said = bench.workload("validate --cluster");
    assert!(said.err.contains("not checked, since they may not be listed: secrets"), "{said:?}");
    assert_ne!(said.code, 2);
}
