//! Texts that name a Service of the import refer to its struct, wherever they stand and however they are written.

use workload_core::import::{Module, differences, import};

const RING: &str = include_str!("examples/ring.yaml");
const GUESTBOOK: &str = include_str!("examples/guestbook.yaml");

/// The import of a text, which gives the same objects back.
#[track_caller]
fn module(text: &str) -> Module {
    let module = import("shop", &[("shop.yaml", text)]).unwrap();
    assert_eq!(differences(text, &module.to_yaml()).unwrap(), Vec::<String>::new());
    module
}

#[track_caller]
fn contains(module: &Module, parts: &[&str]) {
    for part in parts {
        assert!(module.source.contains(part), "{part} is not in:\n{}", module.source);
    }
}

#[test]
fn addresses_in_containers_beside_the_main_one_are_linked() {
    let module = module(RING);
    contains(
        &module,
        &[
            // A Pod's short name, though the namespace is known.
            "AddressText::format(",
            "[ring.pod_address(0).short(), ring.pod_address(1).short()]",
            "seed: ring.pod_address(0),",
            "EnvValue::format(",
            "\"cql://{}/\"",
            ".without_cluster_domain()",
            "#[workload(container)]\n    pub exporter: Container,",
            "EnvName::new(\"TARGET\")",
            "EnvValue::from(ring.pod_address(0).short())",
            "#[workload(init)]\n    pub wait: Container,",
            "Words::from(vec![\"wait-for\".into(), ring.address().into()])",
        ],
    );
    assert_eq!(module.report.customized(), 0, "{}", module.source);
}

#[test]
fn addresses_in_a_url_are_linked() {
    contains(
        &module(GUESTBOOK),
        &[
            "leader: store_leader.address(),",
            "EnvValue::format(\"redis://{}/0\", store_follower.address())",
            "pub fn imported(store_leader: &StoreLeader) -> Self {",
        ],
    );
    let text = GUESTBOOK.replace("redis://store-follower:6379/0", "redis://store-follower/0");
    contains(
        &module(&text),
        &["EnvValue::format(\"redis://{}/0\", store_follower.address().without_port())"],
    );
    // The host of another domain is no host of the cluster.
    let text = GUESTBOOK.replace("redis://store-follower:6379/0", "redis://store-follower.example.com/0");
    contains(&module(&text), &["\"READ_URL\" = \"redis://store-follower.example.com/0\""]);
}

#[test]
fn addresses_in_a_config_map_are_linked() {
    let text = format!(
        "{GUESTBOOK}---
apiVersion: v1
kind: ConfigMap
metadata: {{name: front-settings}}
data:
  LEADER: store-leader:6379
  STORE_HOST: store-leader
  LOG: info
  store.toml: |
    [store]
    read = \"redis://store-follower:6379\"
"
    )
    .replace(
        "          env:\n            - {name: GET_HOSTS_FROM",
        "          envFrom: [{configMapRef: {name: front-settings}}]\n          env:\n            - {name: GET_HOSTS_FROM",
    );
    let module = module(&text);
    contains(
        &module,
        &[
            "#[workload(config_map)]\n    pub settings: ConfigMapPart,",
            "ConfigMapPart::named(ObjectName::new(\"front-settings\"))",
            ".addressed(DataKey::new(\"LEADER\"), store_leader.address().into())",
            "DataKey::new(\"STORE_HOST\"),\n                    store_leader.address().host().into(),",
            ".entry(DataKey::new(\"LOG\"), \"info\".into())",
            "AddressText::format(STORE_TOML, store_follower.address())",
            "const STORE_TOML: &str = r#\"[store]\nread = \"redis://{}\"\n\"#;",
        ],
    );
}

#[test]
fn labels_that_repeat_are_constants_or_those_of_the_stack() {
    contains(
        &module(GUESTBOOK),
        &[
            "const STORE_APP: &str = \"store\";",
            "const BACKEND_TIER: &str = \"backend\";",
            "\"app\" = STORE_APP",
        ],
    );
    let team = "labels: {app: a, team: shop}";
    let app = |name: &str| {
        format!(
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, labels: {{app: {name}, team: shop}}}}\nspec:\n  \
             selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}, team: shop}}}}\n    \
             spec: {{containers: [{{name: {name}, image: 'shop/{name}:1'}}]}}\n"
        )
    };
    assert!(app("a").contains(team));
    let module = module(&[app("a"), app("b")].join("---\n"));
    contains(&module, &["#[stack(labels(\"team\" = \"shop\"))]"]);
    assert_eq!(module.source.matches("\"team\"").count(), 1, "{}", module.source);
}
