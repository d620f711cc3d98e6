//! R02: an update that goes on before the new Pod can serve.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::service_ports::open_ports;
use crate::validate::rules::index::Index;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::record::{ContainerRecord, ServiceRecord, WorkloadRecord};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A container that a Service sends requests to says when it is ready.
    ///
    /// Without a readiness probe it counts as ready as soon as its process runs: the Service
    /// sends it requests that nobody answers yet, and a rolling update takes the next old Pod
    /// away (article §3.2 ②, §4.3 ④). A startup probe will do for the start.
    ///
    /// For containers behind a Service that is among the files, and for those with ports of a
    /// Deployment with several replicas: what nobody calls needs no probe, and a Job needs none at all. Silent with the profiles `test` and `development`.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   selector: {app: api}
    ///   ports:
    ///   - {port: 80, targetPort: 8080}
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
    ///         - containerPort: 8080
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   selector: {app: api}
    ///   ports:
    ///   - {port: 80, targetPort: 8080}
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
    ///         - containerPort: 8080
    ///         readinessProbe:
    ///           httpGet: {path: /ready, port: 8080}
    /// ```
    R02 rollout_needs_readiness: Info, ["3.2", "4.3"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for kind in ["Deployment", "StatefulSet", "DaemonSet"] {
        for member in index.set.of_kind(kind).filter(|member| member.profile == Profile::Production) {
            let fronts = index.fronts_of(&member);
            let told = fronts.iter().any(|front| look_at(&member, front, violations));
            if !told && fronts.is_empty() && kind == "Deployment" {
                without_service(&member, violations);
            }
        }
    }
}

/// Whether something was reported.
fn look_at(member: &Member<'_>, front: &Member<'_>, violations: &mut Violations) -> bool {
    let (Some(workload), Some(service)) = (member.workload(), front.service()) else { return false };
    if workload.has_readiness_gates || service.publishes_not_ready {
        return false;
    }
    let early = serving(workload, service).into_iter().find(|container| !container.has_readiness);
    let Some(container) = early else { return false };
    let path = member.pod_spec();
    let spec = PathBuilder::along(&path);
    let list = spec.field(container.list);
    let message = format!(
        "the container `{}` has no readiness probe: the Service `{}` sends it requests before it can answer them",
        container.name, front.name
    );
    violations
        .report(member, &list.index(container.index).field("name"), message)
        .see(front, &front.at().field("metadata").field("name"), "the Service")
        .help("give it a `readinessProbe`: updates wait for it, and so do requests (article §3.2)");
    true
}

/// A Deployment of several replicas with ports, whose Service is not among the files: an update goes
/// on as soon as a process runs.
fn without_service(member: &Member<'_>, violations: &mut Violations) {
    let Some(workload) = member.workload().filter(|one| !one.has_readiness_gates) else { return };
    let mut main = workload.containers.iter().filter(|container| container.list == "containers");
    let Some(container) = main.find(|container| container.has_ports() && !container.has_readiness) else {
        return;
    };
    if workload.replicas.is_none_or(|replicas| replicas < 2) {
        return;
    }
    let path = member.pod_spec();
    let spec = PathBuilder::along(&path);
    let list = spec.field(container.list);
    let message = format!(
        "the container `{}` has no readiness probe: an update goes on as soon as its process runs",
        container.name
    );
    violations
        .report(member, &list.index(container.index).field("name"), message)
        .help("give it a `readinessProbe`: updates wait for it, and so do requests (article §3.2)");
}

/// The containers that the Service sends its requests to: those that have its ports, or the only
/// one.
fn serving<'r>(workload: &'r WorkloadRecord, service: &ServiceRecord) -> Vec<ContainerRecord<'r>> {
    let open = open_ports(workload).filter(|(_, own)| service.ports.iter().any(|port| port.leads_to(own)));
    let mut serving: Vec<_> = open.map(|(container, _)| container).collect();
    serving.dedup_by_key(|container| (container.list, container.index));
    let mut main = workload.containers.iter().filter(|container| container.list == "containers");
    if let (true, Some(only), None) = (serving.is_empty(), main.next(), main.next()) {
        serving.push(only);
    }
    serving
}
