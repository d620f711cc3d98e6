//! `workload rollback`, and the revisions that `workload apply` keeps.

use std::fmt::Write as _;

use std::time::Duration;

use serde_json::{Value, json};
use workload_core::cluster::{Cluster, Fault, FaultKind};
use workload_core::predict::simulation::{Behaviour, Node, PodFilter, Timings};

use super::bench::{Bench, DEPLOYMENT};
use super::diff::{applied, yaml};
use super::schemas::fits;

/// The Secrets of revisions.
fn kept(bench: &Bench) -> Vec<Value> {
    let secrets = bench.cluster.objects("v1", "Secret").into_iter();
    secrets.filter(|secret| secret["type"] == "workload/revision").collect()
}

/// The number and the state of each revision, the newest first.
fn revisions(bench: &Bench, name: &str) -> Vec<(u64, String)> {
    let list = fits(bench, "revisions", &format!("rollback {name} --list"));
    let one = |one: &Value| (one["number"].as_u64().unwrap(), one["state"].as_str().unwrap().to_owned());
    list["revisions"].as_array().unwrap().iter().map(one).collect()
}

fn numbered(numbers: &[(u64, &str)]) -> Vec<(u64, String)> {
    numbers.iter().map(|(number, state)| (*number, (*state).to_owned())).collect()
}

fn image(bench: &Bench) -> Value {
    bench.deployment()["spec"]["template"]["spec"]["containers"][0]["image"].clone()
}

/// Applies the Deployment with an image as release `web`.
fn apply(bench: &Bench, tag: &str) {
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", tag));
    let said = bench.workload("apply web.yaml --yes --name web");
    assert_eq!(said.code, 0, "{said:?}");
}

#[test]
fn the_last_ten_revisions_are_kept_and_a_rollback_is_an_apply_with_its_diff() {
    let bench = Bench::new();
    for tag in 1..=12 {
        apply(&bench, &format!("v{tag}"));
    }
    apply(&bench, "v12");
    let all = revisions(&bench, "web");
    assert_eq!((all.len(), all[0].0, all[9].0), (10, 12, 3), "the same set again is no revision");
    let said = bench.workload("rollback web --yes");
    assert_eq!(said.code, 0, "{said:?}");
    for part in ["back to revision 11 of web, of ", "nginx:v12 → nginx:v11", "1 changed"] {
        assert!(said.out.contains(part), "{part} is not in {}", said.out);
    }
    assert_eq!(image(&bench), "nginx:v11");
    assert_eq!(
        revisions(&bench, "web")[..3],
        numbered(&[(13, "applied"), (12, "rolledBack"), (11, "applied")])
    );
    // Once more goes on backwards, and does not come back to what was bad.
    let found = fits(&bench, "apply", "rollback --yes");
    assert_eq!((&found["rolledBackTo"], &found["revision"]), (&json!(10), &json!(14)), "{found}");
    assert_eq!(image(&bench), "nginx:v10");
    assert_eq!(bench.workload("rollback web --to 12 --yes").code, 0);
    assert_eq!(image(&bench), "nginx:v12");
    let said = bench.workload("rollback web --list");
    assert!(said.out.contains("rollback to revision 12"), "{said:?}");
    assert!(said.out.contains("rolled back"), "{said:?}");
}

#[test]
fn what_is_asked_for_and_is_not_there_is_told() {
    let bench = Bench::new();
    let said = bench.workload("rollback");
    assert_eq!(said.code, 2);
    assert!(said.err.contains("no revisions are kept in namespace default"), "{said:?}");
    bench.write("web.yaml", DEPLOYMENT);
    assert_eq!(bench.workload("apply web.yaml --yes").code, 0);
    assert!(kept(&bench).is_empty(), "files without a name keep nothing");
    assert_eq!(bench.workload("apply web.yaml --yes --name web --keep-revisions 0").code, 0);
    assert!(kept(&bench).is_empty());
    apply(&bench, "v1");
    for (args, wanted) in [
        ("rollback web", "no earlier revision that was applied whole"),
        ("rollback web --to 7", "revision 7 of web is not kept"),
        ("rollback shop", "no revisions of shop are kept"),
        ("rollback Shop", "no revisions of Shop are kept"),
        ("apply web.yaml --yes --auto-rollback", "--auto-rollback needs a release"),
        ("apply web.yaml --yes --name A_b", "cannot be the name of a release"),
    ] {
        let said = bench.workload(args);
        assert_eq!(said.code, 2, "{args}: {said:?}");
        assert!(said.err.contains(wanted), "{args}: {said:?}");
    }
    apply(&bench, "v2");
    let said = bench.workload("rollback web");
    assert_eq!(said.code, 2, "nobody can be asked: {said:?}");
    assert_eq!(bench.workload("rollback web --dry-run").code, 0);
    assert_eq!(image(&bench), "nginx:v2");
}

/// Text that does not shrink: hashes in hexadecimal digits of numbers.
fn noise(length: usize, seed: u64) -> String {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut text = String::with_capacity(length);
    while text.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let _ = write!(text, "{state:016x}");
    }
    text
}

