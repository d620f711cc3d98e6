//! R05: a budget that lets nobody go.

use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::int_or_percent::as_written;
use crate::validate::rules::facts::budgets::{allowed, budgets, replicas};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A budget lets one Pod go.
    ///
    /// `kubectl drain` evicts Pods only as the budget allows. One that allows none, as
    /// `minAvailable: 1` for one replica, stops every drain: upgrades of nodes hang until
    /// somebody deletes the budget. `minAvailable` and `maxUnavailable` are both rounded up
    /// (article §5.2).
    ///
    /// With an autoscaler its maximum counts here; `autoscaler_minimum_beside_budget` looks at
    /// the minimum. Silent with the profiles `test` and `development`.
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
    ///       - {name: api, image: "api:v1"}
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
    ///   replicas: 3
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "api:v1"}
    /// ---
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata: {name: api}
    /// spec:
    ///   minAvailable: 2
    ///   selector: {matchLabels: {app: api}}
    /// ```
    R05 budget_blocks_every_drain: Warning, ["5.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for (member, budget) in budgets(&index.set) {
        let Some((field, share)) = &budget.limit else { continue };
        let protected = index.by_label().protected(&index.set, &member, budget);
        let counted = protected.iter().filter_map(|other| {
            let own = replicas(other)?;
            Some(index.autoscaler_of(other).map_or(own, |scaler| scaler.most().max(own)))
        });
        let pods = counted.fold(0, i32::saturating_add);
        // Nothing to be seen says nothing, unless the budget lets go of nobody whoever is there.
        let any = if protected.is_empty() { 1_000 } else { pods };
        if any > 0 && allowed(field, share, any).is_some_and(|allowed| allowed <= 0) {
            say(&member, (field, share), protected.first(), pods, violations);
        }
    }
}

fn say(
    member: &Member<'_>,
    (field, share): (&str, &IntOrString),
    protected: Option<&Member<'_>>,
    pods: i32,
    violations: &mut Violations,
) {
    let what = match (protected, pods) {
        (None, _) => "no Pod can ever be evicted".to_owned(),
        (_, 1) => "the only Pod can never be evicted".to_owned(),
        _ => format!("none of the {pods} Pods can ever be evicted"),
    };
    let message = format!("`{field}: {}` stops every drain: {what}", as_written(share));
    let report = violations.report(member, &member.at().field("spec").field(field), message);
    if let Some(other) = protected {
        report.see(
            other,
            &other.at().field("spec").field("replicas"),
            format!("it protects {}", other.shown()),
        );
    }
    report.help(match pods {
        1 => "`maxUnavailable: 1` protects as much as one replica can be; or run two",
        _ => "`maxUnavailable: 1` lets them go one after the other",
    });
}
