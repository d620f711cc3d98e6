//! What people complain of elsewhere, each as a test that is named after the complaint. The others stand
//! beside their kin: openstudio-server-helm#110, helm-controller#343 and kubernetes#67135 in `apply`,
//! kubernetes#18568 and helm#10733 in `wait`, kubernetes#108161 and timoni#623 in `sets`, helm#8281 in
//! `rollback`.

use std::time::Duration;

use serde_json::{Value, json};
use workload_core::cluster::{Cluster, Request, Verb};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};
use super::sets::SERVICE;

/// What `kubectl apply` writes: an update with the configuration in an annotation.
fn client_side(bench: &Bench, object: &Value) {
    let mut object = object.clone();
    object["metadata"]["annotations"]["kubectl.kubernetes.io/last-applied-configuration"] =
        json!(object.to_string());
    let text = |key: &str| object[key].as_str().unwrap().to_owned();
    let mut request = Request::new(Verb::Create, &text("apiVersion"), &text("kind"))
        .at("default", "")
        .with_body(object.clone());
    request.field_manager = Some("kubectl-client-side-apply".to_owned());
    bench.cluster.handle(&request).unwrap();
}

fn settings(data: &Value) -> Value {
    json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}, "data": data})
}

/// The fields that a diff says change, each with its old value.
fn fields(bench: &Bench, args: &str) -> Vec<(String, Value)> {
    let found = bench.json(&format!("diff {args}"));
    let fields = found["objects"][0]["change"]["fields"].as_array().cloned().unwrap_or_default();
    fields.iter().map(|field| (field["path"].as_str().unwrap().to_owned(), field["old"].clone())).collect()
}

/// The dry run of a server-side apply shows keys that the apply then removes.
#[test]
fn kubernetes_125607_a_diff_after_client_side_apply_shows_what_goes() {
    let bench = Bench::new();
    client_side(&bench, &settings(&json!({"key1": "a", "key2": "b", "key3": "c"})));
    bench.write("settings.json", &settings(&json!({"key1": "a", "key2": "new"})).to_string());
    let told = fields(&bench, "settings.json");
    assert_eq!(told, [("data.key2".to_owned(), json!("b")), ("data.key3".to_owned(), json!("c"))]);
    assert_eq!(bench.workload("apply settings.json --yes").code, 0);
    assert_eq!(bench.object("v1", "ConfigMap", "settings")["data"], json!({"key1": "a", "key2": "new"}));
    assert_eq!(bench.workload("diff settings.json").code, 0);
}

/// What was applied client-side is never removed once it is applied on the server's side.
#[test]
fn kubernetes_99003_what_was_applied_client_side_can_be_removed_later() {
    let bench = Bench::new();
    client_side(&bench, &settings(&json!({"a": "1", "b": "2"})));
    for (data, code) in [(json!({"a": "1", "b": "2"}), 0), (json!({"a": "1"}), 1)] {
        bench.write("settings.json", &settings(&data).to_string());
        assert_eq!(bench.workload("diff settings.json").code, code);
        assert_eq!(bench.workload("apply settings.json --yes").code, 0);
        assert_eq!(bench.object("v1", "ConfigMap", "settings")["data"], data);
    }
}

/// `kubectl diff --server-side` does not see that a field was removed from the manifest.
#[test]
fn kubectl_1796_a_diff_sees_fields_that_the_manifest_drops() {
    let bench = Bench::new();
    let more = DEPLOYMENT.replace(
        "  labels: {app: web}\nspec:\n",
        "  labels: {app: web, test: value}\n  annotations: {test: value}\nspec:\n  revisionHistoryLimit: 3\n",
    );
    bench.write("web.yaml", &more);
    assert_eq!(bench.workload("apply web.yaml --yes").code, 0);
    bench.write("web.yaml", DEPLOYMENT);
    let mut told: Vec<String> = fields(&bench, "web.yaml").into_iter().map(|(path, _)| path).collect();
    told.sort();
    assert_eq!(told, ["metadata.annotations", "metadata.labels.test", "spec.revisionHistoryLimit"]);
    assert_eq!(bench.workload("apply web.yaml --yes").code, 0);
    let live = bench.deployment();
    assert_eq!(
        (&live["metadata"]["labels"]["test"], &live["spec"]["revisionHistoryLimit"]),
        (&Value::Null, &json!(10))
    );
}

