//! The cluster in the process without HTTP: controllers in virtual time, owners and finalizers.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::time::Duration;

use serde_json::{Value, json};
use workload_core::cluster::{Cluster, Request, Verb};

fn create(cluster: &Cluster, object: Value) -> Value {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    let request = Request::new(Verb::Create, &text("/apiVersion"), &text("/kind")).at("default", "");
    cluster.handle(&request.with_body(object)).unwrap().object
}

fn delete(cluster: &Cluster, api_version: &str, kind: &str, name: &str, policy: &str) {
    let request = Request::new(Verb::Delete, api_version, kind).at("default", name);
    cluster.handle(&request.with_body(json!({"propagationPolicy": policy}))).unwrap();
}

fn template(image: &str) -> Value {
    json!({
        "metadata": {"labels": {"app": "web"}},
        "spec": {"containers": [{"name": "web", "image": image}]},
    })
}

fn deployment(replicas: u32, image: &str) -> Value {
    json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
        "spec": {
            "replicas": replicas,
            "selector": {"matchLabels": {"app": "web"}},
            "template": template(image),
        },
    })
}

fn config(name: &str, metadata: Value) -> Value {
    let mut object = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata});
    object["metadata"]["name"] = json!(name);
    object
}

fn status(cluster: &Cluster, kind: &str, name: &str) -> Value {
    cluster.object("apps/v1", kind, "default", name).unwrap()["status"].clone()
}

#[test]
fn a_deployment_rolls_in_virtual_time() {
    let cluster = Cluster::new();
    create(&cluster, deployment(2, "nginx:1.27"));
    assert_eq!(cluster.objects("v1", "Pod").len(), 2, "controllers answer at once");
    assert_eq!(status(&cluster, "Deployment", "web")["readyReplicas"], Value::Null, "no time has passed");
    cluster.advance(Duration::from_secs(5));
    let ready = status(&cluster, "Deployment", "web");
    assert_eq!(ready["readyReplicas"], 2, "{ready}");
    assert_eq!(ready["observedGeneration"], 1);
    let pod = cluster.objects("v1", "Pod")[0].clone();
    assert_eq!(pod["status"]["phase"], "Running");
    assert!(pod["spec"]["nodeName"].is_string());
    let set = cluster.objects("apps/v1", "ReplicaSet")[0].clone();
    assert_eq!(pod["metadata"]["ownerReferences"][0]["uid"], set["metadata"]["uid"]);
    assert_eq!(set["metadata"]["ownerReferences"][0]["name"], "web");
    assert_eq!(
        pod["metadata"]["labels"]["pod-template-hash"],
        set["metadata"]["labels"]["pod-template-hash"]
    );

    let patch = Request::new(Verb::MergePatch, "apps/v1", "Deployment").at("default", "web");
    let patch = patch.with_body(json!({"spec": {"template": template("nginx:1.28")}}));
    cluster.handle(&patch).unwrap();
    assert_eq!(cluster.objects("apps/v1", "ReplicaSet").len(), 2);
    cluster.advance(Duration::from_secs(30));
    let rolled = status(&cluster, "Deployment", "web");
    assert_eq!((&rolled["updatedReplicas"], &rolled["replicas"]), (&json!(2), &json!(2)), "{rolled}");
    let pods = cluster.objects("v1", "Pod");
    assert_eq!(pods.len(), 2, "the Pods before are gone");
    assert!(pods.iter().all(|pod| pod["spec"]["containers"][0]["image"] == "nginx:1.28"));
}

#[test]
fn a_deployment_that_an_operator_owns_rolls_too() {
    let cluster = Cluster::new();
    let owner = create(&cluster, config("site", json!({})));
    let mut web = deployment(2, "nginx:1.27");
    web["metadata"]["ownerReferences"] = json!([{
        "apiVersion": "v1", "kind": "ConfigMap", "name": "site", "uid": owner["metadata"]["uid"],
        "controller": true,
    }]);
    create(&cluster, web);
    cluster.advance(Duration::from_secs(5));
    assert_eq!(status(&cluster, "Deployment", "web")["readyReplicas"], 2);
    delete(&cluster, "v1", "ConfigMap", "site", "Background");
    cluster.advance(Duration::from_secs(5));
    assert!(cluster.objects("v1", "Pod").is_empty(), "all of it goes with the owner");
}

