//! Every way to give a value: fields of every type, constants inside groups, Kubernetes' own names.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, HashMap};
use std::num::{NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize};
use std::time::Duration;

use workload_core::parts::{
    Concurrency, IntoEnvValue, PodFailurePolicy, Protocol, PullPolicy, RestartPolicy, Toleration,
};
use workload_core::values::{Image, Name, PortName, PortNumber, Schedule, TimeZone};
use workload_core::{Container, Parts, Scratch, Workload};

/// A job whose every setting comes at run time.
#[derive(Workload)]
struct Report {
    #[workload(image)]
    image: Image,
    #[workload(schedule)]
    when: Schedule,
    #[workload(time_zone)]
    zone: Option<TimeZone>,
    #[workload(concurrency)]
    concurrency: Concurrency,
    #[workload(restart)]
    restart: RestartPolicy,
    #[workload(image_pull_policy)]
    pull: PullPolicy,
    #[workload(deadline)]
    deadline: Duration,
    #[workload(backoff_limit)]
    retries: u8,
    #[workload(parallelism)]
    workers: NonZeroU32,
    #[workload(suspend)]
    held_back: bool,
    #[workload(args)]
    args: Vec<String>,
    #[workload(env)]
    settings: BTreeMap<String, u64>,
    #[workload(labels)]
    labels: BTreeMap<String, String>,
    #[workload(tolerate)]
    tolerations: Vec<Toleration>,
    #[workload(sidecar)]
    proxies: Vec<Container>,
    #[workload(pod_failure_policy)]
    failures: Option<PodFailurePolicy>,
    #[workload(skip)]
    _note: &'static str,
}

fn report() -> Report {
    let proxy = || {
        let mut proxy = Container::new();
        proxy.image(Image::new("proxy:v1"));
        proxy
    };
    let mut everything = Toleration::new();
    everything.everything(true);
    Report {
        image: Image::new("report:v1"),
        when: Schedule::new("0 3 * * *"),
        zone: None,
        concurrency: Concurrency::Forbid,
        restart: RestartPolicy::Never,
        pull: PullPolicy::Always,
        deadline: Duration::from_secs(90),
        retries: 2,
        workers: NonZeroU32::MIN,
        held_back: false,
        args: vec!["--all".to_owned()],
        settings: [("DEPTH".to_owned(), 3)].into(),
        labels: [("team".to_owned(), "shop".to_owned())].into(),
        tolerations: vec![everything.clone(), everything],
        proxies: vec![proxy(), proxy()],
        failures: None,
        _note: "not a part of the app",
    }
}

#[test]
fn every_setting_may_be_a_field() {
    let manifests = report().manifests();
    assert_eq!(manifests.errors(), []);
    insta::assert_snapshot!(manifests.to_yaml());
}

const REPLICAS: u32 = 3;
const N: usize = 2;
const WAIT: Duration = Duration::from_secs(7);
const KEPT: NonZeroU32 = NonZeroU32::MIN;
const HTTP: u16 = 8080;
const PORT_NAME: &str = "http";
const PROTOCOL: Protocol = Protocol::Tcp;
const LEVEL: &str = "debug";
const VERBOSE: bool = true;
const CPU: &str = "100m";
const DROPPED: &[&str] = &["ALL"];

/// An app of constants, with a port of each protocol.
#[derive(Workload)]
#[workload(
    image = concat!("constants:", env!("CARGO_PKG_VERSION")),
    replicas = REPLICAS,
    min_ready = N,
    progressDeadlineSeconds = (60 * 10),
    readinessProbe(httpGet = "/healthz", port = PORT_NAME, scheme = HTTPS, periodSeconds = 5, initialDelaySeconds = WAIT),
    revisionHistoryLimit = KEPT,
    terminationGracePeriodSeconds = 5 * 2,
    port(name = PORT_NAME, number = HTTP, protocol = Protocol::Tcp),
    port(name = "dns", number = 53, protocol = UDP),
    env(LEVEL = LEVEL, VERBOSE = VERBOSE, WORKERS = N, VERSION = env!("CARGO_PKG_VERSION")),
    resources(requests(cpu = CPU)),
    security(drop = DROPPED)
)]
struct Constants;

#[test]
fn a_constant_stands_wherever_a_literal_does() {
    assert_eq!(PROTOCOL, Protocol::Tcp);
    let yaml = Constants.manifests().to_yaml();
    for expected in [
        "replicas: 3",
        "minReadySeconds: 2",
        "progressDeadlineSeconds: 600",
        "initialDelaySeconds: 7",
        "revisionHistoryLimit: 1",
        "path: /healthz",
        "scheme: HTTPS",
        "terminationGracePeriodSeconds: 10",
        "containerPort: 8080",
        "protocol: UDP",
        "value: debug",
        "value: \"true\"",
        "value: \"2\"",
        "cpu: 100m",
        "- ALL",
        concat!("image: constants:", env!("CARGO_PKG_VERSION")),
    ] {
        assert!(yaml.contains(expected), "{expected}: {yaml}");
    }
}

/// Several ports of one field, and one that a function makes of a field.
#[derive(Workload)]
#[workload(image = "shards:v1", service(headless))]
struct Shards {
    #[workload(port)]
    shard: Vec<u16>,
    #[workload(container_name, with = Self::named)]
    #[workload(env, with = ToString::to_string)]
    mode: Mode,
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    Fast,
}

impl std::fmt::Display for Mode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Shards {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "`with` gives the field by reference")]
    fn named(mode: &Mode) -> Name {
        Name::parse(format!("shards-{mode}").to_lowercase()).unwrap()
    }
}

