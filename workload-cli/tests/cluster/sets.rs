//! `--applyset` and `--prune`: what belongs together, what goes, and what people complain of elsewhere.

use serde_json::{Value, json};
use workload_core::cluster::{Fault, FaultKind, Request, Verb};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};

/// A ConfigMap in a namespace.
pub fn map_in(namespace: &str, name: &str) -> String {
    format!(
        "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {name}, namespace: {namespace}}}\ndata: {{a: b}}\n"
    )
}

/// A ConfigMap.
pub fn map(name: &str) -> String {
    map_in("default", name)
}

pub fn maps(names: &[&str]) -> String {
    names.iter().map(|name| map(name)).collect()
}

pub const SERVICE: &str = "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n";

/// Whether a ConfigMap is there.
pub fn is_there(bench: &Bench, name: &str) -> bool {
    bench.cluster.object("v1", "ConfigMap", "default", name).is_some()
}

/// An annotation of the parent.
pub fn parent(bench: &Bench, key: &str) -> String {
    let parent = bench.object("v1", "Secret", "shop");
    parent["metadata"]["annotations"][format!("applyset.kubernetes.io/{key}")].as_str().unwrap().to_owned()
}

/// Applies a text as the set `shop`, and checks the exit status.
#[track_caller]
fn apply(bench: &Bench, text: &str, flags: &str, code: i32) -> super::bench::Said {
    bench.write("all.yaml", text);
    let said = bench.workload(&format!("apply all.yaml --yes --applyset shop {flags}"));
    assert_eq!(said.code, code, "{said:?}");
    said
}

fn namespace(bench: &Bench, name: &str) {
    applied(bench, "admin", &json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}));
}

#[test]
fn a_set_is_recorded_in_its_parent_and_on_its_members() {
    let bench = Bench::new();
    apply(&bench, &(map("a") + SERVICE), "", 0);
    let secret = bench.object("v1", "Secret", "shop");
    let id = secret["metadata"]["labels"]["applyset.kubernetes.io/id"].clone();
    assert_eq!(
        bench.object("v1", "ConfigMap", "a")["metadata"]["labels"]["applyset.kubernetes.io/part-of"],
        id
    );
    assert_eq!(
        bench.object("v1", "Service", "web")["metadata"]["labels"]["applyset.kubernetes.io/part-of"],
        id
    );
    assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap,Service");
    assert_eq!(parent(&bench, "additional-namespaces"), "");
    assert!(parent(&bench, "tooling").starts_with("workload/v"));
    let said = apply(&bench, &(map("a") + SERVICE), "--prune", 0);
    assert_eq!(said.out, "no changes: 2 unchanged\nset Secret default/shop: 2 members\n2 unchanged\n");
    assert_eq!(bench.object("v1", "Secret", "shop"), secret, "nothing is written when nothing changes");
}

#[test]
fn what_left_the_manifests_is_pruned_when_that_is_asked_and_shown_before() {
    let bench = Bench::new();
    apply(&bench, &maps(&["a", "b", "c"]), "", 0);
    let said = apply(&bench, &maps(&["a", "b"]), "", 0);
    assert!(
        said.says("1 member is not in the manifests any more; `--prune` deletes: ConfigMap default/c"),
        "{said:?}"
    );
    assert!(is_there(&bench, "c"));
    let said = bench.workload("diff all.yaml --applyset shop --prune");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("- ConfigMap default/c"), "{said:?}");
    assert!(said.says("1 to prune, 2 unchanged"), "{said:?}");
    assert!(is_there(&bench, "c"), "a diff deletes nothing");
    let found = bench.json("diff all.yaml --applyset shop --prune");
    assert_eq!((&found["summary"]["prune"], &found["set"]["members"]), (&json!(1), &json!(3)));
    let said = apply(&bench, &maps(&["a", "b"]), "--prune", 0);
    assert!(said.out.ends_with("1 pruned, 2 unchanged\n"), "{said:?}");
    assert!(!is_there(&bench, "c") && is_there(&bench, "a"));
}

