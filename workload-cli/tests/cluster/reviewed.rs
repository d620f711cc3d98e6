//! `workload diff --out`, and `workload apply` of the file.

use std::fs;

use serde_json::json;
use workload_core::cluster::{Request, Verb};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};

/// A Deployment that is there, and a reviewed change of its image.
fn reviewed() -> Bench {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    let said = bench.workload("diff web.yaml --out reviewed.json");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("written: reviewed.json"), "{said:?}");
    bench
}

fn image(bench: &Bench) -> String {
    bench.deployment()["spec"]["template"]["spec"]["containers"][0]["image"].as_str().unwrap().to_owned()
}

#[track_caller]
fn refused(bench: &Bench, why: &str) {
    let said = bench.workload("apply reviewed.json --yes");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains(why) && said.err.contains("nothing was applied"), "{why}: {said:?}");
}

/// Writes to the live Deployment.
fn patched(bench: &Bench, subresource: &str, patch: &serde_json::Value) {
    let mut request =
        Request::new(Verb::MergePatch, "apps/v1", "Deployment").at("default", "web").with_body(patch.clone());
    subresource.clone_into(&mut request.subresource);
    request.field_manager = Some("somebody".to_owned());
    bench.cluster.handle(&request).unwrap();
}

#[test]
fn what_was_reviewed_is_what_is_applied() {
    let bench = reviewed();
    // A status that moves changes nothing of what was reviewed.
    bench.cluster.advance(std::time::Duration::from_secs(60));
    let said = bench.workload("apply reviewed.json --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("nginx:1.27 → nginx:1.28"), "{said:?}");
    assert_eq!(image(&bench), "nginx:1.28");
    refused(&bench, "Deployment default/web was changed in the meantime");
}

#[test]
fn a_plan_is_refused_when_the_live_object_has_moved() {
    let bench = reviewed();
    patched(&bench, "", &json!({"metadata": {"labels": {"new": "label"}}}));
    refused(&bench, "Deployment default/web was changed in the meantime");
    let bench = reviewed();
    bench
        .cluster
        .handle(
            &Request::new(Verb::Delete, "apps/v1", "Deployment").at("default", "web").with_body(json!({})),
        )
        .unwrap();
    refused(&bench, "Deployment default/web was deleted in the meantime");
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    refused(&bench, "Deployment default/web was deleted and created in the meantime");
    assert_eq!(image(&bench), "nginx:1.27");
}

#[test]
fn a_plan_is_refused_when_the_input_has_moved() {
    let bench = reviewed();
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.29"));
    refused(&bench, "Deployment default/web differs in the input");
    let more = "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: more}}\n";
    bench.write("web.yaml", &format!("{}{more}", DEPLOYMENT.replace("1.27", "1.28")));
    refused(&bench, "ConfigMap default/more is new in the input");
    bench.write("web.yaml", more.trim_start_matches("---\n"));
    refused(&bench, "Deployment default/web is not in the input any more");
    assert_eq!(image(&bench), "nginx:1.27");
}

#[test]
fn a_plan_without_its_input_is_whole_and_one_with_secrets_is_refused() {
    let bench = reviewed();
    fs::remove_file(bench.folder.path().join("web.yaml")).unwrap();
    let said = bench.workload("apply reviewed.json --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(image(&bench), "nginx:1.28");

    bench.write(
        "key.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {password: hunter2}\n",
    );
    assert_eq!(bench.workload("diff key.yaml --out key.json").code, 1);
    let plan = fs::read_to_string(bench.folder.path().join("key.json")).unwrap();
    assert!(!plan.contains("hunter2") && !plan.contains("aHVudGVyMg"), "{plan}");
    fs::rename(bench.folder.path().join("key.yaml"), bench.folder.path().join("away.yaml")).unwrap();
    let said = bench.workload("apply key.json --yes");
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("data of Secret key is not in the plan"), "{said:?}");
    fs::rename(bench.folder.path().join("away.yaml"), bench.folder.path().join("key.yaml")).unwrap();
    assert_eq!(bench.workload("apply key.json --yes").code, 0);
    assert_eq!(bench.object("v1", "Secret", "key")["data"]["password"], "aHVudGVyMg==");
}

#[test]
fn a_plan_holds_how_fields_change_hands_and_for_which_cluster_it_is() {
    let bench = Bench::new();
    let mut other = yaml(DEPLOYMENT);
    other["spec"]["replicas"] = json!(5);
    applied(&bench, "helm", &other);
    bench.write("web.yaml", DEPLOYMENT);
    assert_eq!(bench.workload("diff web.yaml --take spec.replicas --out reviewed.json").code, 1);
    assert_eq!(bench.workload("apply reviewed.json --yes --take").code, 2, "other options");
    let file = bench.folder.path().join("reviewed.json");
    let plan = fs::read_to_string(&file).unwrap();
    let kubeconfig = fs::read_to_string(bench.folder.path().join("kubeconfig")).unwrap();
    let server = kubeconfig.split("server: ").nth(1).unwrap().lines().next().unwrap().trim_matches('"');
    fs::write(&file, plan.replace(server, "https://elsewhere:6443")).unwrap();
    refused(&bench, "the plan is for https://elsewhere:6443");
    fs::write(&file, plan).unwrap();
    assert_eq!(bench.workload("apply reviewed.json --yes").code, 0);
    assert_eq!(bench.deployment()["spec"]["replicas"], 3);
    let said = bench.workload("diff web.yaml --out web.yaml");
    assert_eq!(said.code, 2, "the output is the input: {said:?}");
}