/// Defaults of the API server keep an application out of sync for ever: argo-cd#13004 and argo-cd#17394.
#[test]
fn argo_cd_13004_and_17394_defaults_are_never_changes() {
    let bench = Bench::of(Cluster::without_workloads());
    let set = "---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: redis}\nspec:\n  serviceName: redis\n  selector: {matchLabels: {app: redis}}\n  template:\n    metadata: {labels: {app: redis}}\n    spec:\n      containers: [{name: redis, image: redis, resources: {requests: {cpu: 1000m, memory: 1024Mi}}, volumeMounts: [{name: data, mountPath: /data}]}]\n      volumes: [{name: more, secret: {secretName: more}}]\n  volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1024Mi}}}}]\n";
    let rest = "---\napiVersion: batch/v1\nkind: CronJob\nmetadata: {name: clean}\nspec: {schedule: '0 * * * *', jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}}}\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}, metrics: [{type: Resource, resource: {name: cpu, target: {type: Utilization, averageUtilization: 80}}}]}\n---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}\n";
    bench.write("all.yaml", &format!("{DEPLOYMENT}{SERVICE}{set}{rest}"));
    assert_eq!(bench.workload("apply all.yaml --yes").code, 0);
    for _ in 0..2 {
        let said = bench.workload("diff all.yaml");
        assert_eq!((said.code, said.out.as_str()), (0, "no changes: 6 unchanged\n"), "{said:?}");
        assert_eq!(bench.workload("apply all.yaml --yes").code, 0);
    }
    let found = bench.json("diff all.yaml");
    for object in found["objects"].as_array().unwrap() {
        assert_eq!(object["disagreements"], json!([]), "{object:#}");
    }
}

const JOB: &str = "apiVersion: batch/v1\nkind: Job\nmetadata: {name: migrate}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: migrate, image: 'migrate:1'}]}}}\n";

/// A diff of an immutable field ends with an error, although the object would be recreated.
#[test]
fn flux2_3032_a_diff_of_an_immutable_field_shows_the_recreation() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(JOB));
    bench.write("job.yaml", &JOB.replace("migrate:1", "migrate:2"));
    let said = bench.workload("diff job.yaml");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.out.contains("migrate:1 → migrate:2"), "{said:?}");
    assert!(said.says("`workload apply --recreate` deletes and creates it"), "{said:?}");
    assert_eq!(bench.json("diff job.yaml")["objects"][0]["action"], "recreate");
}

/// An immutable field in one object is met when others are written already: flux2#3573, kubernetes#118325.
#[test]
fn flux2_3573_and_kubernetes_118325_an_immutable_field_stops_the_apply_before_the_first_write() {
    let bench = Bench::new();
    applied(&bench, "workload", &settings(&json!({"a": "old"})));
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.write("settings.json", &settings(&json!({"a": "new"})).to_string());
    bench.write("web.yaml", &DEPLOYMENT.replace("{app: web}}", "{app: shop}}"));
    let before = bench.cluster.requests().len();
    let said = bench.workload("apply . --yes");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("nothing was applied"), "{said:?}");
    assert!(said.out.contains("kubectl delete deployment web"), "{said:?}");
    let requests = bench.cluster.requests().split_off(before);
    let writes = requests.iter().filter(|one| !one.starts_with("GET ") && !one.contains("dryRun=All"));
    assert_eq!(writes.count(), 0, "{requests:?}");
    assert_eq!(bench.object("v1", "ConfigMap", "settings")["data"]["a"], "old");
}

/// A wait for a kind that says its generation as text never ends.
#[test]
fn helm_32615_a_kind_with_its_generation_as_text_is_awaited_and_does_not_hang() {
    let bench = Bench::new();
    let definition = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: rollouts.example.com}\nspec:\n  group: example.com\n  scope: Namespaced\n  names: {kind: Rollout, plural: rollouts}\n  versions:\n  - {name: v1, served: true, storage: true, subresources: {status: {}}, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}\n";
    let rollout = "apiVersion: example.com/v1\nkind: Rollout\nmetadata: {name: web}\nspec: {replicas: 3}\n";
    bench.write("definition.yaml", definition);
    bench.write("rollout.yaml", rollout);
    assert_eq!(bench.workload("apply . --yes").code, 0);
    let says = |seen: &str| {
        let status = json!({"status": {"observedGeneration": seen, "phase": "Healthy"}});
        let request = Request::new(Verb::MergePatch, "example.com/v1", "Rollout").at("default", "web");
        bench.cluster.handle(&request.to("status").with_body(status)).unwrap();
    };
    says("0");
    let said = bench.workload("wait rollout.yaml --time-limit 1");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("its controller has not observed generation 1 yet"), "{said:?}");
    says("1");
    let said = bench.workload("wait rollout.yaml --time-limit 30");
    assert_eq!(said.code, 0, "{said:?}");
    bench.cluster.advance(Duration::from_secs(1));
}
