//! `workload diff --out`, and `workload apply` of the file.

use std::fs;
use std::time::Duration;

use serde_json::json;
use workload_core::cluster::{Fault, FaultKind, Request, Verb};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};
use super::sets::{is_there, map, maps};

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
    bench.cluster.advance(Duration::from_secs(60));
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

/// A set of which the manifests have dropped one member, and the reviewed plan that prunes this member.
fn reviewed_set() -> Bench {
    let bench = Bench::new();
    bench.write("all.yaml", &maps(&["a", "b", "c", "d"]));
    assert_eq!(bench.workload("apply all.yaml --yes --applyset shop").code, 0);
    bench.write("all.yaml", &maps(&["a", "b", "c"]));
    let said = bench.workload("diff all.yaml --applyset shop --prune --out reviewed.json");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("- ConfigMap default/d"), "{said:?}");
    bench
}

/// Writes to a live ConfigMap as somebody else.
fn written(bench: &Bench, name: &str, data: &serde_json::Value) {
    applied(
        bench,
        "somebody",
        &json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": data}),
    );
}

#[test]
fn a_reviewed_set_is_pruned_as_it_was_reviewed() {
    let bench = reviewed_set();
    let said = bench.workload("apply reviewed.json --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.ends_with("1 pruned, 3 unchanged\n"), "{said:?}");
    assert!(!is_there(&bench, "d") && is_there(&bench, "c"));
    refused(&bench, "ConfigMap default/d is not there to be pruned any more");
    assert!(bench.workload("rollback shop --list").out.contains('1'), "the set names its revisions");
}

#[test]
fn a_reviewed_set_is_refused_when_a_member_or_the_parent_has_moved() {
    let bench = reviewed_set();
    written(&bench, "d", &json!({"new": "key"}));
    refused(&bench, "ConfigMap default/d was changed in the meantime");
    let bench = reviewed_set();
    let old = bench.object("v1", "ConfigMap", "d");
    let delete = Request::new(Verb::Delete, "v1", "ConfigMap").at("default", "d").with_body(json!({}));
    bench.cluster.handle(&delete).unwrap();
    refused(&bench, "ConfigMap default/d is not there to be pruned any more");
    let labels = &old["metadata"]["labels"];
    let new = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "d", "labels": labels}, "data": old["data"]});
    applied(&bench, "workload", &new);
    refused(&bench, "ConfigMap default/d was deleted and created in the meantime");
    let bench = reviewed_set();
    applied(
        &bench,
        "workload",
        &json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "e", "labels": labels}, "data": {}}),
    );
    refused(&bench, "ConfigMap default/e would be pruned, too");
    let bench = reviewed_set();
    let kinds = json!({"metadata": {"annotations": {"applyset.kubernetes.io/contains-group-kinds": "ConfigMap,Service"}}});
    let patch = Request::new(Verb::MergePatch, "v1", "Secret").at("default", "shop").with_body(kinds);
    bench.cluster.handle(&patch).unwrap();
    refused(&bench, "Secret default/shop, the parent of the set, was changed in the meantime");
    assert!(is_there(&bench, "d"));
}

#[test]
fn much_is_pruned_by_a_plan_only_with_the_number() {
    let bench = reviewed_set();
    bench.write("all.yaml", "");
    assert_eq!(bench.workload("diff all.yaml --applyset shop --prune --out reviewed.json").code, 1);
    refused(&bench, "--yes-prune 4");
    assert_eq!(bench.workload("apply reviewed.json --yes --yes-prune 4").code, 0);
    assert!(!is_there(&bench, "a"));
    let said = bench.workload("apply all.yaml --yes --yes-prune 4");
    assert_eq!(said.code, 2, "nothing is pruned: {said:?}");
}

/// Applies the plan, and does something else after everything was looked at and before the request that has
/// `path` in it.
fn meanwhile(bench: &Bench, method: &str, path: &str, deed: impl FnOnce()) -> String {
    let before = bench.cluster.requests().len();
    let is_late = |request: &String| {
        request.starts_with(method) && request.contains(path) && !request.contains("dryRun")
    };
    let dry_runs = usize::from(method == "PATCH");
    let slow = Fault::new(FaultKind::Slow(Duration::from_secs(3)));
    bench.cluster.inject(slow.method(method).path(path).after(dry_runs));
    let child = bench.start("apply reviewed.json --yes");
    while !bench.cluster.requests().split_off(before).iter().any(is_late) {
        std::thread::sleep(Duration::from_millis(5));
    }
    deed();
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    text
}

#[test]
fn an_object_that_was_created_at_the_last_moment_is_not_written() {
    for manager in ["somebody", "workload"] {
        let bench = Bench::new();
        bench.write("all.yaml", &map("new"));
        assert_eq!(bench.workload("diff all.yaml --out reviewed.json").code, 1);
        let data = if manager == "workload" { json!({"a": "b"}) } else { json!({"other": "key"}) };
        let object =
            json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "new"}, "data": data});
        let said = meanwhile(&bench, "PATCH", "/configmaps/new", || applied(&bench, manager, &object));
        assert!(said.contains("it was created since it was reviewed"), "{said}");
        let live = bench.object("v1", "ConfigMap", "new");
        assert_eq!((&live["data"], live["metadata"]["managedFields"].as_array().unwrap().len()), (&data, 1));
    }
}

#[test]
fn a_member_that_moves_at_the_last_moment_stays() {
    let bench = reviewed_set();
    let said = meanwhile(&bench, "DELETE", "/configmaps/d", || written(&bench, "d", &json!({"a": "b"})));
    assert!(said.contains("it has changed since the diff was made, and stays"), "{said}");
    assert!(is_there(&bench, "d"));
}