#[test]
fn pruned_too_much_only_members_of_the_set_go() {
    // kubernetes#66430, kubernetes#110905: objects of others with the same labels, and their namespaces.
    let bench = Bench::new();
    namespace(&bench, "other");
    let labelled = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "alike", "labels": {"app": "web"}}, "data": {}});
    applied(&bench, "kubectl-client-side-apply", &labelled);
    apply(&bench, &maps(&["a", "b", "c"]), "", 0);
    apply(&bench, &maps(&["a", "b"]), "--prune", 0);
    assert!(is_there(&bench, "alike") && !is_there(&bench, "c"));
    assert!(bench.cluster.object("v1", "Namespace", "", "other").is_some());
}

#[test]
fn pruned_too_much_what_a_controller_copied_labels_to_stays() {
    let bench = Bench::new();
    apply(&bench, &maps(&["a", "b"]), "", 0);
    let id = bench.object("v1", "ConfigMap", "a")["metadata"]["labels"].clone();
    let owner = json!({"apiVersion": "v1", "kind": "ConfigMap", "name": "a", "controller": true,
        "uid": bench.object("v1", "ConfigMap", "a")["metadata"]["uid"]});
    applied(
        &bench,
        "controller",
        &json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "copy", "labels": id, "ownerReferences": [owner]}}),
    );
    apply(&bench, &maps(&["a", "b"]), "--prune", 0);
    assert!(is_there(&bench, "copy"));
}

#[test]
fn pruned_too_much_templates_and_failures_prune_nothing() {
    let bench = Bench::new();
    apply(&bench, &maps(&["a", "b", "c"]), "", 0);
    bench.write(
        "all.yaml",
        &(maps(&["a", "b"]) + "---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.c }}\n"),
    );
    let said = bench.workload("apply all.yaml --yes --applyset shop --prune");
    assert_eq!(said.code, 2, "{said:?}");
    let fault =
        Fault::new(FaultKind::InternalError).method("PATCH").path("/configmaps/new").after(1).times(100);
    bench.cluster.inject(fault);
    let said = apply(&bench, &maps(&["a", "b", "new"]), "--prune", 1);
    assert!(said.says("nothing is pruned, since ConfigMap default/new was not applied"), "{said:?}");
    assert!(is_there(&bench, "c"));
}

#[test]
fn pruned_too_little_the_last_object_of_a_kind_goes() {
    // kubernetes#108161: what is not among the kinds of the manifests was not looked for.
    let bench = Bench::new();
    apply(&bench, &(maps(&["a", "b"]) + SERVICE), "", 0);
    apply(&bench, &maps(&["a", "b"]), "--prune", 0);
    assert!(bench.cluster.object("v1", "Service", "default", "web").is_none());
    assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap", "narrowed when it is gone");
}

#[test]
fn pruned_too_little_the_last_object_of_a_namespace_goes() {
    // kubectl#555, timoni#623: what is in a namespace that the manifests do not name any more.
    let bench = Bench::new();
    namespace(&bench, "other");
    apply(&bench, &(maps(&["a", "b"]) + &map_in("other", "c")), "", 0);
    assert_eq!(parent(&bench, "additional-namespaces"), "other");
    apply(&bench, &maps(&["a", "b"]), "--prune", 0);
    assert!(bench.cluster.object("v1", "ConfigMap", "other", "c").is_none());
    assert_eq!(parent(&bench, "additional-namespaces"), "");
}

