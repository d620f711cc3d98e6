//! What a real control plane does, and a test cluster does only when it is told to: it throttles, parts of it
//! are down, webhooks refuse, kinds are served late, and objects take their time to go.

use std::fs;
use std::process::Command;
use std::time::Duration;

use serde_json::json;
use workload_core::cluster::{Cluster, Fault, FaultKind, Request, Verb};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};
use super::sets::{map, map_in, maps};

#[test]
fn a_request_that_is_throttled_is_sent_again() {
    let bench = Bench::new();
    bench.write("all.yaml", &maps(&["a", "b"]));
    bench.cluster.inject(Fault::new(FaultKind::TooManyRequests).method("PATCH").after(2).times(2));
    let said = bench.workload("apply all.yaml --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.ends_with("2 created\n"), "{said:?}");
}

#[test]
fn a_webhook_that_refuses_is_quoted_and_is_no_missing_right() {
    let bench = Bench::new();
    bench.write("web.yaml", DEPLOYMENT);
    bench.cluster.inject(Fault::new(FaultKind::DeniedByWebhook).method("PATCH").path("dryRun").times(9));
    let said = bench.workload("apply web.yaml --yes");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.says("The API server refuses it: admission webhook \"policy.example.com\" denied the request: you cannot run as root"),
        "{said:?}"
    );
    assert!(said.err.contains("nothing was applied"), "{said:?}");
    assert!(bench.cluster.objects("apps/v1", "Deployment").is_empty());
}

#[test]
fn a_webhook_without_dry_runs_stands_in_nobodys_way() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    bench.cluster.inject(Fault::new(FaultKind::NoDryRun).method("PATCH").path("dryRun").times(9));
    let said = bench.workload("apply web.yaml --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("\"policy.example.com\" does not support dry run"), "{said:?}");
    assert!(said.out.contains("nginx:1.27 → nginx:1.28"), "{said:?}");
}

#[test]
fn a_webhook_that_is_down_is_named_with_what_to_do() {
    let bench = Bench::new();
    bench.write("web.yaml", DEPLOYMENT);
    bench.cluster.inject(Fault::new(FaultKind::WebhookDown).method("PATCH").path("dryRun"));
    let said = bench.workload("apply web.yaml --yes");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.says("no endpoints available for service \"policy\"; apply again when the Pods of the webhook are ready"), "{said:?}");
    assert!(bench.cluster.objects("apps/v1", "Deployment").is_empty());
}

/// A Pod beside its new Namespace comes before the controller has made the account `default`.
#[test]
fn the_account_of_a_new_namespace_and_the_first_count_of_a_quota_are_awaited() {
    let bench = Bench::new();
    let quota = "{apiVersion: v1, kind: ResourceQuota, metadata: {name: few}, spec: {hard: {services: 2}}}";
    let pod =
        "{apiVersion: v1, kind: Pod, metadata: {name: bare}, spec: {containers: [{name: a, image: b}]}}";
    let service = "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80}]}}";
    bench.write("all.yaml", &format!("{quota}\n---\n{pod}\n---\n{service}\n"));
    bench.cluster.inject(Fault::new(FaultKind::NoAccount).method("PATCH").path("/pods/bare").times(3));
    bench
        .cluster
        .inject(Fault::new(FaultKind::UncountedQuota).method("PATCH").path("/services/web").after(1));
    let said = bench.workload("apply all.yaml --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.ends_with("3 created\n"), "{said:?}");
}

#[test]
fn a_version_that_is_removed_is_named_with_the_one_that_took_its_place() {
    let bench = Bench::new();
    bench.write("a.yaml", "{apiVersion: batch/v1beta1, kind: CronJob, metadata: {name: a}}\n");
    let said = bench.workload("status a.yaml");
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("does not serve kind CronJob in batch/v1beta1"), "{said:?}");
    assert!(
        said.err.contains("help: write `apiVersion: batch/v1`: Kubernetes 1.25 has removed batch/v1beta1"),
        "{said:?}"
    );
}

#[test]
fn one_cause_that_refuses_many_objects_is_told_once() {
    let bench = Bench::new();
    bench.write("all.yaml", &(map_in("shop", "a") + &map_in("shop", "b")));
    let said = bench.workload("diff all.yaml");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.says("The API server refuses these 2 objects: namespace shop does not exist"), "{said:?}");
    assert_eq!(said.out.matches("does not exist").count(), 1, "{said:?}");
}

