//! The whole grammar, key by key: what is written, and the objects it gives.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test fails by panicking")]

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::DeploymentSpec;
use workload_core::parts::EnvValue;
use workload_core::values::{DataKey, EnvName, Image, LabelKey, LabelValue, Namespace, ObjectName};
use workload_core::volumes::{HostPathType, ReadWriteMany};
use workload_core::{
    Address, Claim, ConfigFiles, Container, HostPath, PerPod, Projected, Scratch, SecretFiles, Stack,
    Workload,
};

const IMAGE: &str = "api:v1";

/// Answers requests.
#[derive(Workload)]
#[workload(
    stateless,
    image = IMAGE,
    version = "1.4.2",
    replicas = 3,
    command = ["/api"],
    args = ["--port", "8080"],
    working_dir = "/srv",
    image_pull_policy = IfNotPresent,
    image_pull_secrets = ["registry"],
    env(LOG = "info", WORKERS = 4, DEBUG = false, PASSWORD = secret("redis", "password"), URL = config("shop", "url"),
        POD_IP = field("status.podIP"), CPUS = resource("limits.cpu"), from_secret = "api-env", prefix = "SHOP_", from_config = "shop"),
    startup(http = "/healthz", port = "http", failures = 30, headers("X-Probe" = "kubelet")),
    ready(http = "/ready", port = 8080, scheme = Https, period = 5, timeout = 2, success = 2, failures = 3, delay = 1),
    live(exec = ["/api", "check"], grace_period = 10),
    post_start(exec = ["/api", "warm-up"]),
    pre_stop(sleep = 5),
    resources(requests(cpu = "100m", memory = "128Mi"), limits(memory = "256Mi", "nvidia.com/gpu" = "1")),
    rolling_update(max_surge = 1, max_unavailable = "25%"),
    min_ready = 5,
    progress_deadline = 300,
    revision_history = 2,
    disruption_budget(max_unavailable = "50%", unhealthy = AlwaysAllow),
    node_selector("role" = "worker"),
    node_affinity(require("disk" = "ssd", "arch" = ["amd64", "arm64"], "spot" = absent()), prefer(weight = 50, "cpus" = above("4"))),
    anti_affinity(host),
    affinity(zone, app = "redis", weight = 20),
    spread(zone, max_skew = 2, otherwise = ScheduleAnyway),
    tolerate(key = "shop", value = "true", effect = NoExecute, seconds = 60),
    priority_class = "high",
    security(restricted, read_only_root, run_as_user = 1000),
    pod_security(fs_group = 2000, seccomp = RuntimeDefault, "net.core.somaxconn" = "1024"),
    service_account(create, annotations("eks.amazonaws.com/role-arn" = "arn:aws:iam::1:role/api")),
    automount_token = false,
    grace_period = 45,
    service_links = false,
    dns_policy = ClusterFirst,
    dns(nameservers = ["10.0.0.10"], "ndots" = "2"),
    host_alias(ip = "10.0.0.1", names = ["db.local"]),
    service(type = LoadBalancer, external_traffic_policy = Local, annotations("lb.example/kind" = "internal")),
    extra_service(name = "api-admin", ports = ["admin"]),
    labels("team" = "shop"),
    annotations("example.com/owner" = "shop"),
    pod_labels("tier" = "front"),
    pod_annotations("prometheus.io/scrape" = "true"),
    init(name = "migrate", image = "api:v1", args = ["migrate"], env(LOG = "debug")),
    sidecar(name = "proxy", image = "envoy:v1.34", port(name = "mesh", number = 15001), mount(volume = "cache", path = "/cache", read_only))
)]
struct Api {
    #[workload(port, service = 80)]
    http: u16,
    #[workload(port)]
    admin: u16,
    #[workload(env)]
    redis_host: Address,
    #[workload(env = "REGION")]
    zone: Option<String>,
    #[workload(env)]
    more: BTreeMap<EnvName, EnvValue>,
    #[workload(labels)]
    tags: BTreeMap<LabelKey, LabelValue>,
    #[workload(mount = "/uploads", sub_path = "api")]
    uploads: Claim<ReadWriteMany>,
    #[workload(mount = "/cache")]
    #[workload(mount = "/tmp")]
    cache: Scratch,
    #[workload(mount = "/etc/api", read_only)]
    config: ConfigFiles,
    #[workload(mount = "/run/secrets/api", read_only)]
    tls: SecretFiles,
    #[workload(mount = "/run/pod", read_only)]
    pod: Projected,
    #[workload(container)]
    exporter: Container,
}

fn api() -> Api {
    let mut exporter = Container::new();
    exporter.image(Image::new("exporter:v2"));
    Api {
        http: 8080,
        admin: 9090,
        redis_host: redis().address(),
        zone: None,
        more: [(EnvName::new("NODE"), EnvValue::Text("n".into()))].into(),
        tags: [(LabelKey::new("cost"), LabelValue::new("7"))].into(),
        uploads: Claim::new("10Gi"),
        cache: Scratch::memory("64Mi"),
        config: ConfigFiles::new().file(DataKey::new("api.toml"), "[api]\nport = 8080\n"),
        tls: SecretFiles::existing(ObjectName::new("api-tls")),
        pod: Projected::new().config(ObjectName::new("shop")),
        exporter,
    }
}

/// A cache that keeps its data.
#[derive(Workload)]
#[workload(
    stateful,
    image = "redis:7.4",
    service = "redis-service",
    rolling_update(partition = 1),
    parallel,
    first_ordinal = 1,
    claim_retention(deleted = Delete, scaled = Retain),
    min_ready = 10,
    extra_service(name = "redis-read", type = NodePort),
    live(tcp = "redis", period = 20)
)]
struct Redis {
    #[workload(replicas)]
    replicas: u32,
    #[workload(port)]
    redis: u16,
    #[workload(mount = "/data")]
    data: PerPod,
}

