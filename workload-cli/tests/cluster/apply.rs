//! `workload apply` by itself.

use serde_json::{Value, json};
use workload_core::cluster::{Fault, FaultKind, Request, Verb};

use super::bench::{Bench, DEPLOYMENT, STATEFUL_SET, STORAGE_CLASS, content};
use super::diff::{applied, yaml};

/// The result of each object by `Kind name`.
fn results(found: &Value) -> Vec<(String, String)> {
    let named = found["results"].as_array().unwrap().iter().map(|done| {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        (
            format!("{} {}", text(&done["object"]["kind"]), text(&done["object"]["name"])),
            text(&done["result"]),
        )
    });
    named.collect()
}

/// The managers of an object: name and operation.
pub fn managers(object: &Value) -> Vec<String> {
    let entries = object["metadata"]["managedFields"].as_array().unwrap().iter();
    entries
        .map(|entry| {
            format!("{} {}", entry["manager"].as_str().unwrap(), entry["operation"].as_str().unwrap())
        })
        .collect()
}

/// One object of each wave but the last, in the wrong order.
const ALL: &str = "\
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: web, namespace: shop}
spec: {minAvailable: 1, selector: {matchLabels: {app: web}}}
---
apiVersion: example.com/v1
kind: Shop
metadata: {name: first, namespace: shop}
spec: {size: 2}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data: {level: info}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: shops.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Shop, plural: shops}
  versions:
  - name: v1
    served: true
    storage: true
    schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object, properties: {size: {type: integer}}}}}}
";

#[test]
fn a_set_is_applied_in_waves_and_then_nothing_is_left_to_do() {
    let bench = Bench::new();
    bench.write("all.yaml", ALL);
    bench.write(
        "web.yaml",
        &DEPLOYMENT.replace("  name: web\n  labels", "  name: web\n  namespace: shop\n  labels"),
    );
    let said = bench.workload("apply all.yaml web.yaml --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.ends_with("\n7 created\n"), "{said:?}");
    let order: Vec<_> = said.out.lines().filter_map(|line| line.strip_prefix("created   ")).collect();
    let wanted = [
        "Namespace shop",
        "CustomResourceDefinition shops.example.com",
        "ConfigMap shop/settings",
        "Service shop/web",
        "Shop shop/first",
        "Deployment shop/web",
        "PodDisruptionBudget shop/web",
    ];
    assert_eq!(order, wanted);
    assert_eq!(bench.workload("diff all.yaml web.yaml").code, 0);
    let again = bench.workload("apply all.yaml web.yaml --yes");
    assert_eq!((again.code, again.out.as_str()), (0, "no changes: 7 unchanged\n7 unchanged\n"));
}

#[test]
fn nothing_is_done_unasked() {
    let bench = Bench::new();
    bench.write("web.yaml", DEPLOYMENT);
    let said = bench.workload("apply web.yaml");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("cannot ask whether to apply"), "{said:?}");
    assert_eq!(bench.workload("apply web.yaml --dry-run").code, 0);
    assert!(bench.cluster.objects("apps/v1", "Deployment").is_empty());
}

#[test]
fn a_conflict_stops_everything_before_the_first_write() {
    let bench = Bench::new();
    let mut other = yaml(DEPLOYMENT);
    other["spec"]["replicas"] = json!(5);
    applied(&bench, "helm", &other);
    bench.write("web.yaml", DEPLOYMENT);
    bench.write(
        "settings.yaml",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {a: b}}",
    );
    let before = bench.deployment();
    let said = bench.workload("apply . --yes");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("Deployment default/web: others own .spec.replicas"), "{said:?}");
    assert_eq!(bench.deployment(), before);
    assert!(bench.cluster.object("v1", "ConfigMap", "default", "settings").is_none());
    let said = bench.workload("apply . --yes --skip-refused");
    assert_eq!(said.code, 1);
    assert!(said.out.ends_with("1 created, 1 refused\n"), "{said:?}");
    let said = bench.workload("apply . --yes --take spec.replicas");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(bench.deployment()["spec"]["replicas"], 3);
    assert_eq!(bench.workload("diff .").code, 0);
}

#[test]
fn a_failure_skips_only_what_depends_on_it() {
    let bench = Bench::new();
    let settings = |name: &str| json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": name}, "data": {"a": "b"}});
    let mut web = yaml(DEPLOYMENT);
    web["spec"]["template"]["spec"]["containers"][0]["envFrom"] =
        json!([{"configMapRef": {"name": "broken"}}]);
    let mut other = yaml(DEPLOYMENT);
    other["metadata"]["name"] = json!("other");
    let list = json!({"apiVersion": "v1", "kind": "List", "items": [settings("broken"), settings("sound"), web, other]});
    bench.write("all.json", &list.to_string());
    let fault =
        Fault::new(FaultKind::InternalError).method("PATCH").path("/configmaps/broken").after(1).times(100);
    bench.cluster.inject(fault);
    let found = bench.json("apply all.json --yes");
    let wanted = [
        ("ConfigMap broken", "failed"),
        ("ConfigMap sound", "created"),
        ("Deployment web", "skipped"),
        ("Deployment other", "created"),
    ];
    let wanted: Vec<_> =
        wanted.iter().map(|(object, result)| ((*object).to_owned(), (*result).to_owned())).collect();
    assert_eq!(results(&found), wanted, "{found:#}");
    assert!(found["results"][0]["why"].as_str().unwrap().contains("a fault on demand"));
    assert_eq!(found["results"][2]["why"], "it needs ConfigMap default/broken");
}

