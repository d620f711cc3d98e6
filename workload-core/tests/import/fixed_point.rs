//! Importing what was exported gives the same again, for random descriptions.

use proptest::prelude::*;
use workload_core::import::{differences, import};
use workload_core::parts::{
    Allow, Annotations, Autoscale, ConfigMapPart, DisruptionBudget, Env, EnvValue, ExtraService, IngressPart,
    Labels, NetworkPolicy, NodeTerm, OfferedPort, Peer, Port, Probe, Rbac, ResourceList, Resources, Security,
    ServiceAccount, ServicePart, ServiceType, Toleration, UnhealthyPods, Words,
};
use workload_core::shape::Shape;
use workload_core::values::{
    Amount, AnnotationKey, DataKey, EnvName, Image, LabelKey, LabelValue, Name, Namespace, ObjectName,
    PortName, PortNumber, PortRef, Quantity, Schedule, ServiceName, UrlPath,
};
use workload_core::volumes::{Claim, ConfigFiles, PerPod, ReadWriteMany};
use workload_core::{Description, PerNode, RunOnce, Scheduled, Stateful, Stateless, Workload};

/// What a random description says: each bit is a key.
#[derive(Clone, Debug)]
struct Said {
    bits: u32,
    text: String,
    number: u16,
}

impl Said {
    fn has(&self, bit: u32) -> bool {
        self.bits >> bit & 1 == 1
    }
}

fn said() -> impl Strategy<Value = Said> {
    (any::<u32>(), "[ -~\\n]{0,20}", 1u16..30000).prop_map(|(bits, text, number)| Said { bits, text, number })
}

/// Descriptions as apps.
macro_rules! apps {
    ($($app:ident: $shape:ty),+) => {$(
        struct $app(Description<$shape>);

        impl Workload for $app {
            type Shape = $shape;

            fn describe(&self) -> Description<$shape> {
                self.0.clone()
            }
        }
    )+};
}

apps!(OneStateless: Stateless, OneStateful: Stateful, OnePerNode: PerNode, OneRunOnce: RunOnce, OneScheduled: Scheduled);

/// Says the keys that every shape has.
fn common<S: Shape>(said: &Said) -> Description<S> {
    let mut app = Description::<S>::new(Name::new("api"));
    app.image(Image::new("shop/api:1.4.2"));
    if said.has(0) {
        app.port(Port::named(PortName::new("http"), PortNumber::new(8080)));
    }
    if said.has(1) {
        let mut env = Env::new();
        env.entry(EnvName::new("TEXT"), EnvValue::Text(said.text.clone().into()));
        app.env(env);
    }
    if said.has(2) {
        app.command(["sh", "-c", said.text.as_str()].map(str::to_owned).into_iter().collect::<Words>());
    }
    if said.has(3) {
        let mut labels = Labels::new();
        labels.entry(LabelKey::new("example.com/team"), LabelValue::new("shop"));
        app.labels(labels);
    }
    if said.has(4) {
        let mut annotations = Annotations::new();
        annotations.entry(AnnotationKey::new("example.com/note"), said.text.clone().into());
        app.annotations(annotations);
    }
    if said.has(5) {
        let mut list = ResourceList::new();
        list.cpu(Quantity::new("100m"));
        let mut resources = Resources::new();
        resources.requests(list);
        app.resources(resources);
    }
    if said.has(6) {
        app.grace_period(said.number.into());
    }
    if said.has(7) {
        let mut probe = Probe::new();
        probe.http(UrlPath::new("/healthz")).port(PortRef::Name(PortName::new("http")));
        app.ready(probe);
    }
    if said.has(8) {
        let mut toleration = Toleration::new();
        toleration.control_plane(true);
        app.tolerate(toleration);
    }
    if said.has(9) {
        let mut security = Security::new();
        security.restricted(true);
        app.security(security);
    }
    if said.has(10) {
        app.priority_class(ObjectName::new("high"));
    }
    if said.has(11) {
        app.recommended_labels(false);
    }
    if said.has(12) {
        app.instance(LabelValue::new("eu")).part_of(LabelValue::new("shop"));
    }
    app
}

