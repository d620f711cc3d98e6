//! Every volume and every part that takes over an app which runs already: what is written, and
//! the objects it gives.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use k8s_openapi::api::core::v1::{GlusterfsVolumeSource, Volume};
use workload_core::parts::{AddressText, EnvValue};
use workload_core::syntax::yaml::documents;
use workload_core::validate::document::check_document;
use workload_core::values::{
    AnnotationKey, ContainerResource, DataKey, FieldPath, LabelKey, LabelValue, Name, ObjectName, SubPath,
};
use workload_core::volumes::{AnyVolume, Csi, Ephemeral, HostPathAnywhere, ImageFiles, Nfs, PodFields};
use workload_core::{
    Address, Claim, ConfigFiles, Manifests, PerPod, Projected, SecretFiles, Stack, Workload,
};

/// The API server would take every object.
#[track_caller]
fn check(manifests: &Manifests) {
    assert_eq!(manifests.errors(), []);
    let yaml = manifests.to_yaml();
    for document in documents(&yaml) {
        for checked in check_document(&document.tree.unwrap(), &document.duplicate_keys) {
            assert_eq!(checked.errors, [], "{yaml}");
        }
    }
}

#[derive(Workload)]
#[workload(
    image = "api:v1",
    selector("app" = "api", "tier" = "web"),
    container_name = "main",
    termination_message_path = "/dev/end",
    termination_message_policy = FallbackToLogsOnError,
    hostname = "api",
    subdomain = "apis",
    host_users = false,
    preemption_policy = Never,
    pod_resources(requests(cpu = "1"), limits(cpu = "2")),
    resource_claim(name = "gpu", template = "one-gpu"),
    resources(claim = "gpu"),
    readiness_gate = "example.com/warm",
    disruption_budget(name = "api-budget", min_available = 1),
    autoscale(name = "api-scaler", min = 2, max = 4, cpu = 80),
    affinity(host, weight = 10, "app" = ["redis", "cache"], namespaces = ["shop"]),
    spread(zone, "app" = "api", node_taints_policy = Honor, match_label_keys = ["pod-template-hash"]),
    security(app_armor = RuntimeDefault, seccomp_file = "profiles/api.json", proc_mount = Default),
    env(
        A = optional_secret("api", "key"),
        B = optional_config("api", "key"),
        C = resource_in("limits.memory", "1Mi"),
        D = resource_of("main", "limits.cpu", "1m"),
        from_optional_secret = "more",
        from_optional_config = "more"
    )
)]
struct Api {
    #[workload(port, service = 80, unnamed_service)]
    http: u16,
    #[workload(mount = "/var/run/docker.sock", propagation = HostToContainer)]
    docker: HostPathAnywhere,
    #[workload(mount = "/config", read_only)]
    #[workload(mount = "/etc/api.conf", sub_path_expr = "$(A)/api.conf", read_only)]
    config: ConfigFiles,
    #[workload(mount = "/secret")]
    secret: SecretFiles,
    #[workload(mount = "/vault", name = "secrets-store")]
    vault: Csi,
    #[workload(mount = "/cache")]
    cache: Ephemeral,
    #[workload(mount = "/shared")]
    shared: Nfs,
    #[workload(mount = "/models")]
    models: ImageFiles,
    #[workload(mount = "/about")]
    about: PodFields,
    #[workload(mount = "/all")]
    all: Projected,
    #[workload(mount = "/gluster")]
    gluster: AnyVolume,
}

fn api() -> Api {
    let gluster = GlusterfsVolumeSource {
        endpoints: "gluster".to_owned(),
        path: "shop".to_owned(),
        ..GlusterfsVolumeSource::default()
    };
    Api {
        http: 8080,
        docker: HostPathAnywhere::new("/var/run/docker.sock", "builds images with the node's Docker"),
        config: ConfigFiles::new()
            .file(DataKey::new("api.conf"), "port 8080\n")
            .named(ObjectName::new("api.v1")),
        secret: SecretFiles::existing(ObjectName::new("api"))
            .item(DataKey::new("key"), SubPath::new("tls/key.pem"))
            .item_with_mode(DataKey::new("cert"), SubPath::new("tls/cert.pem"), 0o444),
        vault: Csi::new(ObjectName::new("secrets-store.csi.k8s.io"))
            .attribute("secretProviderClass", "vault")
            .read_only(),
        cache: Ephemeral::new("10Gi").storage_class(ObjectName::new("fast")),
        shared: Nfs::new("nfs.example.com", "/export"),
        models: ImageFiles::new("models:v3"),
        about: PodFields::new()
            .field(SubPath::new("team"), FieldPath::new("metadata.labels['team']"))
            .resource(SubPath::new("cpu"), Name::new("main"), ContainerResource::new("limits.cpu")),
        all: Projected::new()
            .config(ObjectName::new("settings"))
            .item(DataKey::new("a"), SubPath::new("a/b"))
            .optional()
            .secret(ObjectName::new("keys")),
        gluster: AnyVolume::new(Volume { glusterfs: Some(gluster), ..Volume::default() }),
    }
}