/// helm/helm#8281: a release beyond 1 MiB cannot be stored in a Secret.
#[test]
fn helm_8281_a_history_beyond_one_mebibyte_is_kept() {
    let bench = Bench::of(Cluster::without_workloads());
    let set = |word: &str| {
        let items: Vec<Value> = (0..6)
            .map(|number| json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": format!("large-{number}")}, "data": {"noise": noise(900_000, number + 1), "word": word}}))
            .collect();
        json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string()
    };
    for word in ["one", "two"] {
        bench.write("large.json", &set(word));
        let said = bench.workload("apply large.json --yes --name large");
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    }
    let secrets = kept(&bench);
    assert!(secrets.len() >= 8, "{} Secrets", secrets.len());
    assert!(secrets.iter().map(|secret| secret.to_string().len()).sum::<usize>() > 4 << 20);
    assert!(secrets.iter().all(|secret| secret.to_string().len() < 900 << 10));
    assert_eq!(revisions(&bench, "large"), numbered(&[(2, "applied"), (1, "applied")]));
    let said = bench.workload("rollback large --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.ends_with("6 changed\n"), "{said:?}");
    assert_eq!(bench.object("v1", "ConfigMap", "large-3")["data"]["word"], "one");
}

#[test]
fn data_of_secrets_is_kept_as_hashes_and_stays() {
    let bench = Bench::new();
    let secret = |password: &str, more: &str| {
        format!(
            "apiVersion: v1\nkind: Secret\nmetadata: {{name: key, labels: {{is: {password}}}}}\nstringData: {{password: word-{password}, user: shop{more}}}\n"
        )
    };
    for (password, more) in [("one", ""), ("two", ", extra: new")] {
        bench.write("key.yaml", &secret(password, more));
        assert_eq!(bench.workload("apply key.yaml --yes --name key").code, 0);
    }
    let kept: String = kept(&bench).iter().map(Value::to_string).collect();
    assert!(!kept.contains("word-one") && !kept.contains("d29yZC1vbmU"), "packed, and hashed");
    let before = bench.object("v1", "Secret", "key")["data"].clone();
    let said = bench.workload("rollback key --yes");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out.contains(
            "Secret default/key: data is not kept, and stays as it is now; it was another for password\n"
        ),
        "{said:?}"
    );
    assert!(!said.out.contains("word-"), "{said:?}");
    let after = bench.object("v1", "Secret", "key");
    assert_eq!((&after["data"], &after["metadata"]["labels"]["is"]), (&before, &json!("one")));
    // The data that is there is what is kept of the new revision.
    assert_eq!(bench.workload("rollback key --to 3 --yes").out.lines().last(), Some("1 unchanged"));
}

#[test]
fn what_does_not_come_back_is_named() {
    let bench = Bench::new();
    let job = |tag: &str| {
        format!(
            "apiVersion: batch/v1\nkind: Job\nmetadata: {{name: migrate-{tag}}}\nspec: {{template: {{spec: {{restartPolicy: Never, containers: [{{name: a, image: 'a:{tag}'}}]}}}}}}\n"
        )
    };
    let claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}\n";
    let scaler = "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: web}\nspec: {minReplicas: 2, maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}\n";
    let set = |tag: &str, more: &str| {
        let parts = [job(tag), claim.to_owned(), scaler.to_owned(), DEPLOYMENT.replace("1.27", tag)];
        format!("{}{more}", parts.join("---\n"))
    };
    bench.write("all.yaml", &set("v1", ""));
    assert_eq!(bench.workload("apply all.yaml --yes --name shop").code, 0);
    super::apply::scaled(&bench, 7);
    bench.write("all.yaml", &set("v2", "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: newer}}\n"));
    assert_eq!(bench.workload("apply all.yaml --yes --name shop").code, 0);
    let said = bench.workload("rollback shop --yes");
    assert_eq!(said.code, 0, "{said:?}");
    for part in [
        "Job default/migrate-v1: it is not run again",
        "Job default/migrate-v2: it is newer, and what it did stays",
        "PersistentVolumeClaim default/data: data in claims stays as it is now",
        "ConfigMap default/newer: it is newer, and stays",
        "Deployment default/web: spec.replicas stays 7: it is left to HorizontalPodAutoscaler web",
    ] {
        assert!(said.out.contains(part), "{part} is not in {}", said.out);
    }
    assert_eq!((image(&bench), &bench.deployment()["spec"]["replicas"]), (json!("nginx:v1"), &json!(7)));
}

const REDIS: &str = "\
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis}
spec:
  serviceName: redis
  replicas: 3
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, image: 'redis:7.4'}]}
";

