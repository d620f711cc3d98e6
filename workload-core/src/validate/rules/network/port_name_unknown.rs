//! N04: a port by a name that no container has.

use crate::syntax::text::listed;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::service_ports::OpenPorts;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::ServiceRecord;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;
use k8s_openapi::api::core::v1::{Container, LifecycleHandler, Probe};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use std::cell::LazyCell;
use std::collections::BTreeSet;

rule! {
    /// A port that is named is there.
    ///
    /// The server takes any name for `targetPort`, and for the port of a probe. A Service finds
    /// it in the containers of its Pods, with the same protocol, or sends nothing there; a probe
    /// finds it in its own container, or fails (article §8.4).
    ///
    /// Silent when the Pods of the Service are not among the files, and when some of them have
    /// the port.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   selector: {app: api}
    ///   ports:
    ///   - {port: 80, targetPort: web}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - name: api
    ///         image: api:v1
    ///         ports:
    ///         - {name: http, containerPort: 8080}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   selector: {app: api}
    ///   ports:
    ///   - {port: 80, targetPort: http}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - name: api
    ///         image: api:v1
    ///         ports:
    ///         - {name: http, containerPort: 8080}
    /// ```
    N04 port_name_unknown: Warning, ["8.4"], Both(of_probes, check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for member in index.set.of_kind("Service") {
        let Some(service) = member.record.service() else { continue };
        if service.ports.iter().any(|port| port.target_port.as_ref().and_then(name_of).is_some()) {
            of_service(&member, service, &index.by_label().behind(&index.set, &member), violations);
        }
    }
}

fn of_service(
    member: &Member<'_>,
    service: &ServiceRecord,
    behind: &[Member<'_>],
    violations: &mut Violations,
) {
    let Some(first) = behind.first() else { return };
    let open = OpenPorts::of(behind.iter().filter_map(|workload| workload.record.workload()));
    let help = LazyCell::new(|| help(open.all.iter().map(|own| (own.name, own.container_port))));
    for (number, port) in service.ports.iter().enumerate() {
        let Some(name) = port.target_port.as_ref().and_then(name_of).filter(|_| !open.has(port)) else {
            continue;
        };
        let wanted = port.protocol();
        let message = match open.protocol(name) {
            Some(own) => format!("the port `{name}` of the Pods is {own}, and this one is {wanted}"),
            None => format!("no container of {} has a port called `{name}`", first.shown()),
        };
        let at = member.at();
        let ports = at.fields(&["spec", "ports"]);
        let path = first.pod_spec();
        let spec = PathBuilder::along(&path);
        violations
            .report(member, &ports.index(number).field("targetPort"), message)
            .see(first, &spec.field("containers"), "its containers")
            .help(help.clone());
    }
}

/// The name of a port; none of a number, and of what a tool fills in later.
fn name_of(port: &IntOrString) -> Option<&String> {
    let IntOrString::String(name) = port else { return None };
    name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-').then_some(name)
}

/// The names that there are, or the numbers where no port has a name.
fn help<'p>(ports: impl Iterator<Item = (Option<&'p str>, i32)>) -> String {
    let (mut names, mut numbers) = (BTreeSet::new(), BTreeSet::new());
    for (name, number) in ports {
        name.map_or_else(|| numbers.insert(number.to_string()), |name| names.insert(name.to_owned()));
    }
    match (names.len(), numbers.len()) {
        (0, 0) => "give the container's port that name, or use its number".to_owned(),
        (0, _) => {
            format!("there is {} without a name: use the number, or give the port the name", listed(numbers))
        }
        (1, _) => format!("use {}, or rename the port", listed(names)),
        _ => format!("the ports are {}: use one of them, or rename one", listed(names)),
    }
}

/// A probe's or a hook's port, with the fields that lead to it.
type Asked<'c> = (&'static [&'static str], Option<&'c IntOrString>);

fn of_probes(subject: &Subject<'_>, violations: &mut Violations) {
    for part in subject.containers() {
        let container = part.container;
        let ports = container.ports.as_deref().unwrap_or_default();
        for (fields, port) in asked(container) {
            let Some(name) = port.and_then(name_of) else { continue };
            if ports.iter().any(|own| own.name.as_deref() == Some(name)) {
                continue;
            }
            let path = pod_spec(subject);
            let spec = PathBuilder::along(&path);
            let list = spec.field(part.list);
            let at = list.index(part.index);
            let message = format!("the container `{}` has no port called `{name}`", container.name);
            violations
                .report(subject, &at.fields(fields), message)
                .help(help(ports.iter().map(|own| (own.name.as_deref(), own.container_port))));
        }
    }
}

fn asked(container: &Container) -> Vec<Asked<'_>> {
    let (live, ready, start) =
        (&container.liveness_probe, &container.readiness_probe, &container.startup_probe);
    let hooks = container.lifecycle.as_ref();
    let (begin, stop) =
        (hooks.and_then(|hooks| hooks.post_start.as_ref()), hooks.and_then(|hooks| hooks.pre_stop.as_ref()));
    vec![
        (&["livenessProbe", "httpGet", "port"], http(live.as_ref())),
        (&["livenessProbe", "tcpSocket", "port"], tcp(live.as_ref())),
        (&["readinessProbe", "httpGet", "port"], http(ready.as_ref())),
        (&["readinessProbe", "tcpSocket", "port"], tcp(ready.as_ref())),
        (&["startupProbe", "httpGet", "port"], http(start.as_ref())),
        (&["startupProbe", "tcpSocket", "port"], tcp(start.as_ref())),
        (&["lifecycle", "postStart", "httpGet", "port"], hook(begin)),
        (&["lifecycle", "preStop", "httpGet", "port"], hook(stop)),
    ]
}

fn http(probe: Option<&Probe>) -> Option<&IntOrString> {
    Some(&probe?.http_get.as_ref()?.port)
}

fn tcp(probe: Option<&Probe>) -> Option<&IntOrString> {
    Some(&probe?.tcp_socket.as_ref()?.port)
}

fn hook(handler: Option<&LifecycleHandler>) -> Option<&IntOrString> {
    Some(&handler?.http_get.as_ref()?.port)
}
