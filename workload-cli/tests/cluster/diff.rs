//! `workload diff` by itself.

use serde_json::{Value, json};
use workload_core::cluster::{Request, Verb};

use super::bench::{Bench, DEPLOYMENT, content};

/// An apply without a client, by `manager`.
pub fn applied(bench: &Bench, manager: &str, object: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let namespace = match text(&object["metadata"]["namespace"]) {
        none if none.is_empty() => "default".to_owned(),
        given => given,
    };
    let mut request = Request::new(Verb::Apply, &text(&object["apiVersion"]), &text(&object["kind"]))
        .at(&namespace, &text(&object["metadata"]["name"]))
        .with_body(object.clone());
    request.field_manager = Some(manager.to_owned());
    request.force = Some(true);
    bench.cluster.handle(&request).unwrap();
}

pub fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

/// What happens to the only object.
fn action(bench: &Bench, args: &str) -> Value {
    bench.json(&format!("diff {args}"))["objects"][0].clone()
}

#[test]
fn what_is_not_there_is_created() {
    let bench = Bench::new();
    bench.write("web.yaml", DEPLOYMENT);
    let said = bench.workload("diff web.yaml");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("+ Deployment default/web"), "{said:?}");
    assert!(said.out.ends_with("1 to create\n"), "{said:?}");
    assert!(bench.cluster.objects("apps/v1", "Deployment").is_empty(), "a diff stores nothing");
}

#[test]
fn what_is_applied_already_is_no_change_however_it_is_written() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    // Defaults are written out, keys stand in another order, amounts and ports in another form.
    let same = "\
kind: Deployment
apiVersion: apps/v1
spec:
  strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 25%, maxSurge: 25%}}
  template:
    spec:
      restartPolicy: Always
      containers:
      - {image: 'nginx:1.27', name: web, ports: [{protocol: TCP, containerPort: 80}]}
    metadata: {labels: {app: web}}
  selector: {matchLabels: {app: web}}
  replicas: 3
metadata: {labels: {app: web}, name: web}
";
    bench.write("web.yaml", same);
    let said = bench.workload("diff web.yaml");
    assert_eq!((said.code, said.out.as_str()), (0, "no changes: 1 unchanged\n"), "{said:?}");
}

#[test]
fn a_change_says_how_many_pods_it_replaces() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    let said = bench.workload("diff web.yaml");
    assert_eq!(said.code, 1);
    for part in ["~ Deployment default/web  rolls the Pods", "nginx:1.27 → nginx:1.28", "It replaces 3 Pods."]
    {
        assert!(said.out.contains(part), "{part} is not in {}", said.out);
    }
    bench.write("web.yaml", &DEPLOYMENT.replace("replicas: 3", "replicas: 4"));
    let object = action(&bench, "web.yaml");
    assert_eq!(object["action"], "change");
    assert_eq!(object["change"]["fields"][0]["effect"], "inPlace");
    assert_eq!(object["pods"], Value::Null);
}

#[test]
fn a_dropped_field_goes_when_nobody_else_owns_it() {
    let bench = Bench::new();
    let mut labelled = yaml(DEPLOYMENT);
    labelled["metadata"]["labels"]["tier"] = json!("front");
    applied(&bench, "workload", &labelled);
    bench.write("web.yaml", DEPLOYMENT);
    let object = action(&bench, "web.yaml");
    assert_eq!(object["change"]["fields"][0]["path"], "metadata.labels.tier");
    applied(
        &bench,
        "other",
        &json!({
            "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "labels": {"tier": "front"}},
            "spec": yaml(DEPLOYMENT)["spec"],
        }),
    );
    assert_eq!(action(&bench, "web.yaml")["action"], "unchanged");
}

