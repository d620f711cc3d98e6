//! After an apply nothing is left to do, whoever has written before.

use proptest::prelude::*;
use serde_json::{Value, json};
use workload_core::cluster::{Cluster, Request, Verb};

use super::bench::{Bench, content};
use super::diff::applied;

/// What somebody does to the object.
#[derive(Clone, Debug)]
enum Deed {
    /// An apply of these keys and replicas by a manager.
    Apply(&'static str, Vec<u8>, Option<u8>),
    /// A client-side apply, as far as owners go: an update by its name.
    ClientSide(Vec<u8>),
    /// A number written through `/scale`.
    Scale(u8),
}

fn deed() -> impl Strategy<Value = Deed> {
    let keys = || prop::collection::vec(0u8..4, 0..3);
    prop_oneof![
        (prop::sample::select(vec!["workload", "helm", "kubectl"]), keys(), prop::option::of(1u8..5))
            .prop_map(|(manager, keys, replicas)| Deed::Apply(manager, keys, replicas)),
        keys().prop_map(Deed::ClientSide),
        (1u8..5).prop_map(Deed::Scale),
    ]
}

/// A Deployment with labels and replicas.
fn deployment(keys: &[u8], replicas: Option<u8>, value: &str) -> Value {
    let labels: serde_json::Map<String, Value> =
        keys.iter().map(|key| (format!("key-{key}"), json!(value))).collect();
    let mut object = json!({
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"},
        "spec": {
            "selector": {"matchLabels": {"app": "web"}},
            "template": {
                "metadata": {"labels": {"app": "web"}},
                "spec": {"containers": [{"name": "web", "image": "web:1"}]},
            },
        },
    });
    // An empty map is a field that can be owned, and is not stored.
    object["metadata"]["labels"] = labels.into();
    if let Some(replicas) = replicas {
        object["spec"]["replicas"] = json!(replicas);
    }
    object
}

fn done(bench: &Bench, deed: &Deed) {
    let request = |verb| Request::new(verb, "apps/v1", "Deployment").at("default", "web");
    let request = match deed {
        Deed::Apply(manager, keys, replicas) => {
            return applied(bench, manager, &deployment(keys, *replicas, manager));
        }
        Deed::ClientSide(keys) => {
            let labels = &deployment(keys, None, "client")["metadata"]["labels"];
            let mut request = request(Verb::MergePatch).with_body(json!({"metadata": {"labels": labels}}));
            request.field_manager = Some("kubectl-client-side-apply".to_owned());
            request
        }
        Deed::Scale(replicas) => request(Verb::MergePatch)
            .to("scale")
            .with_body(json!({"spec": {"replicas": replicas}}))
            .by("kubectl"),
    };
    bench.cluster.handle(&request).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn what_the_diff_says_is_done_and_then_nothing_is_left(
        deeds in prop::collection::vec(deed(), 0..5),
        keys in prop::collection::vec(0u8..4, 0..3),
        replicas in prop::option::of(1u8..5),
    ) {
        let bench = Bench::of(Cluster::without_workloads());
        applied(&bench, "first", &deployment(&[0, 1], Some(2), "first"));
        for deed in &deeds {
            done(&bench, deed);
        }
        bench.write("web.json", &deployment(&keys, replicas, "wanted").to_string());
        let before = content(&bench.deployment());
        let told = bench.json("diff web.json --take");
        let object = &told["objects"][0];
        prop_assert_eq!(&object["disagreements"], &json!([]));
        let applied = bench.workload("apply web.json --take --yes");
        prop_assert_eq!(applied.code, 0, "{:?}", applied);
        let after = content(&bench.deployment());
        prop_assert_eq!(object["action"] == "unchanged", before == after);
        prop_assert_eq!(bench.workload("diff web.json").code, 0);
    }
}
