//! R02: an update that goes on before the new Pod can serve.

use crate::k8s::Object;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::selector::{WorkloadsByLabel, service};
use crate::validate::rules::facts::service_ports::{leads_to, open_ports};
use crate::validate::rules::facts::subject::{ContainerPart, Subject};
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Set;
use crate::validate::rules::violation::Violations;

rule! {
    /// A container that a Service sends requests to says when it is ready.
    ///
    /// Without a readiness probe it counts as ready as soon as its process runs: the Service
    /// sends it requests that nobody answers yet, and a rolling update takes the next old Pod
    /// away (article §3.2 ②, §4.3 ④). A startup probe will do for the start.
    ///
    /// Only for containers behind a Service that is among the files: what nobody calls needs no
    /// probe, and a Job needs none at all. Silent with the profiles `test` and `development`.
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

fn check(set: &Set, reports: &mut Violations) {
    let fronts = WorkloadsByLabel::of(set).fronts();
    for kind in ["Deployment", "StatefulSet", "DaemonSet"] {
        for subject in set.of_kind(kind).filter(|subject| subject.profile == Profile::Production) {
            for front in fronts.get(&subject.number).into_iter().flatten() {
                if look_at(&subject, front, reports) {
                    break;
                }
            }
        }
    }
}

/// Whether something was to be said about a workload behind a Service.
fn look_at(subject: &Subject<'_>, front: &Subject<'_>, reports: &mut Violations) -> bool {
    let gates = subject.pod().and_then(|pod| pod.spec.readiness_gates.as_ref());
    let early = service(front.object).is_some_and(|spec| spec.publish_not_ready_addresses == Some(true));
    if gates.is_some_and(|gates| !gates.is_empty()) || early {
        return false;
    }
    let Some(part) = serving(subject, front).into_iter().find(|part| !says_when(part)) else { return false };
    let path = pod_spec(subject);
    let spec = PathBuilder::along(&path);
    let list = spec.field(part.list);
    let name = front.object.name();
    let message = format!(
        "`{}` gets requests from the Service `{name}` before it can answer them",
        part.container.name
    );
    reports
        .report(subject, &list.index(part.index).field("name"), message)
        .see(front, &front.at().field("metadata").field("name"), "the Service")
        .help("give it a `readinessProbe`: updates wait for it, and so do requests (article §3.2)");
    true
}

/// The containers that a Service leads to; the only one when its ports are not written down.
fn serving<'s>(subject: &Subject<'s>, front: &Subject<'s>) -> Vec<ContainerPart<'s>> {
    let Object::Service(_) = front.object else { return Vec::new() };
    let ports = service(front.object).and_then(|spec| spec.ports.as_deref()).unwrap_or_default();
    let open = open_ports(subject).filter(|(_, own)| ports.iter().any(|port| leads_to(port, own)));
    let mut serving: Vec<_> = open.map(|(part, _)| part).collect();
    serving.dedup_by_key(|part| (part.list, part.index));
    let mut main = subject.containers().filter(|part| part.list == "containers");
    if let (true, Some(only), None) = (serving.is_empty(), main.next(), main.next()) {
        serving.push(only);
    }
    serving
}

fn says_when(part: &ContainerPart<'_>) -> bool {
    part.container.readiness_probe.is_some() || part.container.startup_probe.is_some()
}