/// As a real API server does: `walk/deployment/10` of the recordings.
#[test]
fn an_empty_map_of_another_manager_conflicts_until_it_is_taken() {
    let bench = Bench::new();
    let mut web = yaml(DEPLOYMENT);
    web["metadata"]["labels"] = json!({});
    applied(&bench, "helm", &web);
    assert!(bench.deployment()["metadata"]["labels"].is_null(), "an empty map is owned and not stored");
    bench.write("web.json", &web.to_string());
    let found = action(&bench, "web.json");
    assert_eq!(
        (&found["action"], &found["conflicts"][0]["path"]),
        (&json!("refuse"), &json!(".metadata.labels"))
    );
    assert_eq!(found["disagreements"], json!([]), "the API server says the same");
    assert_eq!(bench.workload("apply web.json --yes --take metadata.labels").code, 0);
    assert_eq!(bench.workload("diff web.json").code, 0);
    assert_eq!(bench.workload("apply web.json --yes").code, 0);
}

#[test]
fn a_conflict_names_field_values_owner_time_and_line() {
    let bench = Bench::new();
    let mut other = yaml(DEPLOYMENT);
    other["spec"]["replicas"] = json!(5);
    applied(&bench, "helm", &other);
    bench.write("web.yaml", DEPLOYMENT);
    let said = bench.workload("diff web.yaml");
    assert_eq!(said.code, 1);
    for part in [
        "! Deployment default/web  refused: 1 field belongs to others",
        ".spec.replicas",
        "5 in the cluster, 3 in web.yaml:7",
        "owned by helm by server-side apply since ",
        "--take 'spec.replicas'",
    ] {
        assert!(said.out.contains(part), "{part} is not in {}", said.out);
    }
    let taken = action(&bench, "web.yaml --take spec.replicas");
    assert_eq!(taken["action"], "change");
    assert_eq!(taken["change"]["fields"][0]["new"], 3);
    assert_eq!(action(&bench, "--take web.yaml")["action"], "change");
}

#[test]
fn what_no_update_reaches_is_recreated_or_refused() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.write("web.yaml", &DEPLOYMENT.replace("{app: web}}", "{app: shop}}"));
    let said = bench.workload("diff web.yaml");
    assert_eq!(said.code, 1);
    for part in ["! Deployment default/web", "field is immutable", "--recreate", "1 to recreate"] {
        assert!(said.out.contains(part), "{part} is not in {}", said.out);
    }
}

#[test]
fn secrets_are_masked_and_their_changes_are_seen() {
    let bench = Bench::new();
    let secret = |value: &str| {
        json!({
            "apiVersion": "v1", "kind": "Secret", "metadata": {"name": "key"},
            "stringData": {"password": value, "user": "admin-name"},
        })
    };
    applied(&bench, "workload", &secret("first-password"));
    bench.write("key.json", &secret("other-password").to_string());
    for format in ["human", "unified", "json", "github"] {
        let said = bench.workload(&format!("diff key.json --format {format}"));
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.out.contains("password"), "{said:?}");
        let coded = ["first-password", "other-password", "admin-name", "Zmlyc3Q", "b3RoZXI", "YWRtaW4"];
        assert!(coded.iter().all(|secret| !said.out.contains(secret)), "{said:?}");
    }
    let unified = bench.workload("diff key.json --format unified").out;
    assert!(
        unified.contains("-  password: '*** (before)'") || unified.contains("-  password: \"*** (before)\""),
        "{unified}"
    );
    bench.write("key.json", &secret("first-password").to_string());
    assert_eq!(bench.workload("diff key.json").code, 0);
}

#[test]
fn every_format_shows_the_change() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    let unified = bench.workload("diff web.yaml --format unified").out;
    assert!(
        unified.starts_with("--- live/Deployment/default/web\n+++ applied/Deployment/default/web\n"),
        "{unified}"
    );
    assert!(unified.contains("-      - image: nginx:1.27\n+      - image: nginx:1.28\n"), "{unified}");
    let github = bench.workload("diff web.yaml --format github").out;
    assert!(
        github.starts_with("::warning file=web.yaml,line=1,title=Deployment default/web to change"),
        "{github}"
    );
    let json = bench.json("diff web.yaml");
    assert_eq!(json["version"], 1);
    assert_eq!(
        json["summary"],
        json!({"create": 0, "change": 1, "recreate": 0, "refuse": 0, "prune": 0, "unchanged": 0})
    );
    assert_eq!(json["objects"][0]["source"], json!({"file": "web.yaml", "line": 1}));
}

