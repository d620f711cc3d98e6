//! R09: a budget that an autoscaler at its minimum leaves no room for.

use crate::k8s::defaults::values::REPLICAS;
use crate::k8s::int_or_percent::as_written;
use crate::validate::rules::facts::budgets::{allowed, budgets, replicas};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// An autoscaler at its minimum leaves the budget one Pod to let go.
    ///
    /// At night the autoscaler goes down to `minReplicas`, and a budget that wants as many
    /// available lets none of them go: it is then that nodes are upgraded, and the drain hangs
    /// (article §3.2 ③). Ask for one replica more, or say `maxUnavailable: 1`, which holds at any
    /// count.
    ///
    /// Silent with the profiles `test` and `development`.
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
    ///       - {name: api, image: "api:v1", resources: {requests: {cpu: 100m}}}
    /// ---
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata: {name: api}
    /// spec:
    ///   scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: api}
    ///   minReplicas: 2
    ///   maxReplicas: 10
    /// ---
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata: {name: api}
    /// spec:
    ///   minAvailable: 2
    ///   selector: {matchLabels: {app: api}}
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
    /// ---
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata: {name: api}
    /// spec:
    ///   maxUnavailable: 1
    ///   selector: {matchLabels: {app: api}}
    /// ```
    R09 autoscaler_minimum_beside_budget: Warning, ["3.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for (member, budget) in budgets(&index.set) {
        let Some((field, share)) = &budget.limit else { continue };
        let protected = index.by_label().protected(&index.set, &member, budget);
        // Several workloads under one budget make up for one another.
        let [only] = protected.as_slice() else { continue };
        let Some(scaler) = index.autoscaler_of(only) else { continue };
        let (least, most) = (scaler.least(), scaler.most().max(replicas(only).unwrap_or(REPLICAS)));
        let blocks = |pods: i32| pods > 0 && allowed(field, share, pods).is_some_and(|allowed| allowed <= 0);
        if !blocks(least) || blocks(most) {
            continue;
        }
        let pods = if least == 1 { "the only Pod".to_owned() } else { format!("none of the {least} Pods") };
        let may = if least == 1 { "cannot be evicted" } else { "can be evicted" };
        let message = format!(
            "at the autoscaler's minimum {pods} {may}: `{field}: {}` stops every drain",
            as_written(share)
        );
        let at = scaler.member.at();
        let spec = at.field("spec");
        violations
            .report(&member, &member.at().field("spec").field(field), message)
            .see(&scaler.member, &spec.field("minReplicas"), "the autoscaler's minimum")
            .help("set `maxUnavailable: 1`, or give the autoscaler one replica more at its minimum");
    }
}
