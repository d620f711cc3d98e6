//! R12: a budget that protects nobody.

use std::collections::HashSet;

use crate::k8s::selector::{CompactLabels, CompactSelector, LabelLookup as _};
use crate::validate::rules::facts::selector::{are_of_a_custom_workload, has_any, pod_labels};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A budget selects the Pods that it is meant for.
    ///
    /// All labels of its `selector` must be on the Pods (`spec.template.metadata.labels`), in its own
    /// namespace. Otherwise a drain evicts all of them at once, and nothing says why (article §5.2).
    ///
    /// The Pods may be in a file that is not looked at. So this is only said when a workload near it is
    /// plainly meant: it has the budget's name, or some of its labels, or it is alone in its file and differs in values only, and
    /// has no budget of its own.
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
    ///   selector: {matchLabels: {name: shop}}
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
    R12 budget_selects_nothing: Warning, ["5.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    let budgets = || set.of_kind("PodDisruptionBudget").filter_map(|one| Some((one, one.record.budget()?)));
    let protected = |(member, budget)| index.by_label().protected(set, &member, budget);
    let idle: Vec<_> = budgets().filter(|one| protected(*one).is_empty()).collect();
    if idle.is_empty() {
        return;
    }
    let covered: HashSet<usize> = budgets().flat_map(protected).map(|workload| workload.number).collect();
    for (member, budget) in idle {
        let Some(wanted) = &budget.selector else { continue };
        let is_told = other_namespace(index, &member, wanted, violations);
        if let Some(meant) = meant_by(index, &member, wanted, &covered).filter(|_| !is_told) {
            say(&member, wanted, &meant, violations);
        }
    }
}

/// The workload that a budget is meant for which selects nothing; none of those `covered` by another one.
fn meant_by<'r>(
    index: &Index<'r>,
    member: &Member<'_>,
    wanted: &CompactSelector,
    covered: &HashSet<usize>,
) -> Option<Member<'r>> {
    let set = &index.set;
    let mut near = index.by_label().near(set, member).filter(|other| set.belongs(member, other));
    let meant = near.find(|other| !covered.contains(&other.number) && is_meant(index, member, wanted, other));
    meant.filter(|_| !are_of_a_custom_workload(set, member, wanted.labels.iter()))
}

/// Whether a budget that selects nothing was plainly meant for `other`.
fn is_meant(index: &Index<'_>, member: &Member<'_>, wanted: &CompactSelector, other: &Member<'_>) -> bool {
    let own = pod_labels(other);
    let counted = matches!(other.kind, "Deployment" | "StatefulSet" | "ReplicaSet");
    let named = member.name == other.name || member.name.strip_suffix("-pdb") == Some(&*other.name);
    counted
        && index.set.same_file(member, other)
        && (named
            || has_any(&wanted.labels, other)
            || wanted.some_value_fits(&own)
            || is_the_only_one(index, &wanted.labels, other))
}

/// Whether the Pods of `other` have all the labels, with other values, and nothing else in its file has Pods.
fn is_the_only_one(index: &Index<'_>, wanted: &CompactLabels, other: &Member<'_>) -> bool {
    let own = pod_labels(other);
    !wanted.is_empty()
        && wanted.iter().all(|(key, _)| own.label(key).is_some())
        && index.set.workloads().filter(|(one, _)| index.set.same_file(one, other)).count() == 1
}

/// The workload in another namespace, in the same file, whose Pods a budget would select.
fn elsewhere<'r>(index: &Index<'r>, member: &Member<'_>, wanted: &CompactSelector) -> Option<Member<'r>> {
    let set = &index.set;
    let own = member.namespace.as_deref().filter(|_| !wanted.labels.is_empty())?;
    index.by_label().with(set, member, &wanted.labels).into_iter().find(|other| {
        let is_elsewhere = other.namespace.as_deref().is_some_and(|theirs| theirs != own);
        is_elsewhere && set.same_file(member, other) && wanted.selects(&pod_labels(other))
    })
}

/// The Pods that a budget selects are in another namespace.
fn other_namespace(
    index: &Index<'_>,
    member: &Member<'_>,
    wanted: &CompactSelector,
    violations: &mut Violations,
) -> bool {
    let Some(found) = elsewhere(index, member, wanted) else { return false };
    let own = member.namespace.as_deref().unwrap_or_default();
    let theirs = found.namespace.as_deref().unwrap_or_default();
    let message =
        format!("a budget protects Pods of its namespace `{own}`, and {} is in `{theirs}`", found.shown());
    violations
        .report(member, &member.at().fields(&["metadata", "namespace"]), message)
        .see_namespace_of(&found, "its Pods are here")
        .help(format!("write `namespace: {theirs}`"));
    true
}

fn say(member: &Member<'_>, wanted: &CompactSelector, meant: &Member<'_>, violations: &mut Violations) {
    let own = pod_labels(meant);
    let unmet = wanted.labels.iter().find(|(key, value)| own.label(key) != Some(value));
    let Some((key, value)) = unmet else {
        of_expression(member, wanted, meant, violations);
        return;
    };
    let has = match own.label(key) {
        Some(other) => format!("`{key}: {other}`"),
        None => format!("no label `{key}`"),
    };
    let (at, seen) = (member.at(), meant.at());
    let selector = at.fields(&["spec", "selector", "matchLabels"]);
    let holder = seen.fields(meant.workload().and_then(|workload| workload.pod_path).unwrap_or_default());
    violations
        .report(
            member,
            &selector.key(key),
            format!("no Pod has the label `{key}: {value}`; those of {} have {has}", meant.shown()),
        )
        .see(meant, &holder.fields(&["metadata", "labels"]), "the labels of its Pods")
        .help("select by labels that the Pods have: as it is, the budget protects nobody");
}

/// No Pod fits one of the budget's expressions.
fn of_expression(
    member: &Member<'_>,
    wanted: &CompactSelector,
    meant: &Member<'_>,
    violations: &mut Violations,
) {
    let own = pod_labels(meant);
    let Some((number, unmet)) = wanted.first_unmet(&own) else { return };
    let has = match own.label(&unmet.key) {
        Some(value) => format!("`{}: {value}`", unmet.key),
        None => format!("no label `{}`", unmet.key),
    };
    let (at, seen) = (member.at(), meant.at());
    let expressions = at.fields(&["spec", "selector", "matchExpressions"]);
    let holder = seen.fields(meant.workload().and_then(|workload| workload.pod_path).unwrap_or_default());
    violations
        .report(
            member,
            &expressions.index(number),
            format!("no Pod fits this expression; those of {} have {has}", meant.shown()),
        )
        .see(meant, &holder.fields(&["metadata", "labels"]), "the labels of its Pods")
        .help("select by labels that the Pods have: as it is, the budget protects nobody");
}