#[test]
fn custom_resources_are_merged_by_their_definition() {
    let bench = Bench::new();
    let definition = json!({
        "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition", "metadata": {"name": "shops.example.com"},
        "spec": {
            "group": "example.com", "scope": "Namespaced", "names": {"kind": "Shop", "plural": "shops"},
            "versions": [{"name": "v1", "served": true, "storage": true, "schema": {"openAPIV3Schema": {
                "type": "object", "properties": {"spec": {"type": "object", "properties": {
                    "size": {"type": "integer", "default": 1},
                    "tags": {"type": "array", "x-kubernetes-list-type": "set", "items": {"type": "string"}},
                }}},
            }}}],
        },
    });
    let shop = json!({
        "apiVersion": "example.com/v1", "kind": "Shop", "metadata": {"name": "a"}, "spec": {"tags": ["x"]},
    });
    bench.write(
        "all.json",
        &json!({"apiVersion": "v1", "kind": "List", "items": [definition, shop]}).to_string(),
    );
    let said = bench.workload("diff all.json");
    assert!(said.out.ends_with("2 to create\n"), "{said:?}");
    applied(&bench, "workload", &definition);
    applied(&bench, "workload", &shop);
    applied(
        &bench,
        "other",
        &json!({
            "apiVersion": "example.com/v1", "kind": "Shop", "metadata": {"name": "a"}, "spec": {"tags": ["y"]},
        }),
    );
    // The other's member of the set stays, and the default is no change.
    assert_eq!(bench.workload("diff all.json").code, 0);
    let other = bench.workload_reading("diff -", &shop.to_string().replace("Shop", "Shed"));
    assert_eq!(other.code, 2);
    assert!(other.err.contains("does not serve kind Shed in example.com/v1"), "{other:?}");
}

#[test]
fn what_cannot_be_known_ends_with_two() {
    let bench = Bench::new();
    bench.write("web.yaml", DEPLOYMENT);
    bench.write("down", "apiVersion: v1\nkind: Config\ncurrent-context: a\nclusters: [{name: a, cluster: {server: 'http://127.0.0.1:1'}}]\ncontexts: [{name: a, context: {cluster: a, user: a}}]\nusers: [{name: a, user: {}}]\n");
    let said = bench.workload("diff web.yaml --kubeconfig down");
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("cannot reach http://127.0.0.1:1: Connection refused"), "{said:?}");
    let said = bench.workload("diff web.yaml --context nowhere");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("the kubeconfig has no context `nowhere`"), "{said:?}");
    let said = bench.workload("diff web.yaml --kubeconfig missing");
    assert!(said.code == 2 && said.err.contains("cannot read the kubeconfig missing"), "{said:?}");
    bench.write("broken.yaml", &DEPLOYMENT.replace("replicas: 3", "replicas: three"));
    let said = bench.workload("diff broken.yaml");
    assert!(said.code == 2 && said.err.contains("the API server would refuse manifests"), "{said:?}");
    let said = bench.workload("diff missing/");
    assert_eq!(said.code, 2);
    assert_eq!(bench.workload("diff").code, 2);
}

#[test]
fn a_diff_stores_nothing() {
    let bench = Bench::new();
    applied(&bench, "kubectl", &yaml(DEPLOYMENT));
    let before = bench.deployment();
    bench.write("web.yaml", &DEPLOYMENT.replace("replicas: 3", "replicas: 9"));
    bench.workload("diff web.yaml --take");
    assert_eq!(bench.deployment(), before);
    assert_eq!(content(&before), content(&bench.deployment()));
}
