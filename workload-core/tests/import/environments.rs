//! Two environments become one struct for each workload, with a constructor for each of them.

use std::fs;
use std::path::Path;

use workload_core::import::{ImportError, Module, Outcome, differences, import, import_environments};

/// The manifests of an environment of the test.
pub fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/import/environments/{name}.yaml"));
    fs::read_to_string(path).unwrap()
}

/// The import of two environments.
fn both(dev: &str, prod: &str) -> Result<Module, ImportError> {
    import_environments("shop", &[("dev", vec![("dev.yaml", dev)]), ("prod", vec![("prod.yaml", prod)])])
}

#[test]
fn values_that_differ_are_fields() {
    let (dev, prod) = (text("dev"), text("prod"));
    let module = both(&dev, &prod).unwrap();
    for (name, wanted) in [("dev", &dev), ("prod", &prod)] {
        let made = module.to_yaml_in(name).unwrap();
        assert_eq!(differences(wanted, &made).unwrap(), Vec::<String>::new(), "{name}\n{}", module.source);
    }
    for part in [
        "#[stack(namespace = \"shop\")]",
        "pub seed: Option<Seed>,",
        "pub replicas: Option<u32>,",
        "pub autoscale: Option<Autoscale>,",
        "pub resources: Resources,",
        "pub ingress: IngressPart,",
        "pub log: String,",
        "#[workload(env)]\n    pub traces: Option<String>,",
        "\"TOKEN\" = secret(\"api\", \"token\")",
        "pub cache: Address,",
        "cache: redis.address(),",
        "EnvValue::format(\"redis://{}/0\", redis.address())",
        "cache_host: redis.address().host(),",
        "first: redis.pod_address(0),",
        "AddressText::format(API_TOML, redis.address())",
        "pub fn dev(redis: &Redis) -> Self {",
        "pub fn prod(redis: &Redis) -> Self {",
        "let api = Api::prod(&redis);",
        "include_str!(\"shop.prod.yaml\")",
        "// not in the grammar: spec.template.spec.schedulingGates",
    ] {
        assert!(module.source.contains(part), "{part} is not in:\n{}", module.source);
    }
    let kept: Vec<_> = module.kept.keys().collect();
    assert_eq!(kept, ["shop.prod.yaml"]);
    let customized = module.report.objects.iter().filter(|one| one.outcome == Outcome::Customized);
    let customized: Vec<_> = customized.map(|one| (one.environment.as_deref(), one.name.as_str())).collect();
    assert_eq!(customized, [(Some("prod"), "api")]);
    let expected = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/import/expected/environments.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&expected, &module.source).unwrap();
    }
    assert_eq!(module.source, fs::read_to_string(&expected).unwrap(), "see it with UPDATE=1");
}

#[test]
fn selectors_that_differ_are_refused_with_both_places() {
    let dev = text("dev");
    let prod = text("prod").replace(
        "selector: {matchLabels: {app: redis}}\n  template:\n    metadata: {labels: {app: redis}}",
        "selector: {matchLabels: {app: cache}}\n  template:\n    metadata: {labels: {app: cache}}",
    );
    let error = both(&dev, &prod).unwrap_err();
    assert_eq!(
        error.to_string(),
        "prod.yaml:74: the StatefulSet `redis` has another selector than at dev.yaml:60"
    );
    assert!(error.help().unwrap().contains("import the two apart"));
    let twice = import_environments("shop", &[("dev", vec![("a", &*dev)]), ("dev", vec![("b", &*dev)])]);
    assert_eq!(twice.unwrap_err().to_string(), "two environments are called `dev`");
}

#[test]
fn an_address_is_that_of_a_workload_of_the_import() {
    let dev = text("dev");
    let module = import("shop", &[("dev.yaml", &*dev)]).unwrap();
    assert_eq!(differences(&dev, &module.to_yaml()).unwrap(), Vec::<String>::new());
    for part in ["pub fn imported(redis: &Redis) -> Self {", "\"--cache\".into(), redis.address().into()"] {
        assert!(module.source.contains(part), "{part} is not in:\n{}", module.source);
    }
    // Without its Service in the input the address is a text as any other.
    let without: Vec<_> = dev
        .split("---\n")
        .filter(|one| !one.contains("kind: Service\nmetadata: {name: redis-service,"))
        .collect();
    let module = import("shop", &[("dev.yaml", &without.join("---\n"))]).unwrap();
    assert!(module.source.contains("\"CACHE\" = \"redis-service:6379\""), "{}", module.source);
}

#[test]
fn texts_that_repeat_are_constants() {
    let container = |name: &str| {
        format!(
            "{{name: {name}, image: 'shop/tools:2.1', env: [{{name: DATABASE, value: 'postgres://db/shop'}}]}}"
        )
    };
    let text = format!(
        "{{apiVersion: batch/v1, kind: Job, metadata: {{name: once}}, spec: {{template: {{spec: {{restartPolicy: \
         Never, containers: [{}, {}]}}}}}}}}",
        container("once"),
        container("beside")
    );
    let module = import("shop", &[("once.yaml", &text)]).unwrap();
    assert_eq!(differences(&text, &module.to_yaml()).unwrap(), Vec::<String>::new());
    for part in [
        "const TOOLS_IMAGE: &str = \"shop/tools:2.1\";",
        "const DATABASE: &str = \"postgres://db/shop\";",
        "Image::new(TOOLS_IMAGE)",
        "env(\"DATABASE\" = DATABASE)",
    ] {
        assert!(module.source.contains(part), "{part} is not in:\n{}", module.source);
    }
}
