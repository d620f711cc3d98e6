//! `workload wait`, as a user runs it.

use std::time::Duration;

use serde_json::{Value, json};
use workload_core::cluster::{Clock, Cluster, Fault, FaultKind, Request, Verb};
use workload_core::predict::simulation::{Node, Timings};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};

/// Lets time pass so many times as fast.
fn clock(bench: &Bench, speed: u32) -> Clock {
    let _runtime = bench.runtime.enter();
    bench.cluster.run(speed)
}

/// A cluster whose Pods take so long to be ready, with the Deployment applied.
pub fn deployed(ready: Duration, text: &str) -> Bench {
    let nodes = (1..=3).map(|number| Node::new(format!("node-{number}")));
    let bench = Bench::of(Cluster::with_nodes(nodes, Timings { ready, ..Timings::default() }));
    applied(&bench, "workload", &yaml(text));
    bench.write("web.yaml", text);
    bench
}

/// What the kubelet says of the only container of every Pod.
pub fn kubelet_says(bench: &Bench, state: &Value, last: &Value) {
    for pod in bench.cluster.objects("v1", "Pod") {
        kubelet_says_of(bench, &pod, state, last);
    }
}

/// What the kubelet says of the only container of a Pod.
fn kubelet_says_of(bench: &Bench, pod: &Value, state: &Value, last: &Value) {
    let name = pod["metadata"]["name"].as_str().unwrap();
    let container = json!({
        "name": "web", "image": "nginx:1.27", "imageID": "", "ready": false, "restartCount": 3,
        "state": state, "lastState": last,
    });
    let status = json!({"status": {"phase": "Running", "containerStatuses": [container]}});
    let mut request = Request::new(Verb::MergePatch, "v1", "Pod").at("default", name).with_body(status);
    "status".clone_into(&mut request.subresource);
    bench.cluster.handle(&request).unwrap();
}

/// kubernetes#18568: a wait for a rollout says nothing of what it waits for.
#[test]
fn it_says_what_is_missing_until_all_is_ready() {
    let bench = deployed(Duration::from_secs(20), DEPLOYMENT);
    let _clock = clock(&bench, 20);
    let said = bench.workload("wait web.yaml");
    assert_eq!(said.code, 0, "{said:?}");
    for part in [
        "waiting for 1 object: 600 s at most without progress (progressDeadlineSeconds of Deployment default/web)",
        "Deployment default/web  in progress: 0 of 3 Pods available",
        "Deployment default/web  ready",
        "ready: 1 object",
    ] {
        assert!(said.err.contains(part), "{part} is not in {}", said.err);
    }
    assert_eq!(said.out, "");
}

#[test]
fn a_wait_of_ten_minutes_takes_few_requests() {
    let text = DEPLOYMENT.replace("  replicas: 3\n", "  replicas: 3\n  progressDeadlineSeconds: 900\n");
    let bench = deployed(Duration::from_secs(600), &text);
    let before = bench.cluster.requests().len();
    let _clock = clock(&bench, 120);
    let said = bench.workload("wait web.yaml");
    assert_eq!(said.code, 0, "{said:?}");
    let requests = bench.cluster.requests().split_off(before);
    assert!(requests.len() < 20, "{} requests: {requests:#?}", requests.len());
    assert!(said.err.contains("900 s at most"), "{said:?}");
}

#[test]
fn watches_that_break_or_are_too_old_are_begun_anew() {
    let bench = deployed(Duration::from_secs(60), DEPLOYMENT);
    bench.cluster.inject(Fault::new(FaultKind::Expired).path("deployments?watch=true"));
    bench.cluster.inject(Fault::new(FaultKind::Cut).path("pods?watch=true"));
    let _clock = clock(&bench, 20);
    let said = bench.workload("wait web.yaml");
    assert_eq!(said.code, 0, "{said:?}");
    let lists = |part: &str| bench.cluster.requests().iter().filter(|one| one.ends_with(part)).count();
    assert_eq!(lists("/deployments?fieldSelector=metadata.name%3Dweb&limit=500"), 2, "410 lists again");
}

/// helm#10733: a wait runs into its time limit and does not say why.
#[test]
fn an_image_that_cannot_be_pulled_is_named_and_given_up() {
    let bench = deployed(Duration::from_secs(600), DEPLOYMENT);
    let waiting = json!({"waiting": {"reason": "ImagePullBackOff", "message": "Back-off pulling image \"nginx:1.27\""}});
    kubelet_says(&bench, &waiting, &json!({}));
    let said = bench.workload("wait web.yaml --grace 2");
    assert_eq!(said.code, 1, "{said:?}");
    for part in [
        "container web: ImagePullBackOff: Back-off pulling image \"nginx:1.27\" (gives up in 2 s)",
        "help: check the name and the tag of the image",
        "error: gave up on Deployment default/web: no progress in 2 s (--grace)",
    ] {
        assert!(said.err.contains(part), "{part} is not in {}", said.err);
    }
}