#[test]
fn somebody_elses_write_in_between_is_no_failure() {
    let bench = Bench::new();
    applied(&bench, "other", &yaml(DEPLOYMENT));
    bench.write("web.yaml", &DEPLOYMENT.replace("replicas: 3", "replicas: 4"));
    bench.cluster.inject(
        Fault::new(FaultKind::Conflict)
            .method("PATCH")
            .path("force=true&fieldManager=workload")
            .after(1)
            .times(2),
    );
    let said = bench.workload("apply web.yaml --yes --take");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(bench.deployment()["spec"]["replicas"], 4);
}

fn autoscaler() -> Value {
    json!({
        "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": {"name": "web"},
        "spec": {"minReplicas": 2, "maxReplicas": 9, "scaleTargetRef": {"apiVersion": "apps/v1", "kind": "Deployment", "name": "web"}},
    })
}

/// Scales as the controller of autoscalers does.
pub fn scaled(bench: &Bench, replicas: u32) {
    let mut request = Request::new(Verb::MergePatch, "apps/v1", "Deployment")
        .at("default", "web")
        .to("scale")
        .with_body(json!({"spec": {"replicas": replicas}}));
    request.field_manager = Some("kube-controller-manager".to_owned());
    bench.cluster.handle(&request).unwrap();
}

/// openstudio-server-helm#110, helm-controller#343: an apply conflicts with the autoscaler over `replicas`.
#[test]
fn replicas_are_left_to_an_autoscaler_and_said() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    applied(&bench, "workload", &autoscaler());
    scaled(&bench, 7);
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    let said = bench.workload("apply web.yaml --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("replicas stays 7: it is left to HorizontalPodAutoscaler web"), "{said:?}");
    assert!(said.says("3 in web.yaml:7 does not count"), "{said:?}");
    let deployment = bench.deployment();
    assert_eq!(deployment["spec"]["replicas"], 7);
    assert_eq!(deployment["spec"]["template"]["spec"]["containers"][0]["image"], "nginx:1.28");
    let said = bench.workload("apply web.yaml --yes --take spec.replicas");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(bench.deployment()["spec"]["replicas"], 3);
}

/// kubernetes#67135: dropping `replicas` from the manifest scales the workload down to 1.
#[test]
fn the_count_never_falls_when_replicas_are_dropped_under_an_autoscaler() {
    let bench = Bench::new();
    let five = DEPLOYMENT.replace("replicas: 3", "replicas: 5");
    applied(&bench, "workload", &yaml(&five));
    bench.write("web.yaml", &DEPLOYMENT.replace("  replicas: 3\n", ""));
    bench.write("scaler.json", &autoscaler().to_string());
    let said = bench.workload("apply . --yes");
    assert_eq!(said.code, 0, "{said:?}");
    let deployment = bench.deployment();
    assert_eq!(deployment["spec"]["replicas"], 5);
    // Nothing scaled it in between: a change of replicas would have moved the generation.
    assert_eq!(deployment["metadata"]["generation"], 1);
    scaled(&bench, 8);
    let said = bench.workload("apply . --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(bench.deployment()["spec"]["replicas"], 8);
}

#[test]
fn what_no_update_reaches_is_recreated_only_when_that_is_allowed() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    let uid = bench.deployment()["metadata"]["uid"].clone();
    let moved = DEPLOYMENT.replace("{app: web}}", "{app: shop}}");
    bench.write("web.yaml", &moved);
    let said = bench.workload("apply web.yaml --yes");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("kubectl delete deployment web"), "{said:?}");
    assert!(said.err.contains("--recreate"), "{said:?}");
    assert_eq!(bench.deployment()["metadata"]["uid"], uid);
    let said = bench.workload("apply web.yaml --yes --recreate");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.ends_with("1 recreated\n"), "{said:?}");
    assert_ne!(bench.deployment()["metadata"]["uid"], uid);
    assert_eq!(bench.workload("diff web.yaml").code, 0);
    let uid = bench.deployment()["metadata"]["uid"].clone();
    bench.write(
        "web.yaml",
        &DEPLOYMENT.replace("  labels: {app: web}\n", "  annotations: {workload/recreate: 'true'}\n"),
    );
    assert_eq!(bench.workload("apply web.yaml --yes").code, 0);
    assert_ne!(bench.deployment()["metadata"]["uid"], uid);
}