#[test]
fn a_stateful_set_has_claims_and_names() {
    let cluster = Cluster::new();
    create(
        &cluster,
        json!({
            "apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "db"},
            "spec": {
                "replicas": 2, "serviceName": "db",
                "selector": {"matchLabels": {"app": "web"}},
                "template": template("redis:7"),
                "volumeClaimTemplates": [{
                    "metadata": {"name": "data"},
                    "spec": {
                        "accessModes": ["ReadWriteOnce"],
                        "resources": {"requests": {"storage": "1Gi"}},
                    },
                }],
            },
        }),
    );
    cluster.advance(Duration::from_secs(60));
    assert_eq!(status(&cluster, "StatefulSet", "db")["readyReplicas"], 2);
    let claim = cluster.object("v1", "PersistentVolumeClaim", "default", "data-db-1").unwrap();
    assert_eq!(claim["status"]["phase"], "Bound");
    assert!(cluster.object("v1", "Pod", "default", "db-1").is_some());
    delete(&cluster, "apps/v1", "StatefulSet", "db", "Background");
    cluster.advance(Duration::from_secs(60));
    assert!(cluster.objects("v1", "Pod").is_empty());
    assert_eq!(cluster.objects("v1", "PersistentVolumeClaim").len(), 2, "claims stay");
}

#[test]
fn a_job_completes() {
    let cluster = Cluster::new();
    let mut template = template("busybox:1");
    template["spec"]["restartPolicy"] = json!("Never");
    create(
        &cluster,
        json!({
            "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "once"}, "spec": {"template": template},
        }),
    );
    cluster.advance(Duration::from_secs(60));
    let job = cluster.object("batch/v1", "Job", "default", "once").unwrap();
    assert_eq!(job["status"]["succeeded"], 1, "{job}");
    assert!(job["status"]["completionTime"].is_string(), "{job}");
    assert_eq!(cluster.objects("v1", "Pod")[0]["status"]["phase"], "Succeeded");
}

#[test]
fn dependents_follow_their_owner() {
    for (policy, is_left) in [("Background", false), ("Foreground", false), ("Orphan", true)] {
        let cluster = Cluster::without_workloads();
        let owner = create(&cluster, config("owner", json!({})));
        let reference = json!({
            "apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": owner["metadata"]["uid"],
            "blockOwnerDeletion": true,
        });
        create(&cluster, config("owned", json!({"ownerReferences": [reference]})));
        delete(&cluster, "v1", "ConfigMap", "owner", policy);
        assert!(cluster.object("v1", "ConfigMap", "default", "owner").is_none(), "{policy}");
        let left = cluster.object("v1", "ConfigMap", "default", "owned");
        assert_eq!(left.is_some(), is_left, "{policy}");
        assert!(left.is_none_or(|owned| owned["metadata"]["ownerReferences"].is_null()), "{policy}");
    }
}

#[test]
fn a_job_goes_after_its_pods_whenever_it_is_deleted() {
    for tenths in 0..100 {
        let cluster = Cluster::new();
        create(
            &cluster,
            json!({
                "apiVersion": "batch/v1", "kind": "Job", "metadata": {"name": "once"},
                "spec": {"template": {"spec": {
                    "restartPolicy": "Never",
                    "containers": [{"name": "once", "image": "once:1"}],
                }}},
            }),
        );
        let time = Duration::from_millis(100 * tenths);
        cluster.advance(time);
        delete(&cluster, "batch/v1", "Job", "once", "Foreground");
        cluster.advance(Duration::from_secs(60));
        let left = cluster.object("batch/v1", "Job", "default", "once");
        assert!(left.is_none(), "deleted after {time:?}: {left:?}");
        assert!(cluster.objects("v1", "Pod").is_empty(), "deleted after {time:?}");
    }
}

#[test]
fn a_finalizer_holds_an_object() {
    let cluster = Cluster::without_workloads();
    create(&cluster, config("held", json!({"finalizers": ["example.com/wait"]})));
    delete(&cluster, "v1", "ConfigMap", "held", "Background");
    let held = cluster.object("v1", "ConfigMap", "default", "held").unwrap();
    assert!(held["metadata"]["deletionTimestamp"].is_string());
    let patch = Request::new(Verb::MergePatch, "v1", "ConfigMap").at("default", "held");
    cluster.handle(&patch.with_body(json!({"metadata": {"finalizers": null}}))).unwrap();
    assert!(cluster.object("v1", "ConfigMap", "default", "held").is_none());
}