#[test]
fn pruned_too_little_and_too_much_a_version_that_moved_is_one_object() {
    let bench = Bench::new();
    let scaler = |version: &str| {
        format!(
            "---\napiVersion: autoscaling/{version}\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web}}\nspec: {{maxReplicas: 3, scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: web}}}}\n"
        )
    };
    let maps = maps(&["a", "b"]);
    apply(&bench, &(maps.clone() + &scaler("v1")), "", 0);
    let uid = || bench.object("autoscaling/v2", "HorizontalPodAutoscaler", "web")["metadata"]["uid"].clone();
    let before = uid();
    apply(&bench, &(maps.clone() + &scaler("v2")), "--prune", 0);
    assert_eq!(uid(), before, "it is the same object");
    apply(&bench, &maps, "--prune", 0);
    assert!(bench.cluster.objects("autoscaling/v2", "HorizontalPodAutoscaler").is_empty());
}

#[test]
fn much_is_pruned_only_with_the_right_number() {
    let bench = Bench::new();
    apply(&bench, &maps(&["a", "b", "c"]), "", 0);
    for (flags, word) in
        [("--prune", "--yes-prune 2"), ("--prune --yes-prune 3", "and not 3; `--yes-prune 2`")]
    {
        let said = apply(&bench, &map("a"), flags, 1);
        assert!(said.err.contains(word), "{said:?}");
        assert!(is_there(&bench, "b"));
    }
    apply(&bench, &map("a"), "--prune --yes-prune 2", 0);
    assert!(!is_there(&bench, "b") && !is_there(&bench, "c"));
    let said = apply(&bench, "", "--prune", 1);
    assert!(said.err.contains("the manifests are empty"), "{said:?}");
    assert!(is_there(&bench, "a"));
    apply(&bench, "", "--prune --yes-prune 1", 0);
    assert!(!is_there(&bench, "a"));
    assert_eq!(parent(&bench, "contains-group-kinds"), "");
    assert_eq!(
        bench.workload("apply all.yaml --yes --applyset shop").code,
        2,
        "without --prune nothing is nothing"
    );
}

#[test]
fn data_is_pruned_only_when_that_is_asked() {
    let bench = Bench::new();
    let claim = "---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n";
    let kept = map("kept").replace("{name: kept", "{annotations: {workload/keep: 'true'}, name: kept");
    apply(&bench, &(maps(&["a", "b", "c"]) + claim + &kept), "", 0);
    let said = apply(&bench, &maps(&["a", "b", "c"]), "--prune", 0);
    assert!(said.says("keeps PersistentVolumeClaim default/data: data would go with it"), "{said:?}");
    assert!(said.says("keeps ConfigMap default/kept: its annotation `workload/keep` says so"), "{said:?}");
    assert!(is_there(&bench, "kept"));
    bench.object("v1", "PersistentVolumeClaim", "data");
    assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap,PersistentVolumeClaim");
    apply(&bench, &maps(&["a", "b", "c"]), "--prune --prune-data", 0);
    assert!(!is_there(&bench, "kept"));
    assert!(bench.cluster.object("v1", "PersistentVolumeClaim", "default", "data").is_none());
    assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap");
}

#[test]
fn what_a_finalizer_holds_is_told_by_name_and_stays_in_the_set() {
    let bench = Bench::new();
    let held = "---\napiVersion: v1\nkind: Service\nmetadata: {name: held, finalizers: [example.com/hold]}\nspec: {ports: [{port: 80}]}\n";
    apply(&bench, &(maps(&["a", "b", "c", "d"]) + held), "", 0);
    for _ in 0..2 {
        // The second time it is being deleted already.
        let said = apply(&bench, &maps(&["a", "b", "c"]), "--prune --prune-time-limit 0", 1);
        assert!(said.out.contains("held by finalizer example.com/hold"), "{said:?}");
        assert!(said.says("ConfigMap default/d: it is pruned after Service default/held"), "{said:?}");
        assert!(is_there(&bench, "d"), "what comes later waits");
        assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap,Service");
    }
    let free = Request::new(Verb::MergePatch, "v1", "Service")
        .at("default", "held")
        .with_body(json!({"metadata": {"finalizers": null}}));
    bench.cluster.handle(&free).unwrap();
    apply(&bench, &maps(&["a", "b", "c"]), "--prune", 0);
    assert!(!is_there(&bench, "d"));
    assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap");
}