#[test]
fn everything_in_one_app() {
    let manifests = api().manifests();
    check(&manifests);
    insta::assert_snapshot!(manifests.to_yaml());
}

#[test]
fn a_volume_and_what_is_behind_it_know_their_line() {
    let manifests = api().manifests();
    let of = |kind: &str, path: &str| {
        let manifest = manifests.iter().find(|manifest| manifest.object.kind() == kind).unwrap();
        let line = manifest.origin_of(path).unwrap().place.line() as usize;
        include_str!("grammar_volumes.rs").lines().nth(line - 1).unwrap().trim()
    };
    let config = r#"#[workload(mount = "/etc/api.conf", sub_path_expr = "$(A)/api.conf", read_only)]"#;
    assert_eq!(of("ConfigMap", "data.x"), config);
    assert_eq!(of("Deployment", "spec.template.spec.volumes[1].configMap.name"), config);
    let scaler = r#"autoscale(name = "api-scaler", min = 2, max = 4, cpu = 80),"#;
    assert_eq!(of("HorizontalPodAutoscaler", "spec.maxReplicas"), scaler);
    assert_eq!(of("Deployment", "spec"), "struct Api {");
}

/// A store with claims of every kind.
#[derive(Workload)]
#[workload(stateful, image = "db:v1", selector("app" = "db"))]
struct Db {
    #[workload(mount = "/data")]
    data: PerPod,
    #[workload(volume)]
    raw: PerPod,
}

#[test]
fn claims_of_each_pod() {
    let db = Db {
        data: PerPod::new("1Gi")
            .label(LabelKey::new("app"), LabelValue::new("db"))
            .annotation(AnnotationKey::new("example.com/owner"), "shop")
            .from_snapshot(ObjectName::new("monday")),
        raw: PerPod::new("1Gi").block().no_storage_class(),
    };
    let manifests = db.manifests();
    check(&manifests);
    insta::assert_snapshot!(manifests.to_yaml());
}

#[derive(Workload)]
#[workload(run_once, image = "import:v1")]
struct Import {
    #[workload(mount = "/data")]
    data: Claim,
}

#[test]
fn a_claim_with_a_name_of_its_own() {
    let data =
        Claim::new("1Gi").named(ObjectName::new("imports")).volume(ObjectName::new("disk-1")).read_only();
    let yaml = Import { data }.manifests().to_yaml();
    for expected in ["claimName: imports", "readOnly: true", "volumeName: disk-1", "\n  name: imports"] {
        assert!(yaml.contains(expected), "{expected}: {yaml}");
    }
}

/// Talks to the database in every way.
#[derive(Workload)]
#[workload(image = "client:v1")]
struct Client {
    #[workload(env)]
    url: EnvValue,
    #[workload(args)]
    args: Vec<AddressText>,
    #[workload(mount = "/etc/client")]
    config: ConfigFiles,
}

#[derive(Stack)]
#[stack(namespace = "shop")]
struct Pair {
    client: Client,
}

#[test]
fn addresses_inside_texts_are_settled_with_the_namespace() {
    let db: Address = db().pod_address(0);
    let client = Client {
        url: EnvValue::format("db://{}/0?peer={}", [db.clone(), db.clone()]),
        args: vec!["--db".into(), AddressText::format("tcp://{}", db.clone())],
        config: ConfigFiles::new()
            .file(DataKey::new("client.conf"), AddressText::format("server {}\n", db.clone())),
    };
    let alone = client.manifests().to_yaml();
    assert!(!alone.contains("default") && alone.contains("- tcp://db-0.db"), "{alone}");
    let yaml = Pair { client }.manifests().to_yaml();
    for expected in
        ["db://db-0.db.shop.svc.cluster.local/0?peer=", "- tcp://db-0.db.shop.svc", "server db-0.db.shop.svc"]
    {
        assert!(yaml.contains(expected), "{expected}: {yaml}");
    }
}

fn db() -> Db {
    Db { data: PerPod::new("1Gi"), raw: PerPod::new("1Gi").block() }
}

#[test]
fn volumes_are_read_from_files_and_written_to_them() {
    let claim: PerPod =
        serde_json::from_str(r#"{"request": {"size": "1Gi"}, "access": "ReadWriteOnce"}"#).unwrap();
    assert_eq!(claim, PerPod::new("1Gi"));
    let config = api().config;
    assert_eq!(
        serde_json::from_str::<ConfigFiles>(&serde_json::to_string(&config).unwrap()).unwrap(),
        config
    );
}
