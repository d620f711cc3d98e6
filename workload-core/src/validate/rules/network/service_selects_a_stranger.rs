//! N19: a Service that sends some of its requests to Pods that do not serve.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::service_ports::open_ports;
use crate::validate::rules::index::Index;
use crate::validate::rules::record::{ServiceRecord, WorkloadRecord};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A Service selects only Pods that serve its ports.
    ///
    /// Each Pod with the labels gets its share of the connections, whoever made it: those to a worker or to a
    /// Job that listens on nothing are refused, one in two or three, for no reason that the server's own
    /// Pods could show (article §8.4).
    ///
    /// Said where one workload says that it has the port and another one, in the same file or with two labels
    /// in common, says that it has none or only others. Silent for ports by name: Pods without a port of
    /// that name get nothing.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop}
    /// spec: {selector: {app: shop}, ports: [{port: 80, targetPort: 8080}]}
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: web, labels: {app: shop, part: web}}
    /// spec:
    ///   containers:
    ///   - {name: web, image: "shop:v1", ports: [{containerPort: 8080}]}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: worker}
    /// spec:
    ///   selector: {matchLabels: {app: shop, part: worker}}
    ///   template:
    ///     metadata: {labels: {app: shop, part: worker}}
    ///     spec:
    ///       containers:
    ///       - {name: worker, image: "shop:v1", args: [worker]}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: shop}
    /// spec: {selector: {app: shop, part: web}, ports: [{port: 80, targetPort: 8080}]}
    /// ---
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: web, labels: {app: shop, part: web}}
    /// spec:
    ///   containers:
    ///   - {name: web, image: "shop:v1", ports: [{containerPort: 8080}]}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: worker}
    /// spec:
    ///   selector: {matchLabels: {app: shop, part: worker}}
    ///   template:
    ///     metadata: {labels: {app: shop, part: worker}}
    ///     spec:
    ///       containers:
    ///       - {name: worker, image: "shop:v1", args: [worker]}
    /// ```
    N19 service_selects_a_stranger: Warning, ["8.4"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for member in index.set.of_kind("Service") {
        let Some(service) = member.record.service().filter(|service| counts(service)) else { continue };
        let behind = index.by_label().behind(&index.set, &member);
        if behind.len() > 1
            && let Some(both) = server_and_stranger(index, (&member, service), &behind)
        {
            report(&member, (&both.0, &both.1), violations);
        }
    }
}

/// A workload that serves what a Service sends to, and one that does not.
fn server_and_stranger<'r>(
    index: &Index<'r>,
    (member, service): (&Member<'r>, &ServiceRecord),
    behind: &[Member<'r>],
) -> Option<(Member<'r>, Member<'r>)> {
    let has_port = |one: &&Member<'_>| one.workload().is_some_and(|workload| opens(workload, service));
    let server = behind.iter().find(has_port)?;
    let few = service.selector.as_ref().is_none_or(|selector| selector.iter().count() < 2);
    let stranger = behind.iter().find(|one| {
        let near = !few || index.set.same_file(one, member) && index.set.same_file(one, server);
        near && one.kind != "Pod" && !has_port(one)
    })?;
    Some((*server, *stranger))
}

/// Whether all Pods that a Service selects get connections: it is not headless, and names no port.
fn counts(service: &ServiceRecord) -> bool {
    let by_name = |port: &Option<IntOrString>| matches!(port, Some(IntOrString::String(_)));
    !service.headless
        && !service.ports.is_empty()
        && !service.ports.iter().any(|port| by_name(&port.target_port))
}

/// Whether the Pods of a workload say that they have one of the Service's ports.
fn opens(workload: &WorkloadRecord, service: &ServiceRecord) -> bool {
    open_ports(workload).any(|(_, own)| service.ports.iter().any(|port| port.leads_to(&own)))
}

fn report(member: &Member<'_>, (server, stranger): (&Member<'_>, &Member<'_>), violations: &mut Violations) {
    let has_ports = stranger.workload().is_some_and(|workload| open_ports(workload).next().is_some());
    let has = if has_ports { "says that it has other ports" } else { "says that it has no port" };
    let message = format!(
        "this selects the Pods of {} and of {}, which {has}: connections to them are refused",
        server.shown(),
        stranger.shown()
    );
    let (at, pods) = (member.at(), stranger.at());
    let spec = at.field("spec");
    let holder = pods.fields(stranger.workload().and_then(|workload| workload.pod_path).unwrap_or_default());
    let meta: PathBuilder<'_> = holder.field("metadata");
    violations
        .report(member, &spec.field("selector"), message)
        .see(stranger, &meta.field("labels"), "these Pods are selected too")
        .help(format!("select by a label that only the Pods of {} have", server.shown()));
}