#[test]
fn deletes_go_the_other_way_round_and_exactly_what_was_shown_goes() {
    let bench = Bench::new();
    let budget = "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {minAvailable: 1, selector: {matchLabels: {app: web}}}\n";
    let rest = maps(&["a", "b", "c", "d", "e"]);
    let web = format!("---\n{DEPLOYMENT}");
    apply(&bench, &(rest.clone() + &map("z") + SERVICE + &web + budget), "", 0);
    // Somebody else's write crosses the first deletion.
    bench.cluster.inject(Fault::new(FaultKind::Conflict).method("DELETE"));
    apply(&bench, &rest, "--prune", 0);
    let deletes: Vec<String> = bench
        .cluster
        .requests()
        .iter()
        .filter_map(|request| request.strip_prefix("DELETE "))
        .map(|path| path.rsplit('/').nth(1).unwrap().to_owned())
        .collect();
    assert_eq!(
        deletes,
        ["poddisruptionbudgets", "poddisruptionbudgets", "deployments", "services", "configmaps"]
    );
}

#[test]
fn a_set_of_another_tool_is_refused_with_the_way_out() {
    let bench = Bench::new();
    apply(&bench, &maps(&["a", "b", "c"]), "", 0);
    let other = json!({"metadata": {"annotations": {"applyset.kubernetes.io/tooling": "kapp/v1.0.0"}}});
    let patch = Request::new(Verb::MergePatch, "v1", "Secret").at("default", "shop").with_body(other);
    bench.cluster.handle(&patch).unwrap();
    let said = apply(&bench, &maps(&["a", "b"]), "--prune", 2);
    assert!(said.err.contains("the set is managed by kapp/v1.0.0"), "{said:?}");
    assert!(said.err.contains("--adopt kapp"), "{said:?}");
    assert!(is_there(&bench, "c"));
    apply(&bench, &maps(&["a", "b"]), "--prune --adopt kapp", 0);
    assert!(!is_there(&bench, "c"));
    assert!(parent(&bench, "tooling").starts_with("workload/v"));
}

#[test]
fn a_secret_that_is_no_parent_is_left_alone() {
    let bench = Bench::new();
    let secret =
        json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "shop"}, "stringData": {"a": "b"}});
    applied(&bench, "admin", &secret);
    let said = apply(&bench, &map("a"), "", 2);
    assert!(said.err.contains("give the set another name"), "{said:?}");
    assert!(!is_there(&bench, "a"));
}

#[test]
fn an_object_of_another_set_is_refused() {
    let bench = Bench::new();
    apply(&bench, &maps(&["a", "b"]), "", 0);
    bench.write("other.yaml", &map("a"));
    let said = bench.workload("apply other.yaml --yes --applyset other");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.says("owned by another set"), "{said:?}");
    let take = "--take metadata.labels.applyset.kubernetes.io/part-of";
    let said = bench.workload(&format!("apply other.yaml --yes --applyset other {take}"));
    assert_eq!(said.code, 0, "{said:?}");
    // The first set does not prune what is not its own any more.
    apply(&bench, &map("b"), "--prune", 0);
    assert!(is_there(&bench, "a"));
}

#[test]
fn the_set_must_be_named_to_prune() {
    let bench = Bench::new();
    bench.write("all.yaml", &map("a"));
    let said = bench.workload("apply all.yaml --yes --prune");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--applyset NAME"), "{said:?}");
}

#[test]
fn a_namespace_that_holds_the_parent_may_be_a_member() {
    let bench = Bench::new();
    let whole = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n".to_owned() + &map_in("shop", "a");
    bench.write("all.yaml", &whole);
    let said = bench.workload("apply all.yaml --yes --applyset shop -n shop");
    assert_eq!(said.code, 0, "{said:?}");
    let parent = bench.cluster.object("v1", "Secret", "shop", "shop").unwrap();
    let kinds = &parent["metadata"]["annotations"]["applyset.kubernetes.io/contains-group-kinds"];
    assert_eq!(kinds, "ConfigMap,Namespace");
    assert_eq!(bench.workload("diff all.yaml --applyset shop -n shop --prune").code, 0);
    bench.write("all.yaml", "");
    let said =
        bench.workload("apply all.yaml --yes --applyset shop -n shop --prune --prune-data --yes-prune 2");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(bench.cluster.object("v1", "Namespace", "", "shop").is_none());
}

