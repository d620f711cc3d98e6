//! Objects that come with an app, any object in a stack, and the last word on typed objects.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use k8s_openapi::api::core::v1::ConfigMap;
use k8s_openapi::api::rbac::v1::ClusterRole;
use k8s_openapi::api::storage::v1::StorageClass;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use workload_core::k8s::{DynamicObject, Object};
use workload_core::parts::{Labels, SecretPart};
use workload_core::values::{DataKey, Image, LabelKey, LabelValue, Name, Namespace, ObjectName};
use workload_core::{Description, Manifests, Stack, Stateless, ToManifests, Workload, stateless};

/// Serves the shop.
#[derive(Workload)]
#[workload(
    image = "web:v1",
    ingress(host = "shop.example.com", path = "/api", class = "nginx", tls = "shop-tls", annotations("a/b" = "c")),
    rbac(allow(resources = ["pods", "pods/log"], verbs = ["get", "list"]), allow(groups = ["apps"], resources = ["deployments"], verbs = ["get"])),
    network_policy(allow_from(app = "gateway", namespace = "edge", port = "http"), deny_egress),
    config_map(name = "settings", "LOG" = "info", "limit" = "3"),
    env(from_config = "settings")
)]
struct Web {
    #[workload(port, service = 80)]
    http: u16,
    #[workload(secret)]
    keys: SecretPart,
    #[workload(object)]
    monitor: DynamicObject,
    #[workload(object)]
    more: Vec<Object>,
}

fn web() -> Web {
    let mut keys = SecretPart::named(ObjectName::new("keys"));
    keys.entry(DataKey::new("token"), "t0ken".into());
    let monitor = DynamicObject::new("monitoring.coreos.com/v1", "ServiceMonitor", "web");
    let class = StorageClass {
        metadata: named("fast"),
        provisioner: "example.com/fast".to_owned(),
        ..StorageClass::default()
    };
    Web { http: 8080, keys, monitor, more: vec![class.into()] }
}

/// A stack that brings its namespace and objects of other kinds.
#[derive(Stack)]
#[stack(namespace = "shop", create_namespace, part_of = "shop", labels("team" = "shop"))]
struct Shop {
    web: Web,
    reader: ClusterRole,
    extra: Manifests,
    typed: Object,
    certificate: DynamicObject,
    tenant: Option<DynamicObject>,
}

fn named(name: &str) -> ObjectMeta {
    ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() }
}

fn certificate(name: &str) -> DynamicObject {
    DynamicObject::new("cert-manager.io/v1", "Certificate", name)
        .field("spec", serde_json::json!({ "secretName": name }))
}

fn shop() -> Shop {
    let map = |name| ConfigMap { metadata: named(name), ..ConfigMap::default() };
    Shop {
        web: web(),
        reader: ClusterRole { metadata: named("reader"), ..ClusterRole::default() },
        extra: map("extra").to_manifests(),
        typed: map("typed").into(),
        certificate: certificate("shop-tls"),
        tenant: Some(DynamicObject::new("example.com/v1", "Tenant", "shop").cluster_scoped()),
    }
}

#[test]
fn companions_and_any_object_are_ordered_and_placed() {
    let manifests = shop().manifests();
    assert_eq!(manifests.errors(), []);
    insta::assert_snapshot!(manifests.to_yaml());
    let namespaces: Vec<_> =
        manifests.objects().filter(|object| object.namespace() != Some("shop")).map(Object::kind).collect();
    assert_eq!(namespaces, ["Namespace", "StorageClass", "ClusterRole", "Tenant"]);
    for manifest in &manifests {
        assert!(manifest.origin_of("metadata").is_some(), "{} has no line", manifest.object.kind());
    }
}

#[test]
fn the_api_server_takes_every_companion() {
    let yaml = shop().manifests().to_yaml();
    for document in workload_core::syntax::yaml::documents(&yaml) {
        let tree = document.tree.unwrap();
        for checked in workload_core::validate::document::check_document(&tree, &[]) {
            assert_eq!(checked.errors, [], "{yaml}");
        }
    }
}

/// An app with the last word on its objects.
#[derive(Workload)]
#[workload(image = "api:v1", customize = |_, objects: &mut stateless::Objects| {
    objects.pod_spec_mut().host_users = Some(false);
    objects.deployment_spec_mut().paused = Some(true);
})]
struct Tuned;

#[test]
fn a_closure_has_the_last_word_in_every_version() {
    let yaml = Tuned.manifests().to_yaml();
    assert!(yaml.contains("hostUsers: false") && yaml.contains("paused: true"), "{yaml}");
}

/// An app described by a function.
struct App(fn(&mut Description<Stateless>));

impl Workload for App {
    type Shape = Stateless;

    fn describe(&self) -> Description<Stateless> {
        let mut app = Description::new(Name::new("api"));
        (self.0)(&mut app);
        app
    }
}

#[test]
fn a_contradiction_is_refused_with_its_line() {
    let nothing = App(|_| {});
    let errors = nothing.try_objects().unwrap_err();
    assert_eq!(errors.as_slice().len(), 1);
    assert!(errors.to_string().starts_with(file!()), "{errors}");
    assert_eq!(nothing.try_manifests().unwrap_err(), errors);
    let whole = App(|app| {
        app.image(Image::new("api:v1")).namespace(Namespace::new("shop"));
    });
    assert!(whole.try_objects().is_ok());
}

#[test]
fn objects_are_told_apart_by_group_and_need_a_name() {
    let service = |group: &str, name: &str| DynamicObject::new(format!("{group}/v1"), "Service", name);
    let pair = [service("serving.knative.dev", "a"), service("example.com", "a")];
    assert_eq!(pair.to_vec().to_manifests().errors(), []);
    let twice = [service("example.com", "a"), service("example.com", "a")];
    let errors = twice.to_vec().to_manifests().errors();
    assert!(errors[0].to_string().contains("two objects are the Service `a`"), "{errors:?}");
    let errors = Object::from(ConfigMap::default()).to_manifests().errors();
    assert!(
        errors[0].to_string().ends_with("an object of kind ConfigMap has no name: set `metadata.name`"),
        "{errors:?}"
    );
}

#[test]
#[should_panic(expected = "`api` has no image: give it one with `image`")]
fn what_contradicts_itself_is_not_written() {
    let _ = App(|_| {}).manifests();
}

#[test]
fn a_label_that_would_be_lost_is_refused() {
    let app = App(|app| {
        let mut labels = Labels::new();
        labels.entry(LabelKey::new("app.kubernetes.io/name"), LabelValue::new("other"));
        app.image(Image::new("api:v1")).labels(labels.clone()).pod_labels(labels);
    });
    let errors = app.try_objects().unwrap_err();
    assert_eq!(errors.as_slice().len(), 2, "{errors}");
    assert!(errors.to_string().contains("the label `app.kubernetes.io/name` cannot be `other`"), "{errors}");
}
