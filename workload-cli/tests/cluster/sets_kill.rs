//! An apply with pruning is killed at every single request, and the next one converges.

use std::time::Duration;

use serde_json::{Value, json};
use workload_core::cluster::{Cluster, Fault, FaultKind};

use super::bench::{Bench, DEPLOYMENT, content};
use super::diff::applied;
use super::sets::{SERVICE, map, map_in, maps, parent};

const COMMAND: &str = "--yes --applyset shop --prune";

/// The most requests that the apply may take.
const MOST: usize = 60;

/// What is there before: one object of a kind and one of a namespace will go.
fn old() -> String {
    maps(&["a", "b", "c", "d", "e"]) + SERVICE + &map_in("other", "gone")
}

/// What is wanted: one object changes, kinds and a namespace are new.
fn new() -> String {
    let changed = map("a").replace("{a: b}", "{a: changed}");
    let account = "---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: bob}\n";
    let rest = maps(&["b", "c", "d"]) + &map_in("third", "moved");
    format!("{changed}{rest}{account}---\n{DEPLOYMENT}")
}

fn bench() -> Bench {
    let bench = Bench::of(Cluster::without_workloads());
    for name in ["other", "third"] {
        applied(
            &bench,
            "admin",
            &json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}}),
        );
    }
    bench.write("old.yaml", &old());
    bench.write("new.yaml", &new());
    assert_eq!(bench.workload(&format!("apply old.yaml {COMMAND}")).code, 0);
    bench
}

/// Everything that belongs to the set, without what every write moves.
fn members(bench: &Bench) -> Vec<Value> {
    let kinds = [("v1", "ConfigMap"), ("v1", "Service"), ("v1", "ServiceAccount"), ("apps/v1", "Deployment")];
    let all = kinds.iter().flat_map(|(api, kind)| bench.cluster.objects(api, kind));
    let own = all.filter(|object| {
        object["metadata"]["labels"]["applyset.kubernetes.io/part-of"].is_string()
            || object["kind"] == "Deployment"
    });
    let bare = own.map(|object| {
        let mut bare = content(&object);
        let metadata = bare["metadata"].as_object_mut().unwrap();
        metadata.remove("uid");
        metadata.remove("creationTimestamp");
        bare.as_object_mut().unwrap().remove("spec");
        bare
    });
    bare.collect()
}

/// What the parent says.
fn record(bench: &Bench) -> (String, String) {
    (parent(bench, "contains-group-kinds"), parent(bench, "additional-namespaces"))
}

/// Nothing that is there is out of the parent's sight.
fn nothing_is_lost(bench: &Bench) {
    let (kinds, namespaces) = record(bench);
    for object in members(bench) {
        let (kind, group) = (object["kind"].as_str().unwrap(), object["apiVersion"].as_str().unwrap());
        let kind = group.split_once('/').map_or(kind.to_owned(), |(group, _)| format!("{kind}.{group}"));
        assert!(kinds.split(',').any(|listed| listed == kind), "{kind} is not in {kinds}");
        let namespace = object["metadata"]["namespace"].as_str().unwrap();
        let is_listed = namespace == "default" || namespaces.split(',').any(|listed| listed == namespace);
        assert!(is_listed, "{namespace} is not in {namespaces}");
    }
}

/// Kills the apply of the new manifests when it has had `requests` answers; whether it was still at work.
fn kill(bench: &Bench, requests: usize) -> bool {
    let before = bench.cluster.requests().len();
    let never = Duration::from_secs(24 * 60 * 60);
    bench.cluster.inject(Fault::new(FaultKind::Slow(never)).after(requests).times(usize::MAX));
    let mut child = bench.start(&format!("apply new.yaml {COMMAND}"));
    let was_at_work = loop {
        if bench.cluster.requests().len() > before + requests {
            child.kill().unwrap();
            break true;
        }
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "it failed by itself");
            break false;
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    child.wait().unwrap();
    bench.cluster.heal();
    was_at_work
}

/// Kills the apply at every request, and then applies `next`, after which everything is as `wanted`.
fn walk(next: &str) {
    let straight = bench();
    assert_eq!(straight.workload(&format!("apply {next} {COMMAND}")).code, 0);
    let wanted = (members(&straight), record(&straight));
    let mut points = 0;
    while points <= MOST {
        let bench = bench();
        if !kill(&bench, points) {
            break;
        }
        nothing_is_lost(&bench);
        let said = bench.workload(&format!("apply {next} {COMMAND}"));
        assert_eq!(said.code, 0, "killed at request {points}: {said:?}");
        let found = (members(&bench), record(&bench));
        assert_eq!(found, wanted, "killed at request {points}");
        points += 1;
    }
    println!("killed at {points} requests");
    assert!((20..=MOST).contains(&points), "{points} points");
}

#[test]
fn killed_at_every_request_the_same_apply_converges() {
    walk("new.yaml");
}

#[test]
fn killed_at_every_request_the_way_back_loses_nothing() {
    walk("old.yaml");
}