/// An Ingress that no controller serves, and a Job at work, are not what is given up on.
#[test]
fn only_what_is_held_up_is_named_and_pods_with_one_cause_are_told_once() {
    let job = "---\napiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: b}]}}}\n";
    let ingress = "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}\n";
    let bench = deployed(Duration::from_secs(600), DEPLOYMENT);
    for text in [job, ingress] {
        applied(&bench, "workload", &yaml(text.trim_start_matches("---\n")));
    }
    bench.write("web.yaml", &format!("{DEPLOYMENT}{job}{ingress}"));
    let waiting = json!({"waiting": {"reason": "ErrImagePull", "message": "no such image"}});
    for pod in bench.cluster.objects("v1", "Pod") {
        if pod["metadata"]["name"].as_str().unwrap().starts_with("web-") {
            kubelet_says_of(&bench, &pod, &waiting, &json!({}));
        }
    }
    let said = bench.workload("wait web.yaml --grace 1");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(
        said.err.ends_with("error: gave up on Deployment default/web: no progress in 1 s (--grace)\n"),
        "{said:?}"
    );
    assert!(said.err.contains(" and 2 more: container web: ErrImagePull: no such image"), "{said:?}");
    assert!(
        said.err.contains("Ingress default/web  ready: no address yet: the controller of class nginx"),
        "{said:?}"
    );
}

#[test]
fn a_crash_shows_the_last_lines_of_the_log() {
    let bench = deployed(Duration::from_secs(600), DEPLOYMENT);
    let waiting = json!({"waiting": {"reason": "CrashLoopBackOff", "message": "back-off 40s restarting failed container"}});
    kubelet_says(&bench, &waiting, &json!({"terminated": {"exitCode": 2, "reason": "Error"}}));
    for pod in bench.cluster.objects("v1", "Pod") {
        bench.cluster.set_log(
            "default",
            pod["metadata"]["name"].as_str().unwrap(),
            "one\nno such database: shop\n",
        );
    }
    let said = bench.workload("wait web.yaml --grace 1");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("CrashLoopBackOff: ended with exit code 2; restarted 3 times"), "{said:?}");
    assert!(said.err.contains("  log: no such database: shop\n"), "{said:?}");
    assert!(bench.cluster.requests().iter().any(|one| one.contains("previous=true")));
}

#[test]
fn a_deadline_that_has_passed_is_the_end() {
    let text = DEPLOYMENT.replace("  replicas: 3\n", "  replicas: 3\n  progressDeadlineSeconds: 30\n");
    let bench = deployed(Duration::from_secs(600), &text);
    let _clock = clock(&bench, 30);
    let said = bench.json("wait web.yaml");
    assert_eq!((said["version"].as_i64(), &said["ending"]), (Some(1), &json!("failed")), "{said}");
    assert_eq!(said["objects"][0]["readiness"]["state"], "failed");
}

#[test]
fn the_time_limit_and_an_absent_cluster_end_it() {
    let bench = deployed(Duration::from_secs(600), DEPLOYMENT);
    let said = bench.workload("wait web.yaml --time-limit 1");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("the time is over: 1 s at most (--time-limit)"), "{said:?}");
    let text = std::fs::read_to_string(bench.folder.path().join("kubeconfig")).unwrap();
    let port = text.split("127.0.0.1:").nth(1).unwrap().lines().next().unwrap();
    bench.write("kubeconfig", &text.replace(port, "1"));
    assert_eq!(bench.workload("wait web.yaml").code, 2);
}

#[test]
fn a_job_that_is_gone_because_it_is_over_is_ready() {
    let bench = Bench::new();
    let job = |ttl: &str| {
        format!(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: once}}\nspec:\n{ttl}  template: {{spec: {{restartPolicy: Never, containers: [{{name: a, image: b}}]}}}}\n"
        )
    };
    bench.write("once.yaml", &job("  ttlSecondsAfterFinished: 10\n"));
    let said = bench.workload("wait once.yaml");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("`ttlSecondsAfterFinished` deletes it when it is over"), "{said:?}");
    bench.write("once.yaml", &job(""));
    let said = bench.workload("wait once.yaml --time-limit 1");
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("is not there"), "{said:?}");
}
