//! R03: two who set the same number.

use std::collections::HashSet;

use crate::validate::rules::facts::autoscalers::autoscalers;
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// The replicas of a workload with an autoscaler are the autoscaler's.
    ///
    /// Each `kubectl apply` of a manifest that says `replicas` sets them back, in the middle of a
    /// load that the autoscaler has just scaled up for, until it scales up once more (article
    /// §3.2 ③). Leave the field out.
    ///
    /// Take it out with care where the workload runs already: after `kubectl apply` without the
    /// field the count falls to 1, as the last applied manifest had it. First `kubectl apply
    /// edit-last-applied` it away, or apply on the server's side (`--server-side`).
    ///
    /// Silent for `replicas: 0`, which switches the autoscaler off.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api}
    /// spec:
    ///   replicas: 2
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
    /// ```
    R03 autoscaler_fights_replicas: Warning, ["3.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let mut seen = HashSet::new();
    for scaler in autoscalers(&index.set) {
        let Some(member) = scaler.workload(&index.set).filter(|member| seen.insert(member.number)) else {
            continue;
        };
        let replicas = member.workload().and_then(|workload| workload.replicas);
        let Some(replicas) = replicas.filter(|replicas| *replicas > 0) else { continue };
        let message = format!(
            "every apply sets `replicas: {replicas}` again, over the number that the autoscaler chose"
        );
        let target = scaler.member.at();
        violations
            .report(&member, &member.at().field("spec").field("replicas"), message)
            .see(&scaler.member, &target.field("spec").field("scaleTargetRef"), "the autoscaler scales it")
            .help(
                "leave `replicas` out; where it runs already, first take it out with `kubectl apply edit-last-applied`, or \
                 the next apply sets 1",
            );
    }
}
