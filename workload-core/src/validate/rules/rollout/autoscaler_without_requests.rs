//! R04: a share of nothing.

use k8s_openapi::api::autoscaling::v2::MetricSpec;

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::autoscalers::{Autoscaler, autoscalers};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// What an autoscaler measures in percent has a request.
    ///
    /// "80 % of the CPU" is 80 % of `resources.requests.cpu`, of all containers of the Pod. When
    /// one of them has no request, the autoscaler does nothing at all, and says so only in its
    /// events (`missing request for cpu`) (article §3.2 ③). A limit counts as a request where
    /// there is none. An autoscaler without `metrics` measures the CPU, at 80 %.
    ///
    /// A `LimitRange` in the namespace may add requests where the manifest has none.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "api:v1"}
    /// ---
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata: {name: api}
    /// spec:
    ///   scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
    ///   minReplicas: 2
    ///   maxReplicas: 10
    ///   metrics:
    ///   - type: Resource
    ///     resource:
    ///       name: cpu
    ///       target: {type: Utilization, averageUtilization: 80}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "api:v1", resources: {requests: {cpu: 100m}}}
    /// ---
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata: {name: api}
    /// spec:
    ///   scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
    ///   minReplicas: 2
    ///   maxReplicas: 10
    ///   metrics:
    ///   - type: Resource
    ///     resource:
    ///       name: cpu
    ///       target: {type: Utilization, averageUtilization: 80}
    /// ```
    R04 autoscaler_without_requests: Warning, ["3.2"], Set(check)
}

/// A resource that is measured in percent: its name, and the container where it is only one.
type Share<'s> = (&'s str, Option<&'s str>);

fn check(index: &Index<'_>, violations: &mut Violations) {
    for scaler in autoscalers(&index.set) {
        let Some(member) = scaler.workload(&index.set) else { continue };
        let metrics = scaler.spec.metrics.as_deref().unwrap_or_default();
        if metrics.is_empty() {
            look_at(&scaler, &member, (None, ("cpu", None)), violations);
        }
        for (number, metric) in metrics.iter().enumerate() {
            if let Some(share) = share(metric) {
                look_at(&scaler, &member, (Some(number), share), violations);
            }
        }
    }
}

/// What a metric measures in percent.
fn share(metric: &MetricSpec) -> Option<Share<'_>> {
    if let Some(source) = &metric.resource {
        return source.target.average_utilization.map(|_| (source.name.as_str(), None));
    }
    let source = metric.container_resource.as_ref()?;
    source.target.average_utilization.map(|_| (source.name.as_str(), Some(source.container.as_str())))
}

fn look_at(
    scaler: &Autoscaler<'_>,
    member: &Member<'_>,
    (number, (resource, only)): (Option<usize>, Share<'_>),
    violations: &mut Violations,
) {
    let Some(workload) = member.workload().filter(|workload| workload.pod_path.is_some()) else { return };
    if only.is_none() && workload.requests.contains(resource) {
        return;
    }
    let lacks = workload
        .containers
        .iter()
        .find(|one| only.is_none_or(|only| only == one.name) && !one.requests(resource) && !one.ends_first);
    let Some(lacking) = lacks else { return };
    let path = member.pod_spec();
    let spec = PathBuilder::along(&path);
    let list = spec.field(lacking.list);
    let container = lacking.name;
    let message = format!("the autoscaler does nothing: the container `{container}` requests no {resource}");
    let at = scaler.member.at();
    let own = at.field("spec");
    let metrics = own.field("metrics");
    let entry = number.map_or(own.field("maxReplicas"), |number| metrics.index(number));
    violations
        .report(&scaler.member, &entry, message)
        .see(member, &list.index(lacking.index).field("name"), "the container")
        .help(format!(
            "give it `resources: {{requests: {{{resource}: …}}}}`: the target is a percentage of the request"
        ));
}
