//! N10: a monitor that finds no port to read.

use crate::k8s::selector::LabelLookup as _;
use crate::syntax::text::{FastSet, listed};
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::service_ports::open_ports;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::{Details, MonitorRecord, ServiceRecord};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A `ServiceMonitor` names a port that the Service has.
    ///
    /// Prometheus reads the Services that a `ServiceMonitor` selects by their own labels, at the port of the
    /// given name: the name in the Service, not its number and not that of the container. Where no Service
    /// has it, or no Service has the labels, nothing is read, and no error is shown (article §8.4).
    ///
    /// Only said when the Service is among the files.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop, labels: {app: shop}}
    /// spec:
    ///   selector: {app: shop}
    ///   ports: [{name: metrics, port: 9090}]
    /// ---
    /// apiVersion: monitoring.coreos.com/v1
    /// kind: ServiceMonitor
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   endpoints: [{port: http-metrics}]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop, labels: {app: shop}}
    /// spec:
    ///   selector: {app: shop}
    ///   ports: [{name: metrics, port: 9090}]
    /// ---
    /// apiVersion: monitoring.coreos.com/v1
    /// kind: ServiceMonitor
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   endpoints: [{port: metrics}]
    /// ```
    N10 monitor_without_port: Warning, ["8.4"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for member in index.set.of_kind("PodMonitor") {
        let Details::Monitor(monitor) = &member.record.details else { continue };
        of_pods(index, &member, monitor, violations);
    }
    if !index.set.has_kind("Service") {
        return;
    }
    for member in index.set.of_kind("ServiceMonitor") {
        let Details::Monitor(monitor) = &member.record.details else { continue };
        look_at(index, &member, monitor, violations);
    }
}

fn look_at(index: &Index<'_>, member: &Member<'_>, monitor: &MonitorRecord, violations: &mut Violations) {
    let near = index.set.of_kind("Service").filter(|service| index.set.belongs(member, service));
    let selected: Vec<_> = near
        .filter_map(|member| Some((member, member.record.service()?)))
        .filter(|(_, service)| monitor.selector.selects(&service.labels))
        .collect();
    let Some((first, _)) = selected.first() else {
        no_service(index, member, monitor, violations);
        return;
    };
    let ports = selected.iter().flat_map(|(_, service)| service.ports.iter());
    let names: Vec<_> = ports.filter_map(|own| own.name.as_deref()).collect();
    let known: FastSet<_> = names.iter().copied().collect();
    for (number, port) in monitor.ports.iter().filter(|(_, port)| !known.contains(&**port)) {
        let help = match names.as_slice() {
            [] => "give the Service's port that name".to_owned(),
            names => format!("its ports are called {}", listed(names)),
        };
        let at = member.at();
        let endpoints = at.fields(&["spec", "endpoints"]);
        violations
            .report(
                member,
                &endpoints.index(*number).field("port"),
                format!("the Service `{}` has no port called `{port}`: nothing is read", first.name),
            )
            .see(first, &first.at().fields(&["spec", "ports"]), "its ports")
            .help(help);
    }
}

/// What to write in place of a name that no port has.
fn names_in_words(names: &[&str]) -> String {
    match names {
        [] => "give the container's port that name".to_owned(),
        names => format!("their ports are called {}", listed(names)),
    }
}

/// The Pods that a `PodMonitor` selects have no port of that name.
fn of_pods(index: &Index<'_>, member: &Member<'_>, monitor: &MonitorRecord, violations: &mut Violations) {
    let selected = index.by_label().selected(&index.set, member, &monitor.selector);
    let Some(first) = selected.first() else { return };
    let names: Vec<_> = selected
        .iter()
        .filter_map(|one| one.record.workload())
        .flat_map(open_ports)
        .filter_map(|(_, port)| port.name)
        .collect();
    let known: FastSet<_> = names.iter().copied().collect();
    for (number, port) in monitor.ports.iter().filter(|(_, port)| !known.contains(&**port)) {
        let (at, spec) = (member.at(), first.pod_spec());
        let endpoints = at.fields(&["spec", "podMetricsEndpoints"]);
        violations
            .report(
                member,
                &endpoints.index(*number).field("port"),
                format!("the Pods of {} have no port called `{port}`: nothing is read", first.shown()),
            )
            .see(first, &PathBuilder::along(&spec).field("containers"), "their containers")
            .help(names_in_words(&names));
    }
}

/// No Service has the labels, and one near it plainly is meant: it selects its Pods by them, or has the
/// monitor's name.
fn no_service(index: &Index<'_>, member: &Member<'_>, monitor: &MonitorRecord, violations: &mut Violations) {
    let wanted = || monitor.selector.labels.iter();
    if monitor.selector.labels.is_empty() || monitor.selector.has_expressions() {
        return;
    }
    let is_meant = |(other, service): &(Member<'_>, &ServiceRecord)| {
        let by_selector = service
            .selector
            .as_ref()
            .is_some_and(|own| wanted().all(|(key, value)| own.label(key) == Some(value)));
        (by_selector || *other.name == *member.name) && index.set.same_file(other, member)
    };
    let near = index.set.of_kind("Service").filter(|service| index.set.belongs(member, service));
    let mut near = near.filter_map(|one| Some((one, one.record.service()?)));
    let Some((meant, service)) = near.find(is_meant) else { return };
    let lacking = wanted().find(|(key, value)| service.labels.label(key) != Some(value));
    let Some((key, value)) = lacking else { return };
    let has = match service.labels.label(key) {
        Some(other) => format!("has `{key}: {other}`"),
        None => format!("has no label `{key}`"),
    };
    let at = member.at();
    let selector = at.fields(&["spec", "selector", "matchLabels"]);
    violations
        .report(
            member,
            &selector.key(key),
            format!(
                "no Service has the label `{key}: {value}`: nothing is read; the Service `{}` {has}",
                meant.name
            ),
        )
        .see(&meant, &meant.at().field("metadata"), "the labels of the Service itself count")
        .help(format!(
            "write `{key}: {value}` below `metadata.labels` of the Service; its selector does not count"
        ));
}