#[test]
fn custom_resources_go_before_their_definition_and_its_kind_is_forgotten() {
    let bench = Bench::new();
    let definition = "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: shops.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Shop, plural: shops}\n  versions:\n  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n";
    let shop = "---\napiVersion: example.com/v1\nkind: Shop\nmetadata: {name: first}\n";
    let rest = maps(&["a", "b", "c"]);
    apply(&bench, &(rest.clone() + definition + shop), "", 0);
    assert_eq!(
        parent(&bench, "contains-group-kinds"),
        "ConfigMap,CustomResourceDefinition.apiextensions.k8s.io,Shop.example.com"
    );
    let said = apply(&bench, &rest, "--prune --prune-data", 0);
    let pruned: Vec<_> = said.out.lines().filter_map(|line| line.strip_prefix("pruned    ")).collect();
    assert_eq!(pruned, ["Shop default/first", "CustomResourceDefinition shops.example.com"]);
    assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap");
    // A kind whose definition somebody else has removed has no members.
    let kinds = json!({"metadata": {"annotations": {"applyset.kubernetes.io/contains-group-kinds": "ConfigMap,Shop.example.com"}}});
    let patch = Request::new(Verb::MergePatch, "v1", "Secret").at("default", "shop").with_body(kinds);
    bench.cluster.handle(&patch).unwrap();
    apply(&bench, &rest, "--prune", 0);
    assert_eq!(parent(&bench, "contains-group-kinds"), "ConfigMap");
}

#[test]
fn a_parent_can_be_a_config_map_or_a_custom_resource() {
    let bench = Bench::new();
    bench.write("all.yaml", &map("a"));
    let said = bench.workload("apply all.yaml --yes --applyset configmaps/shop");
    assert_eq!(said.code, 0, "{said:?}");
    let parent = bench.object("v1", "ConfigMap", "shop");
    assert!(parent["metadata"]["labels"]["applyset.kubernetes.io/id"].is_string());
    let definition = yaml(
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: fleets.example.com, labels: {applyset.kubernetes.io/is-parent-type: 'true'}}\nspec:\n  group: example.com\n  scope: Cluster\n  names: {kind: Fleet, plural: fleets}\n  versions:\n  - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}\n",
    );
    applied(&bench, "admin", &definition);
    bench.write("fleet.yaml", &map("b"));
    let said = bench.workload("apply fleet.yaml --yes --applyset fleets.example.com/all");
    assert_eq!(said.code, 2, "{said:?}");
    let id =
        said.err.split("applyset.kubernetes.io/id: ").nth(1).unwrap().split('`').next().unwrap().to_owned();
    let fleet = json!({
        "apiVersion": "example.com/v1", "kind": "Fleet",
        "metadata": {"name": "all", "labels": {"applyset.kubernetes.io/id": id}, "annotations": {
            "applyset.kubernetes.io/tooling": "workload/v0", "applyset.kubernetes.io/contains-group-kinds": "",
        }},
    });
    applied(&bench, "admin", &fleet);
    let said = bench.workload("apply fleet.yaml --yes --applyset fleets.example.com/all");
    assert_eq!(said.code, 0, "{said:?}");
    let fleet: Value = bench.cluster.object("example.com/v1", "Fleet", "", "all").unwrap();
    let annotations = &fleet["metadata"]["annotations"];
    assert_eq!(annotations["applyset.kubernetes.io/additional-namespaces"], "default");
    assert_eq!(annotations["applyset.kubernetes.io/contains-group-kinds"], "ConfigMap");
}