#[test]
fn a_job_is_deleted_awaited_and_created() {
    let bench = Bench::new();
    let job = "\
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{name: migrate, image: 'migrate:1'}]
";
    bench.write("job.yaml", job);
    assert_eq!(bench.workload("apply job.yaml --yes").code, 0);
    let uid = bench.object("batch/v1", "Job", "migrate")["metadata"]["uid"].clone();
    assert_eq!(bench.workload("diff job.yaml").code, 0);
    bench.write("job.yaml", &job.replace("migrate:1", "migrate:2"));
    assert_eq!(bench.workload("apply job.yaml --yes").code, 1);
    let _clock = bench.clock();
    let said = bench.workload("apply job.yaml --yes --recreate");
    assert_eq!(said.code, 0, "{said:?}");
    let job = bench.object("batch/v1", "Job", "migrate");
    assert_ne!(job["metadata"]["uid"], uid);
    assert_eq!(job["spec"]["template"]["spec"]["containers"][0]["image"], "migrate:2");
}

#[test]
fn a_stateful_set_is_recreated_around_its_pods_and_its_claims_grow() {
    let bench = Bench::new();
    let set = STATEFUL_SET;
    bench.write("redis.yaml", set);
    bench.write("class.yaml", STORAGE_CLASS);
    assert_eq!(bench.workload("apply . --yes").code, 0);
    bench.cluster.advance(std::time::Duration::from_secs(60));
    let uids = || -> Vec<Value> {
        bench.cluster.objects("v1", "Pod").iter().map(|pod| pod["metadata"]["uid"].clone()).collect()
    };
    let before = uids();
    assert_eq!(before.len(), 2);
    bench.write("redis.yaml", &set.replace("1Gi", "2Gi"));
    let said = bench.workload("apply . --yes");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("--cascade=orphan"), "{said:?}");
    let said = bench.workload("apply . --yes --recreate");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("claim data-redis-0 grows to 2Gi"), "{said:?}");
    assert_eq!(uids(), before, "no Pod was touched");
    let claims = bench.cluster.objects("v1", "PersistentVolumeClaim");
    assert!(
        claims.iter().all(|claim| claim["spec"]["resources"]["requests"]["storage"] == "2Gi"),
        "{claims:#?}"
    );
    assert_eq!(bench.workload("diff .").code, 0);
}

#[test]
fn no_data_is_lost_unasked() {
    let bench = Bench::new();
    let claim = "\
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {storageClassName: fast, accessModes: [ReadWriteOnce], resources: {requests: {storage: 2Gi}}}
";
    applied(&bench, "workload", &yaml(claim));
    let uid = bench.object("v1", "PersistentVolumeClaim", "data")["metadata"]["uid"].clone();
    bench.write("data.yaml", &claim.replace("fast", "slow"));
    for flags in ["", " --recreate", " --allow-data-loss data"] {
        let said = bench.workload(&format!("apply data.yaml --yes{flags}"));
        assert_eq!(said.code, 1, "{said:?}");
        assert!(said.err.contains("--recreate --allow-data-loss data"), "{said:?}");
    }
    assert_eq!(bench.object("v1", "PersistentVolumeClaim", "data")["metadata"]["uid"], uid);
    let said = bench.workload("apply data.yaml --yes --recreate --allow-data-loss data");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(bench.object("v1", "PersistentVolumeClaim", "data")["spec"]["storageClassName"], "slow");
}

#[test]
fn what_was_there_before_owners_were_kept_is_taken_over() {
    let bench = Bench::new();
    let mut settings = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"a": "1", "b": "2"}});
    settings["metadata"]["annotations"] =
        json!({"kubectl.kubernetes.io/last-applied-configuration": settings.to_string()});
    applied(&bench, "old", &settings);
    // An object from before owners were kept: the first apply by anybody finds out that nobody owns it.
    let reset = json!([{"op": "add", "path": "/metadata/managedFields", "value": [{}]}]);
    bench
        .cluster
        .handle(&Request::new(Verb::JsonPatch, "v1", "ConfigMap").at("default", "settings").with_body(reset))
        .unwrap();
    for manager in [None, Some("first")] {
        if let Some(manager) = manager {
            applied(
                &bench,
                manager,
                &json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"c": "3"}}),
            );
        }
        bench.write("settings.json", &json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": {"a": "2"}}).to_string());
        let said = bench.workload("diff settings.json");
        assert_eq!(said.code, 1, "{said:?}");
    }
    let said = bench.workload("apply settings.json --yes");
    assert_eq!(said.code, 0, "{said:?}");
    let found = bench.object("v1", "ConfigMap", "settings");
    assert_eq!(found["data"], json!({"a": "2", "c": "3"}));
    assert_eq!(content(&found)["metadata"]["name"], "settings");
}

#[test]
fn what_helm_applied_is_taken_over_when_it_is_named() {
    let bench = Bench::new();
    let settings = |data: Value| json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": data});
    applied(&bench, "helm", &settings(json!({"a": "1", "b": "2"})));
    bench.write("settings.json", &settings(json!({"a": "2"})).to_string());
    assert_eq!(bench.workload("apply settings.json --yes").code, 1);
    let said = bench.workload("apply settings.json --yes --adopt helm");
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(bench.object("v1", "ConfigMap", "settings")["data"], json!({"a": "2"}));
    assert_eq!(managers(&bench.object("v1", "ConfigMap", "settings")), ["workload Apply"]);
}