/// Checks that an import of the app's manifests needs nothing but keys, and gives the same source again.
#[track_caller]
fn check(app: &impl Workload) {
    // A description that contradicts itself is never exported.
    let Ok(manifests) = app.try_manifests() else { return };
    let yaml = manifests.to_yaml();
    let first = import("all", &[("all.yaml", &yaml)]).unwrap();
    assert_eq!(first.report.native(), first.report.objects.len(), "{yaml}\n{}", first.source);
    assert_eq!(differences(&yaml, &first.to_yaml()).unwrap(), Vec::<String>::new());
    let second = import("all", &[("all.yaml", &first.to_yaml())]).unwrap();
    assert_eq!(first.source, second.source);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_import_of_an_export_is_a_fixed_point(said in said()) {
        let mut stateless = common::<Stateless>(&said);
        let mut stateful = common::<Stateful>(&said);
        if said.has(20) {
            stateless.replicas(said.number.into());
            stateful.replicas(said.number.into());
        }
        check(&OneStateless(stateless));
        check(&OneStateful(stateful));
        check(&OnePerNode(common(&said)));
        check(&OneRunOnce(common(&said)));
        let mut scheduled = common::<Scheduled>(&said);
        scheduled.schedule(Schedule::new("15 3 * * *"));
        check(&OneScheduled(scheduled));
    }
}

/// An app with all that may come with one.
#[derive(Workload)]
#[workload(name = "api", image = "shop/api:1.4.2")]
struct Accompanied {
    #[workload(port, service = 80)]
    http: u16,
    #[workload(replicas)]
    replicas: Option<u32>,
    #[workload(service)]
    service: Option<ServicePart>,
    #[workload(env)]
    level: Option<EnvValue>,
    #[workload(config_map)]
    settings: Option<ConfigMapPart>,
    #[workload(mount = "/etc/api")]
    files: Option<ConfigFiles>,
    #[workload(mount = "/srv/uploads")]
    uploads: Option<Claim<ReadWriteMany>>,
    #[workload(autoscale)]
    autoscale: Option<Autoscale>,
    #[workload(disruption_budget)]
    budget: Option<DisruptionBudget>,
    #[workload(network_policy)]
    policies: Vec<NetworkPolicy>,
    #[workload(rbac)]
    rbac: Option<Rbac>,
    #[workload(service_account)]
    account: Option<ServiceAccount>,
    #[workload(ingress)]
    ingress: Option<IngressPart>,
    #[workload(extra_service)]
    extra: Option<ExtraService>,
}

/// A store with a claim for each Pod, and what may come with it.
#[derive(Workload)]
#[workload(stateful, name = "store", image = "redis:7.4", service = "store-peers")]
struct Store {
    #[workload(port)]
    redis: u16,
    #[workload(replicas)]
    replicas: u32,
    #[workload(mount = "/data")]
    data: PerPod,
    #[workload(disruption_budget)]
    budget: Option<DisruptionBudget>,
    #[workload(network_policy)]
    policies: Vec<NetworkPolicy>,
    #[workload(mount = "/etc/store")]
    files: Option<ConfigFiles>,
    #[workload(extra_service)]
    extra: Option<ExtraService>,
}

fn budget(said: &Said) -> Option<DisruptionBudget> {
    said.has(0).then(|| {
        let mut budget = DisruptionBudget::new();
        if said.has(20) {
            budget.max_unavailable(Amount::Percent(25)).unhealthy(UnhealthyPods::AlwaysAllow);
        } else {
            budget.min_available(Amount::Count(1)).name(ObjectName::new("at-least-one"));
        }
        budget
    })
}