/// A cluster in which the image `redis:bad` never becomes ready.
fn bench_with_a_bad_image() -> Bench {
    let bad = Behaviour {
        of: PodFilter { image: Some("redis:bad".to_owned()), ..PodFilter::default() },
        ready: Some(false),
        ..Behaviour::default()
    };
    let timings = Timings { ready: Duration::from_secs(2), behaviours: vec![bad], ..Timings::default() };
    let bench =
        Bench::of(Cluster::with_nodes((1..=3).map(|number| Node::new(format!("node-{number}"))), timings));
    bench.write("redis.yaml", REDIS);
    assert_eq!(bench.workload("apply redis.yaml --yes --name redis").code, 0);
    bench.cluster.advance(Duration::from_secs(60));
    bench
}

fn images(bench: &Bench) -> Vec<String> {
    let pods = bench.cluster.objects("v1", "Pod");
    pods.iter().map(|pod| pod["spec"]["containers"][0]["image"].as_str().unwrap().to_owned()).collect()
}

/// kubernetes/kubernetes#67250: a StatefulSet stays at a Pod that never becomes ready, whatever is applied.
#[test]
fn kubernetes_67250_a_stuck_stateful_set_goes_back_when_its_pod_is_deleted() {
    for (flag, wanted) in
        [("", ["redis:7.4", "redis:7.4", "redis:bad"]), (" --delete-stuck-pods", ["redis:7.4"; 3])]
    {
        let bench = bench_with_a_bad_image();
        bench.write("redis.yaml", &REDIS.replace("7.4", "bad"));
        assert_eq!(bench.workload("apply redis.yaml --yes --name redis").code, 0);
        bench.cluster.advance(Duration::from_secs(120));
        assert_eq!(images(&bench), ["redis:7.4", "redis:7.4", "redis:bad"]);
        let said = bench.workload(&format!("rollback redis --yes{flag}"));
        assert_eq!(said.code, 0, "{said:?}");
        let word = if flag.is_empty() {
            "`kubectl delete pod redis-2 -n default`"
        } else {
            "deleted: Pod default/redis-2"
        };
        assert!(said.err.contains(word), "{said:?}");
        bench.cluster.advance(Duration::from_secs(120));
        assert_eq!(images(&bench), wanted);
    }
}

#[test]
fn an_apply_that_does_not_become_ready_goes_back_by_itself() {
    let bench = bench_with_a_bad_image();
    let _clock = bench.clock();
    bench.write("redis.yaml", &REDIS.replace("7.4", "bad"));
    let found = fits(
        &bench,
        "apply",
        "apply redis.yaml --yes --name redis --auto-rollback --time-limit 5 --delete-stuck-pods",
    );
    assert_eq!(found["wait"]["ending"], "timedOut", "{found:#}");
    assert_eq!(found["rollback"]["rolledBackTo"], 1, "{found:#}");
    assert_eq!(found["rollback"]["wait"]["ending"], "ready", "{found:#}");
    assert_eq!(images(&bench), ["redis:7.4"; 3]);
    assert_eq!(revisions(&bench, "redis"), numbered(&[(3, "ready"), (2, "failed"), (1, "applied")]));
}

#[test]
fn a_failed_write_goes_back_by_itself_and_the_status_tells() {
    let bench = Bench::of(Cluster::without_workloads());
    let set = |value: &str| {
        let one = |name: &str| {
            format!("{{apiVersion: v1, kind: ConfigMap, metadata: {{name: {name}}}, data: {{a: {value}}}}}\n")
        };
        format!("{}---\n{}", one("first"), one("second"))
    };
    bench.write("set.yaml", &set("old"));
    assert_eq!(bench.workload("apply set.yaml --yes --name set").code, 0);
    bench.write("set.yaml", &set("new"));
    bench
        .cluster
        .inject(Fault::new(FaultKind::InternalError).method("PATCH").path("/configmaps/second").after(1));
    let said = bench.workload("apply set.yaml --yes --name set --auto-rollback");
    assert_eq!(said.code, 1, "{said:?}");
    for name in ["first", "second"] {
        assert_eq!(bench.object("v1", "ConfigMap", name)["data"]["a"], "old");
    }
    assert_eq!(revisions(&bench, "set"), numbered(&[(3, "ready"), (2, "failed"), (1, "applied")]));
}

#[test]
fn the_namespace_of_the_revisions_may_come_with_the_set() {
    let bench = Bench::new();
    bench.write("set.yaml", "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}\n");
    let said = bench.workload("apply set.yaml --yes --name set -n shop");
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert_eq!(revisions(&bench, "set -n shop"), numbered(&[(1, "applied")]));
}

#[test]
fn an_apply_goes_on_without_the_right_to_keep_revisions() {
    let bench = Bench::new();
    applied(&bench, "workload", &yaml(DEPLOYMENT));
    bench.cluster.inject(Fault::new(FaultKind::InternalError).path("/secrets").times(9));
    bench.write("web.yaml", &DEPLOYMENT.replace("1.27", "1.28"));
    let said = bench.workload("apply web.yaml --yes --name web");
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("no revision is kept, and there is no rollback to it"), "{said:?}");
    assert_eq!(image(&bench), "nginx:1.28");
}