fn redis() -> Redis {
    Redis { replicas: 3, redis: 6379, data: PerPod::new("1Gi") }
}

/// Ships /var/log from every node.
#[derive(Workload)]
#[workload(
    per_node,
    image = "log-collector:v1.0",
    tolerate(control_plane),
    rolling_update(max_unavailable = "10%"),
    host_network,
    dns_policy = ClusterFirstWithHostNet
)]
struct LogCollector {
    #[workload(mount = "/var/log", read_only)]
    varlog: HostPath,
}

/// Imports data once.
#[derive(Workload)]
#[workload(
    run_once,
    image = "data-importer:v1.0",
    command = ["python", "import.py"],
    restart = Never,
    parallelism = 2,
    completions = 6,
    indexed,
    backoff_limit = 3,
    deadline = 3600,
    ttl = 86400,
    pod_replacement_policy = Failed,
    pod_failure_policy(fail_job(exit_code = 42, exit_code = 43, container = "data-import"), ignore(condition = "DisruptionTarget")),
    success_policy(rule(indexes = "0-2", count = 1))
)]
struct DataImport {
    #[workload(suspend)]
    held_back: bool,
}

/// Removes expired keys at three every night.
#[derive(Workload)]
#[workload(
    schedule = "0 3 * * *",
    time_zone = "Europe/Berlin",
    image = "redis-cleanup:v1.0",
    concurrency = Allow,
    starting_deadline = 300,
    history(successful = 3, failed = 1),
    suspend
)]
struct RedisCleanup {
    #[workload(env)]
    redis_host: String,
}

#[test]
fn stateless() {
    insta::assert_snapshot!(api().manifests().to_yaml());
}

#[test]
fn stateful() {
    insta::assert_snapshot!(redis().manifests().to_yaml());
}

#[test]
fn per_node() {
    let varlog = HostPath::new("/var/log").kind(HostPathType::Directory);
    insta::assert_snapshot!(LogCollector { varlog }.manifests().to_yaml());
}

#[test]
fn run_once() {
    insta::assert_snapshot!(DataImport { held_back: false }.manifests().to_yaml());
}

#[test]
fn scheduled() {
    let cleanup = RedisCleanup { redis_host: redis().address().into() };
    insta::assert_snapshot!(cleanup.manifests().to_yaml());
}

#[derive(Workload)]
#[workload(image = "web:v1", autoscale(min = 2, max = 10, cpu = 80, memory_value = "512Mi", container(name = "web", cpu = 70),
    scale_up(select = Max, percent(count = 100, period = 15)), scale_down(stabilization = 300, pods(count = 1, period = 60))))]
struct Web {
    #[workload(port)]
    http: u16,
}

#[test]
fn autoscaled() {
    insta::assert_snapshot!(Web { http: 8080 }.manifests().to_yaml());
}

#[derive(Stack)]
#[stack(namespace = "shop", part_of = "shop", instance = "eu", labels("team" = "shop"))]
struct Shop {
    redis: Redis,
    web: Option<Web>,
}

#[test]
fn a_stack_speaks_for_its_members() {
    let shop = Shop { redis: redis(), web: Some(Web { http: 8080 }) };
    let manifests = shop.manifests();
    assert_eq!(manifests.errors(), []);
    insta::assert_snapshot!(manifests.to_yaml());
}

/// Talks to Redis from wherever it is.
#[derive(Workload)]
#[workload(image = "client:v1", env(MODE = "fast"))]
struct Client {
    #[workload(namespace)]
    namespace: Option<Namespace>,
    #[workload(env)]
    any: Address,
    #[workload(env)]
    first: Address,
}

#[derive(Stack)]
#[stack(namespace = "shop")]
struct Pair {
    redis: Redis,
    client: Client,
}

#[test]
fn an_address_follows_the_namespaces_of_both() {
    let env = |namespace: Option<&'static str>| {
        let (any, first) = (redis().address(), redis().pod_address(1));
        let client = Client { namespace: namespace.map(Namespace::new), any, first };
        let pair = Pair { redis: redis(), client };
        let deployment = pair.client.objects_in(&pair.context()).deployment;
        let spec: Option<DeploymentSpec> = deployment.spec.into();
        let vars = spec.unwrap().template.spec.unwrap().containers.remove(0).env.unwrap();
        vars.into_iter().map(|var| var.value.unwrap()).collect::<Vec<_>>()
    };
    let pod = "redis-1.redis-service.shop.svc.cluster.local:6379";
    assert_eq!(env(None), ["fast", "redis-service:6379", pod]);
    assert_eq!(env(Some("front")), ["fast", "redis-service.shop.svc.cluster.local:6379", pod]);
}

#[test]
fn every_description_holds_together() {
    assert_eq!(api().manifests().errors(), []);
    assert_eq!(redis().manifests().errors(), []);
}

#[test]
fn a_part_knows_the_line_that_asked_for_it() {
    let manifests = api().manifests();
    let deployment =
        manifests.as_slice().iter().find(|manifest| manifest.object.kind() == "Deployment").unwrap();
    for path in [
        "spec.replicas",
        "spec.strategy",
        "spec.template.spec.nodeSelector",
        "spec.template.spec.containers[0].image",
        "spec.template.spec.containers[1].image",
        "spec.template.spec.initContainers[1].ports[0]",
    ] {
        let origin = deployment.origins.iter().find(|origin| origin.path == path);
        assert_eq!(origin.map(|origin| origin.place.file()), Some(file!()), "{path}");
    }
}