fn policies(said: &Said) -> Vec<NetworkPolicy> {
    let mut policies = Vec::new();
    if said.has(1) {
        let mut peer = Peer::new();
        peer.entry(LabelKey::new("app"), NodeTerm::is("front")).port(PortRef::Name(PortName::new("http")));
        policies.push(NetworkPolicy::new().allow_from(peer).clone());
    }
    if said.has(2) {
        let mut peer = Peer::new();
        peer.namespace(Namespace::new("monitoring"));
        let mut policy = NetworkPolicy::new();
        policy.name(ObjectName::new("out")).allow_to(peer).deny_ingress(said.has(21));
        policies.push(policy);
    }
    policies
}

fn files(said: &Said) -> Option<ConfigFiles> {
    let files = ConfigFiles::new().file(DataKey::new("settings.toml"), said.text.clone());
    let files = if said.has(22) { files.named(ObjectName::new("api-files")) } else { files };
    said.has(3).then(|| if said.has(23) { files.mode(0o440) } else { files })
}

fn extra_service(said: &Said) -> Option<ExtraService> {
    said.has(4).then(|| {
        let mut extra = ExtraService::new();
        extra.name(ServiceName::new("outside"));
        let mut port = OfferedPort::new();
        port.name(Name::new("web")).number(PortNumber::new(443)).target(PortNumber::new(8080).into());
        extra.port(port).r#type(if said.has(24) { ServiceType::NodePort } else { ServiceType::LoadBalancer });
        extra
    })
}

fn accompanied(said: &Said) -> Accompanied {
    let is_scaled = said.has(5);
    let labels = || {
        let mut labels = Labels::new();
        labels.entry(LabelKey::new("example.com/team"), LabelValue::new("shop"));
        labels
    };
    Accompanied {
        http: said.number,
        replicas: (!is_scaled && said.has(6)).then_some(said.bits >> 28),
        service: said.has(7).then(|| {
            let mut service = ServicePart::new();
            service.name(ServiceName::new("api-front")).r#type(ServiceType::ClusterIP).labels(labels());
            service
        }),
        level: said.has(8).then(|| EnvValue::config("api-settings", "LEVEL")),
        settings: said.has(8).then(|| {
            let mut map = ConfigMapPart::named(ObjectName::new("api-settings"));
            map.entry(DataKey::new("LEVEL"), said.text.clone().into());
            map
        }),
        files: files(said),
        uploads: said.has(9).then(|| Claim::new("10Gi").named(ObjectName::new("uploads"))),
        autoscale: is_scaled.then(|| {
            let mut autoscale = Autoscale::new();
            autoscale.min(2).max(9).cpu(70);
            if said.has(25) {
                autoscale.memory_value(Quantity::new("1Gi")).labels(labels());
            }
            autoscale
        }),
        budget: budget(said),
        policies: policies(said),
        rbac: said.has(10).then(|| {
            let mut allow = Allow::new();
            allow.resources(["pods"].into_iter().collect()).verbs(["get", "list"].into_iter().collect());
            let mut rbac = Rbac::new();
            rbac.allow(allow);
            rbac
        }),
        account: said.has(11).then(|| {
            let mut account = ServiceAccount::new();
            account.create(true).labels(labels());
            account
        }),
        ingress: said.has(12).then(|| {
            let mut ingress = IngressPart::new();
            ingress.host("shop.example.com".into());
            if said.has(26) {
                ingress.path(UrlPath::new("/api")).tls(ObjectName::new("shop-tls"));
            }
            ingress
        }),
        extra: extra_service(said),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_with_an_app_comes_back(said in said()) {
        check(&accompanied(&said));
        check(&Store {
            redis: said.number,
            replicas: said.bits >> 29,
            data: PerPod::new("1Gi"),
            budget: budget(&said),
            policies: policies(&said),
            files: files(&said),
            extra: extra_service(&said),
        });
    }
}

/// With everything at once, so that no part is left to chance.
#[test]
fn an_app_with_everything_is_a_fixed_point() {
    for bits in [u32::MAX >> 4, !(1 << 5), 0] {
        let said = Said { bits, text: "a = \"b\"\nc\n".to_owned(), number: 8080 };
        let app = accompanied(&said);
        assert!(app.try_manifests().is_ok());
        check(&app);
    }
}
