//! Importing what was exported gives the same again, for random descriptions.

use proptest::prelude::*;
use workload_core::import::{differences, import};
use workload_core::parts::{
    Annotations, Env, EnvValue, Labels, Port, Probe, ResourceList, Resources, Security, Toleration, Words,
};
use workload_core::shape::Shape;
use workload_core::values::{
    AnnotationKey, EnvName, Image, LabelKey, LabelValue, Name, ObjectName, PortName, PortNumber, PortRef,
    Quantity, Schedule, UrlPath,
};
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
