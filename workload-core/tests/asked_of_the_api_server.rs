//! What the description leaves to the API server's own validation is found by it, at a path that
//! leads back to the Rust line.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use workload_core::Scratch;
use workload_core::parts::{Port, Probe};
use workload_core::syntax::yaml::documents;
use workload_core::validate::document::check_document;
use workload_core::values::{Image, Name, PortName, PortNumber};
use workload_core::{Container, Description, Manifests, Stateless, Workload};

/// An app described by a function.
struct App(fn(&mut Description<Stateless>));

impl Workload for App {
    type Shape = Stateless;

    fn describe(&self) -> Description<Stateless> {
        let mut app = Description::new(Name::new("api"));
        app.image(Image::new("api:v1"));
        (self.0)(&mut app);
        app
    }
}

/// What the server would say against the manifests, each with the line of Rust behind it.
fn refused(manifests: &Manifests) -> Vec<(String, Option<u32>)> {
    let mut refused = Vec::new();
    for manifest in manifests {
        let yaml = manifest.to_yaml();
        let document = documents(&yaml).next().unwrap();
        for checked in check_document(&document.tree.unwrap(), &[]) {
            for error in checked.errors {
                let path = error.path.to_string();
                let line = manifest.origin_of(&path).map(|origin| origin.place.line());
                refused.push((path, line));
            }
        }
    }
    refused
}

#[track_caller]
fn check(app: fn(&mut Description<Stateless>), path: &str) {
    let manifests = App(app).manifests();
    assert_eq!(manifests.errors(), [], "{path}");
    let refused = refused(&manifests);
    let found = refused.iter().find(|(at, _)| at == path);
    let (_, line) = found.unwrap_or_else(|| panic!("{path} is not among {refused:?}"));
    assert!(line.is_some(), "{path} leads to no Rust line");
}

fn named(name: &'static str, number: u16) -> Port {
    Port::named(PortName::new(name), PortNumber::new(number))
}

#[test]
fn containers() {
    const POD: &str = "spec.template.spec";
    check(
        |app| {
            let mut same = Container::named(Name::new("api"));
            same.image(Image::new("exporter:v1"));
            app.container(same);
        },
        &format!("{POD}.containers[1].name"),
    );
    check(
        |app| {
            let mut nameless = Container::new();
            nameless.image(Image::new("exporter:v1"));
            app.container(nameless);
        },
        &format!("{POD}.containers[1].name"),
    );
    check(
        |app| {
            let mut init = Container::named(Name::new("migrate"));
            let mut probe = Probe::new();
            probe.tcp(PortNumber::new(80).into());
            init.image(Image::new("api:v1")).ready(probe);
            app.init(init);
        },
        &format!("{POD}.initContainers[0].readinessProbe"),
    );
}

#[test]
fn probes() {
    check(
        |app| {
            let mut probe = Probe::new();
            probe.tcp(PortNumber::new(80).into()).success(3);
            app.live(probe);
        },
        "spec.template.spec.containers[0].livenessProbe.successThreshold",
    );
    check(
        |app| {
            let mut probe = Probe::new();
            probe.tcp(PortNumber::new(80).into()).grace_period(5);
            app.ready(probe);
        },
        "spec.template.spec.containers[0].readinessProbe.terminationGracePeriodSeconds",
    );
}

#[test]
fn ports() {
    let twice: fn(&mut Description<Stateless>) = |app| {
        app.port(named("http", 8080)).port(named("http", 8081));
    };
    check(twice, "spec.ports[1].name");
    check(
        |app| {
            let mut nameless = Port::new();
            nameless.number(PortNumber::new(9090));
            app.port(named("http", 8080)).port(nameless);
        },
        "spec.ports[1].name",
    );
    check(
        |app| {
            app.port(Port::new());
        },
        "spec.template.spec.containers[0].ports[0].containerPort",
    );
}

/// An app with two volumes at one path.
#[derive(Workload)]
#[workload(image = "api:v1")]
struct Mounts {
    #[workload(mount = "/tmp")]
    one: Scratch,
    #[workload(mount = "/tmp")]
    other: Scratch,
}

#[test]
fn mounts() {
    let manifests = Mounts { one: Scratch::new(), other: Scratch::new() }.manifests();
    assert_eq!(manifests.errors(), []);
    let refused = refused(&manifests);
    let path = "spec.template.spec.containers[0].volumeMounts[1].mountPath";
    assert_eq!(refused, [(path.to_owned(), Some(line!() - 10))]);
}
