//! `workload status`, as a user runs it.

use std::time::Duration;

use serde_json::json;
use workload_core::cluster::{Request, Verb};

use super::bench::DEPLOYMENT;
use super::diff::yaml;
use super::wait::{deployed, kubelet_says};

#[test]
fn the_tree_goes_down_to_pods_with_reasons() {
    let bench = deployed(Duration::from_secs(600), DEPLOYMENT);
    kubelet_says(&bench, &json!({"waiting": {"reason": "ErrImagePull", "message": "not found"}}), &json!({}));
    let said = bench.workload("status web.yaml");
    assert_eq!(said.code, 1, "{said:?}");
    for part in [
        "Deployment default/web  in progress: 0 of 3 Pods available\n",
        "\n  ReplicaSet web-",
        "\n    Pod web-",
        "\n      ! container web: ErrImagePull: not found\n",
    ] {
        assert!(said.out.contains(part), "{part} is not in {}", said.out);
    }
}

#[test]
fn what_is_ready_is_ready_and_nothing_is_written() {
    let bench = deployed(Duration::from_secs(2), DEPLOYMENT);
    bench.cluster.advance(Duration::from_secs(10));
    let before = bench.cluster.requests().len();
    let said = bench.workload("status web.yaml");
    assert_eq!(said.code, 0, "{said:?}");
    let requests = bench.cluster.requests().split_off(before);
    assert!(requests.iter().all(|request| request.starts_with("GET ")), "{requests:?}");
    let found = bench.json("status web.yaml");
    assert_eq!((&found["version"], &found["ready"]), (&json!(1), &json!(true)), "{found}");
    assert_eq!(found["objects"][0]["owned"][0]["owned"].as_array().unwrap().len(), 3);
}

#[test]
fn drift_names_the_field_and_who_changed_it() {
    let bench = deployed(Duration::from_secs(2), DEPLOYMENT);
    let patch = json!({"spec": {"replicas": 5}});
    let mut request =
        Request::new(Verb::MergePatch, "apps/v1", "Deployment").at("default", "web").with_body(patch);
    request.field_manager = Some("kubectl-edit".to_owned());
    bench.cluster.handle(&request).unwrap();
    let said = bench.workload("status web.yaml");
    assert!(
        said.out
            .contains("  drift: .spec.replicas is 5, and 3 in web.yaml:7; changed by kubectl-edit, last at "),
        "{said:?}"
    );
    let drift = &bench.json("status web.yaml")["objects"][0]["drift"][0];
    assert_eq!(
        (&drift["path"], &drift["manager"]),
        (&json!(".spec.replicas"), &json!("kubectl-edit")),
        "{drift}"
    );
}

#[test]
fn a_quota_and_a_pod_without_a_node_are_told() {
    let greedy = DEPLOYMENT.replace(
        "        image: nginx:1.27\n",
        "        image: nginx:1.27\n        resources: {requests: {cpu: '900'}}\n",
    );
    let bench = deployed(Duration::from_secs(2), &greedy);
    bench.cluster.advance(Duration::from_secs(5));
    let said = bench.workload("status web.yaml");
    assert!(
        said.out.contains("! Unschedulable: ") && said.out.contains("help: lower `resources.requests`"),
        "{said:?}"
    );

    let bench = super::bench::Bench::new();
    let quota = json!({"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "few"}, "spec": {"hard": {"pods": "1"}}});
    super::diff::applied(&bench, "admin", &quota);
    super::diff::applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.write("web.yaml", DEPLOYMENT);
    bench.cluster.advance(Duration::from_secs(5));
    let said = bench.workload("status web.yaml");
    assert!(said.out.contains("1 of 3 Pods available; FailedCreate"), "{said:?}");
}