#[test]
fn a_field_may_be_several_parts_and_go_through_a_function() {
    let shards = Shards { shard: vec![7001, 7002], mode: Mode::Fast };
    let manifests = shards.manifests();
    assert_eq!(manifests.errors(), []);
    let yaml = manifests.to_yaml();
    for expected in ["name: shard-0", "name: shard-1", "name: shards-fast", "value: Fast"] {
        assert!(yaml.contains(expected), "{expected}: {yaml}");
    }
    assert!(PortName::parse("shard-0").is_ok() && PortNumber::try_new(7001).is_ok());
}

/// Two variables of one name.
#[derive(Workload)]
#[workload(image = "twice:v1")]
struct Twice {
    #[workload(env)]
    level: &'static str,
    #[workload(env = "LEVEL")]
    other: &'static str,
}

#[test]
fn what_does_not_hold_together_is_told_with_both_places() {
    let twice = || Twice { level: "info", other: "debug" };
    let error = twice().try_objects().unwrap_err().to_string();
    assert!(error.starts_with(file!()) && error.contains("`LEVEL` is set twice"), "{error}");
    assert_eq!(twice().try_manifests().unwrap_err().to_string(), error);
    let place = std::sync::Arc::new(std::sync::Mutex::new(None));
    let (seen, before) = (place.clone(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        *seen.lock().unwrap() = info.location().map(|place| place.file().to_owned());
    }));
    let panicked = std::panic::catch_unwind(|| drop(twice().objects())).is_err();
    std::panic::set_hook(before);
    assert!(panicked);
    assert_eq!(place.lock().unwrap().as_deref(), Some(file!()));
}

/// A job whose counts and maps come as a program has them.
#[derive(Workload)]
#[workload(run_once, image = "counted:v1")]
struct Counted {
    #[workload(ttl)]
    kept: NonZeroU64,
    #[workload(completions)]
    items: NonZeroUsize,
    #[workload(parallelism)]
    workers: NonZeroU8,
    #[workload(port, internal)]
    metrics: NonZeroU16,
    #[workload(env)]
    settings: HashMap<&'static str, f64>,
    #[workload(labels)]
    labels: BTreeMap<&'static str, &'static str>,
    #[workload(node_selector)]
    nodes: HashMap<String, String>,
    #[workload(annotations)]
    notes: Option<HashMap<String, String>>,
}

#[test]
fn numbers_and_maps_are_taken_as_they_are() {
    let counted = Counted {
        kept: NonZeroU64::MAX,
        items: NonZeroUsize::MIN,
        workers: NonZeroU8::MAX,
        metrics: NonZeroU16::MIN,
        settings: [("B", 0.5), ("A", 2.0)].into(),
        labels: [("team", "shop")].into(),
        nodes: [("disk".to_owned(), "ssd".to_owned())].into(),
        notes: Some([("example.com/owner".to_owned(), "shop".to_owned())].into()),
    };
    let yaml = counted.manifests().to_yaml();
    for expected in [
        "ttlSecondsAfterFinished: 2147483647",
        "completions: 1",
        "parallelism: 255",
        "containerPort: 1",
        "- name: A\n          value: \"2\"\n        - name: B\n          value: \"0.5\"",
        "team: shop",
        "disk: ssd",
        "example.com/owner: shop",
    ] {
        assert!(yaml.contains(expected), "{expected}: {yaml}");
    }
}

/// What all services have in common.
#[derive(Parts)]
#[workload(ready(http = "/healthz", port = "http"), env(LOG = "info"), image = "shared:v1")]
struct Service<T: IntoEnvValue> {
    #[workload(port)]
    http: u16,
    #[workload(env)]
    region: T,
    #[workload(mount = "/tmp")]
    tmp: Scratch,
}

/// What is scaled.
#[derive(Parts)]
#[workload(stateless, stateful)]
struct Scaled {
    #[workload(replicas)]
    replicas: u32,
    #[workload(flatten)]
    service: Option<Service<String>>,
}

#[derive(Workload)]
#[workload(image = "front:v1")]
struct Front {
    #[workload(flatten)]
    scaled: Scaled,
}

#[derive(Workload)]
#[workload(per_node)]
struct PerNodeAgent {
    #[workload(flatten)]
    service: Service<u8>,
}

#[test]
fn shared_parts_are_those_of_the_app() {
    let service = |region: &str| Service { http: 8080, region: region.to_owned(), tmp: Scratch::new() };
    let front = Front { scaled: Scaled { replicas: 3, service: Some(service("eu")) } };
    let mut objects = front.objects();
    let has_service = objects.service.is_some();
    let spec = objects.deployment_spec_mut();
    let pod = spec.template.spec.as_ref().unwrap();
    let container = &pod.containers[0];
    // What the app says itself counts.
    assert_eq!((spec.replicas, container.image.as_deref()), (Some(3), Some("front:v1")));
    let names: Vec<_> = container.env.iter().flatten().map(|var| var.name.as_str()).collect();
    assert_eq!(names, ["LOG", "REGION"]);
    assert!(
        container.readiness_probe.is_some()
            && has_service
            && pod.volumes.as_ref().is_some_and(|all| all.len() == 1)
    );
    let manifests = front.manifests();
    let origin =
        manifests.as_slice()[1].origin_of("spec.template.spec.containers[0].readinessProbe").unwrap();
    assert_eq!(origin.place.file(), file!());

    let without = Front { scaled: Scaled { replicas: 1, service: None } }.objects();
    assert!(without.service.is_none());
    let agent = PerNodeAgent { service: Service { http: 80, region: 7, tmp: Scratch::new() } };
    let yaml = agent.manifests().to_yaml();
    assert!(yaml.contains("kind: DaemonSet") && yaml.contains("image: shared:v1"), "{yaml}");
    assert!(yaml.contains("value: \"7\""), "{yaml}");
}
