//! R09: a budget that an autoscaler at its minimum leaves no room for.

use crate::k8s::int_or_percent::as_written;
use crate::validate::rules::facts::autoscalers::by_workload;
use crate::validate::rules::facts::budgets::{allowed, limit, replicas};
use crate::validate::rules::facts::selector::{WorkloadsByLabel, budget};
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Set;
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

fn check(set: &Set, reports: &mut Violations) {
    let labelled = WorkloadsByLabel::of(set);
    let scalers = by_workload(set);
    for subject in set.of_kind("PodDisruptionBudget").filter(|one| one.profile == Profile::Production) {
        let Some((field, share)) = budget(subject.object).and_then(limit) else { continue };
        let protected = labelled.protected(&subject);
        // Several workloads under one budget make up for one another.
        let [only] = protected.as_slice() else { continue };
        let Some(scaler) = scalers.get(&only.number) else { continue };
        let (least, most) = (scaler.least(), scaler.most().max(replicas(only).unwrap_or(1)));
        let blocks = |pods: i32| pods > 0 && allowed(field, share, pods).is_some_and(|allowed| allowed <= 0);
        if !blocks(least) || blocks(most) {
            continue;
        }
        let pods = if least == 1 { "the only Pod".to_owned() } else { format!("none of the {least} Pods") };
        let may = if least == 1 { "may not go" } else { "may go" };
        let message = format!(
            "at the autoscaler's minimum {pods} {may}: `{field}: {}` stops every drain",
            as_written(share)
        );
        let at = scaler.subject.at();
        let spec = at.field("spec");
        reports
            .report(&subject, &subject.at().field("spec").field(field), message)
            .see(&scaler.subject, &spec.field("minReplicas"), "the autoscaler's minimum")
            .help("say `maxUnavailable: 1`, or give the autoscaler one replica more at its minimum");
    }
}
