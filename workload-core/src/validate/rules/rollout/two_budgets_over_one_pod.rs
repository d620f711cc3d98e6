//! R11: Pods that no drain can evict, as two budgets answer.

use std::collections::HashSet;

use crate::syntax::text::FastMap;
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::{Member, Set};
use crate::validate::rules::violation::Violations;

rule! {
    /// A Pod is protected by one budget.
    ///
    /// The server refuses to evict a Pod that two budgets select, whatever they say: "This pod has more than
    /// one PodDisruptionBudget, which the eviction subresource does not support". Every drain of its node
    /// hangs until one of them is deleted (article §5.2).
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   replicas: 3
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1", resources: {requests: {cpu: 100m}}}
    /// ---
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata: {name: shop}
    /// spec:
    ///   maxUnavailable: 1
    ///   selector: {matchLabels: {app: shop}}
    /// ---
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata: {name: shop-old}
    /// spec:
    ///   maxUnavailable: 1
    ///   selector: {matchLabels: {app: shop}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   replicas: 3
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1", resources: {requests: {cpu: 100m}}}
    /// ---
    /// apiVersion: policy/v1
    /// kind: PodDisruptionBudget
    /// metadata: {name: shop}
    /// spec:
    ///   maxUnavailable: 1
    ///   selector: {matchLabels: {app: shop}}
    /// ```
    R11 two_budgets_over_one_pod: Warning, ["5.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    if set.of_kind("PodDisruptionBudget").nth(1).is_none() {
        return;
    }
    let mut first: FastMap<usize, Member<'_>> = FastMap::default();
    let mut told = HashSet::new();
    for member in set.of_kind("PodDisruptionBudget") {
        let Some(budget) = member.record.budget() else { continue };
        for workload in index.by_label().protected(set, &member, budget) {
            let other = *first.entry(workload.number).or_insert(member);
            // A copy of the same budget is a file that is there twice.
            if other.number == member.number
                || other.name == member.name
                || are_alternatives(set, [&other, &member], &workload)
                || !told.insert(member.number)
            {
                continue;
            }
            let message = format!(
                "the budgets `{}` and `{}` both select the Pods of {}: they cannot be evicted at all",
                other.name,
                member.name,
                workload.shown()
            );
            violations
                .report(&member, &member.at().fields(&["spec", "selector"]), message)
                .see(&other, &other.at().fields(&["spec", "selector"]), "the other budget")
                .help("delete one of them, or let each select Pods of its own");
        }
    }
}

/// Whether two budgets belong to two ways of running a workload, each in a file of its own with the
/// same workload in it: only one of the files is applied.
fn are_alternatives(set: &Set<'_>, budgets: [&Member<'_>; 2], workload: &Member<'_>) -> bool {
    let [one, other] = budgets;
    !set.same_file(one, other)
        && set
            .of_kind(workload.kind)
            .filter(|copy| copy.name == workload.name && set.belongs(workload, copy))
            .nth(1)
            .is_some()
}
