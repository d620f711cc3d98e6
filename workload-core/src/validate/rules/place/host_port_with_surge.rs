//! P09: a new Pod that waits for the port of the old one.

use k8s_openapi::api::apps::v1::{DaemonSetSpec, DeploymentSpec, DeploymentStrategy};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::{DEPLOYMENT_BOUND, REPLICAS};
use crate::k8s::int_or_percent::{Rounding, is_zero, scaled};
use crate::k8s::{Object, OptionalField as _};
use crate::syntax::yaml::{Path, PathBuilder};
use crate::validate::rules::facts::paths::pod_spec_fields;
use crate::validate::rules::facts::placement::on_one_node;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// A Pod gives up its port of the node before the next one wants it.
    ///
    /// A rolling update starts the new Pod first, unless it may take one away: with up to three replicas
    /// `maxUnavailable: 25%` is none. Two Pods cannot have one `hostPort` on one node (with `hostNetwork`
    /// every port is one), so on the node that they ask for the new Pod waits for the old one, for ever
    /// (article §3.2 ②).
    ///
    /// A warning when the Pods ask for one node, or when `maxUnavailable: 0` is written there; else the
    /// update needs a node more than there are replicas, which is worth knowing.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       nodeSelector: {kubernetes.io/hostname: node-1}
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         ports: [{containerPort: 8080, hostPort: 8080}]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   strategy: {type: Recreate}
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       nodeSelector: {kubernetes.io/hostname: node-1}
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         ports: [{containerPort: 8080, hostPort: 8080}]
    /// ```
    P09 host_port_with_surge: Warning, ["3.2"], Object(check)
}

fn check(subject: &Subject<'_>, violations: &mut Violations) {
    if let Object::DaemonSet(object) = subject.object {
        of_daemon_set(subject, object.spec.get(), violations);
    }
    let Object::Deployment(object) = subject.object else { return };
    let (Some(spec), Some(pod)) = (object.spec.get(), subject.pod()) else { return };
    let spec: &DeploymentSpec = spec;
    let replicas: i32 = spec.replicas.unwrap_or(REPLICAS);
    if replicas < 1 || subject.profile != Profile::Production || !waits(spec.strategy.as_ref(), replicas) {
        return;
    }
    let Some((port, place)) = port_of_the_node(subject) else { return };
    let written = spec.strategy.as_ref().and_then(|strategy| strategy.rolling_update.as_ref());
    let zero = written.and_then(|rolling| rolling.max_unavailable.as_ref()).is_some_and(is_zero);
    let bound = on_one_node(pod.spec);
    let on = if bound { "on the only node that they ask for" } else { "on every node where an old one runs" };
    let message = format!(
        "an update of {} starts the new Pod first, and {on} the old one holds port {port}: it waits",
        subject.name()
    );
    let violation = violations.report(subject, &PathBuilder::along(&place), message);
    violation.see(subject, &subject.at().fields(&["spec", "strategy"]), "it takes no Pod away first").help(
        "`strategy: {type: Recreate}`, or `maxSurge: 0` with `maxUnavailable: 1`, lets the old Pod go first (article \
         §3.2)",
    );
    if !bound && !zero {
        violation.severity(Severity::Info);
    }
}

/// With surge the new Pod is started on the node of the old one.
fn of_daemon_set(subject: &Subject<'_>, spec: Option<&DaemonSetSpec>, violations: &mut Violations) {
    let strategy = spec.and_then(|spec| spec.update_strategy.as_ref());
    let Some(strategy) = strategy.filter(|own| own.type_.as_deref() != Some("OnDelete")) else { return };
    let surge = strategy.rolling_update.as_ref().and_then(|rolling| rolling.max_surge.as_ref());
    if surge.is_none_or(is_zero) {
        return;
    }
    let Some((port, place)) = port_of_the_node(subject) else { return };
    let message = format!(
        "an update of {} starts the new Pod beside the old one, which holds port {port} of the node: it waits",
        subject.name()
    );
    violations
        .report(subject, &PathBuilder::along(&place), message)
        .see(subject, &subject.at().fields(&["spec", "updateStrategy"]), "it takes no Pod away first")
        .help("leave out `maxSurge`: the old Pod is taken away first, then (article §3.2)");
}

/// Whether an update starts a Pod before it has taken one away.
fn waits(strategy: Option<&DeploymentStrategy>, replicas: i32) -> bool {
    if strategy.and_then(|strategy| strategy.type_.as_deref()) == Some("Recreate") {
        return false;
    }
    let rolling = strategy.and_then(|strategy| strategy.rolling_update.as_ref());
    let quarter = IntOrString::String(DEPLOYMENT_BOUND.to_owned());
    let share = |own: Option<&IntOrString>, rounding| scaled(own.unwrap_or(&quarter), replicas, rounding);
    let away = share(rolling.and_then(|rolling| rolling.max_unavailable.as_ref()), Rounding::Down);
    let surge = share(rolling.and_then(|rolling| rolling.max_surge.as_ref()), Rounding::Up);
    away == Some(0) && surge.is_some_and(|surge| surge > 0)
}

/// The first port of the node that the Pods hold, and where it is said.
fn port_of_the_node(subject: &Subject<'_>) -> Option<(i32, Path)> {
    let network = subject.pod()?.spec.host_network == Some(true);
    let root = subject.at();
    let spec = root.fields(pod_spec_fields(subject));
    subject.containers().filter(|part| !part.ends_first()).find_map(|part| {
        let ports = part.container.ports.iter().flatten().enumerate();
        ports.into_iter().find_map(|(number, port)| {
            let host = port.host_port.filter(|host| *host > 0);
            let (held, field) = match host {
                Some(host) => (host, "hostPort"),
                None if network => (port.container_port, "containerPort"),
                None => return None,
            };
            let list = spec.field(part.list);
            let container = list.index(part.index);
            Some((held, container.field("ports").index(number).field(field).path()))
        })
    })
}