#[test]
fn a_kind_that_is_served_a_moment_after_its_definition_is_awaited() {
    let bench = Bench::new();
    let definition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Shop, plural: shops}\n  versions:\n  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n";
    let shop = "---\napiVersion: example.com/v1\nkind: Shop\nmetadata: {name: first}\n";
    bench.write("all.yaml", &format!("{definition}{shop}"));
    bench.cluster.inject(Fault::new(FaultKind::NotServed).method("PATCH").path("/shops/first").times(3));
    let said = bench.workload("apply all.yaml --yes");
    assert_eq!(said.code, 0, "{said:?}");
    bench.object("example.com/v1", "Shop", "first");
}

/// Deletes a Deployment that a finalizer holds.
fn terminating() -> Bench {
    let bench = Bench::new();
    let mut held = yaml(DEPLOYMENT);
    held["metadata"]["finalizers"] = json!(["example.com/hold"]);
    applied(&bench, "admin", &held);
    let delete = Request::new(Verb::Delete, "apps/v1", "Deployment").at("default", "web");
    bench.cluster.handle(&delete.with_body(json!({}))).unwrap();
    bench
}

fn freed(bench: &Bench, api_version: &str, kind: &str, name: &str) {
    let free = Request::new(Verb::MergePatch, api_version, kind).at("default", name);
    bench.cluster.handle(&free.with_body(json!({"metadata": {"finalizers": null}}))).unwrap();
}

/// Waits until an apply that runs has asked `path` more than so many times.
fn asked(bench: &Bench, path: &str, times: usize) {
    let count = || bench.cluster.requests().iter().filter(|one| one.contains(path)).count();
    let before = count();
    while count() < before + times {
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn an_object_that_is_being_deleted_is_created_when_it_is_gone() {
    let bench = terminating();
    let uid = bench.deployment()["metadata"]["uid"].clone();
    bench.write("web.yaml", DEPLOYMENT);
    let said = bench.workload("diff web.yaml");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.says(
            "It is being deleted already: `workload apply` waits until it is gone, and creates it anew."
        ),
        "{said:?}"
    );
    assert!(said.out.ends_with("1 to create\n"), "{said:?}");
    let child = bench.start("apply web.yaml --yes");
    asked(&bench, "GET /apis/apps/v1/namespaces/default/deployments/web", 3);
    freed(&bench, "apps/v1", "Deployment", "web");
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    let live = bench.deployment();
    assert_ne!(live["metadata"]["uid"], uid);
    assert!(live["metadata"]["deletionTimestamp"].is_null());
}

#[test]
fn what_is_in_a_namespace_that_is_being_deleted_is_created_with_it() {
    let bench = Bench::new();
    let all = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, finalizers: [example.com/hold]}\n";
    bench.write("all.yaml", &(all.replace(", finalizers: [example.com/hold]", "") + &map_in("shop", "a")));
    applied(&bench, "admin", &yaml(all));
    assert_eq!(bench.workload("apply all.yaml --yes").code, 0);
    let uid = bench.cluster.object("v1", "Namespace", "", "shop").unwrap()["metadata"]["uid"].clone();
    let delete = Request::new(Verb::Delete, "v1", "Namespace").at("", "shop").with_body(json!({}));
    bench.cluster.handle(&delete).unwrap();
    let said = bench.workload("diff all.yaml");
    assert!(said.out.ends_with("2 to create\n"), "{said:?}");
    let child = bench.start("apply all.yaml --yes");
    asked(&bench, "GET /api/v1/namespaces/shop", 3);
    let free = Request::new(Verb::MergePatch, "v1", "Namespace").at("", "shop");
    bench.cluster.handle(&free.with_body(json!({"metadata": {"finalizers": null}}))).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_ne!(bench.cluster.object("v1", "Namespace", "", "shop").unwrap()["metadata"]["uid"], uid);
    assert!(bench.cluster.object("v1", "ConfigMap", "shop", "a").is_some());
}

#[test]
fn an_api_group_that_is_down_hides_only_its_own_kinds() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.cluster.inject(Fault::new(FaultKind::Unavailable).path("/apis/policy/v1").times(9));
    let said = bench.workload("validate --cluster");
    assert!(said.err.contains("not checked, since policy/v1 is not available"), "{said:?}");
    assert!(said.code < 2, "{said:?}");
    bench.write("web.yaml", DEPLOYMENT);
    assert_eq!(bench.workload("diff web.yaml").code, 0, "a group that nobody needs is not asked for");
}

#[test]
fn long_lists_are_read_part_by_part() {
    let bench = Bench::of(Cluster::without_workloads());
    for number in 0..510 {
        applied(&bench, "workload", &yaml(map(&format!("map-{number}")).trim_start_matches("---\n")));
    }
    let lists = |bench: &Bench| {
        let requests = bench.cluster.requests();
        let lists = requests.iter().filter(|one| one.contains("/configmaps?limit=500"));
        lists.map(|one| one.contains("continue=")).collect::<Vec<_>>()
    };
    let said = bench.workload("validate --cluster");
    assert!(said.code < 2, "{said:?}");
    assert_eq!(lists(&bench), [false, true]);
    bench.cluster.inject(Fault::new(FaultKind::Expired).path("continue="));
    let before = bench.cluster.requests().len();
    assert!(bench.workload("validate --cluster").code < 2);
    let requests = bench.cluster.requests().split_off(before);
    assert!(requests.iter().any(|one| one.ends_with("/configmaps")), "a list that has expired is read whole");
}

/// Runs `workload diff` with several kubeconfigs in `KUBECONFIG`.
fn diff_with(bench: &Bench, kubeconfigs: &[&str], args: &[&str]) -> (i32, String) {
    let files = kubeconfigs.iter().map(|name| bench.folder.path().join(name));
    let output = Command::new(env!("CARGO_BIN_EXE_workload"))
        .current_dir(bench.folder.path())
        .env("KUBECONFIG", std::env::join_paths(files).unwrap())
        .env("HOME", bench.folder.path())
        .args(["diff", "web.yaml"])
        .args(args)
        .output()
        .unwrap();
    (
        output.status.code().unwrap(),
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
    )
}

#[cfg(unix)]
#[test]
fn kubeconfigs_are_merged_and_a_plugin_is_asked_for_the_token() {
    let bench = Bench::new();
    bench.write("web.yaml", DEPLOYMENT);
    let text = fs::read_to_string(bench.folder.path().join("kubeconfig")).unwrap();
    let server = text.split("server: ").nth(1).unwrap().lines().next().unwrap();
    let clusters = format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- {{name: own, cluster: {{server: '{server}'}}}}\n"
    );
    let credential = r#"{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "t"}}"#;
    bench.write("plugin", &format!("#!/bin/sh\ntouch asked\necho '{credential}'\n"));
    let plugin = bench.folder.path().join("plugin");
    fs::set_permissions(&plugin, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let users = format!(
        "apiVersion: v1\nkind: Config\nusers:\n- name: robot\n  user:\n    exec: {{apiVersion: client.authentication.k8s.io/v1, command: '{}', interactiveMode: Never}}\n- {{name: token, user: {{token: secret}}}}\ncontexts:\n- {{name: first, context: {{cluster: own, user: robot, namespace: shop}}}}\n- {{name: second, context: {{cluster: own, user: token}}}}\ncurrent-context: first\n",
        plugin.display()
    );
    bench.write("clusters", &clusters);
    bench.write("users", &users);
    let both = ["clusters", "users"];
    let namespace = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "shop"}});
    applied(&bench, "admin", &namespace);
    let (code, said) = diff_with(&bench, &both, &[]);
    assert!(code == 1 && said.contains("+ Deployment shop/web"), "{said}");
    assert!(bench.folder.path().join("asked").exists(), "the plugin was not asked");
    let (_, said) = diff_with(&bench, &both, &["--context", "second"]);
    assert!(said.contains("+ Deployment default/web"), "{said}");
    let (_, said) = diff_with(&bench, &both, &["--namespace", "kube-system"]);
    assert!(said.contains("+ Deployment kube-system/web"), "{said}");
    let (code, said) = diff_with(&bench, &both, &["--context", "third"]);
    assert!(code == 2 && said.contains("the kubeconfig has no context `third`"), "{said}");
}
