//! N03: a Service whose labels no Pod has.

use crate::k8s::selector::{CompactLabels, LabelLookup as _};
use crate::validate::rules::facts::selector::{are_of_a_custom_workload, has_any, pod_labels};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::{Member, Set};
use crate::validate::rules::violation::Violations;

rule! {
    /// A Service selects the Pods that it is meant for.
    ///
    /// All labels of its `selector` must be on the Pods (`spec.template.metadata.labels`, not
    /// those of the Deployment itself), and in its own namespace. Otherwise connections to it are
    /// refused, and nothing says why (article §8.4).
    ///
    /// The Pods may be in a file that is not looked at, or be made by an operator. So this is
    /// only said when a workload near it is plainly meant: it has the Service's name, or some of
    /// its labels, and no other Service selects it.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   selector: {app: api-server}
    ///   ports:
    ///   - port: 80
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: api, labels: {app: api-server}}
    /// spec:
    ///   selector: {matchLabels: {app: api}}
    ///   template:
    ///     metadata: {labels: {app: api}}
    ///     spec:
    ///       containers:
    ///       - {name: api, image: "api:v1"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: Service
    /// metadata: {name: api}
    /// spec:
    ///   selector: {app: api}
    ///   ports:
    ///   - port: 80
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
    ///       - {name: api, image: "api:v1"}
    /// ```
    N03 service_selects_nothing: Warning, ["8.4"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    let set = &index.set;
    for member in set.of_kind("Service") {
        let Some(wanted) = member.service().and_then(|service| service.selector.as_ref()) else { continue };
        let selected = index.by_label().with(set, &member, wanted);
        if selected.is_empty() {
            if let Some(meant) = meant_by(index, &member, wanted) {
                no_such_labels(&member, wanted, &meant, violations);
            }
        } else if !selected.iter().any(|other| may_share_a_namespace(&member, other)) {
            other_namespace(&member, &selected[0], violations);
        }
    }
}

/// The workload that a Service is meant for which selects nothing.
fn meant_by<'r>(index: &Index<'r>, member: &Member<'_>, wanted: &CompactLabels) -> Option<Member<'r>> {
    let set = &index.set;
    let mut near = index.by_label().near(set, member);
    let meant = near.find(|other| {
        set.belongs(member, other)
            && index.fronts_of(other).is_empty()
            && is_meant(set, member, wanted, other)
    });
    meant.filter(|_| !are_of_a_custom_workload(set, member, wanted.iter()))
}

/// Whether a Service that selects nothing was plainly meant for `other`.
fn is_meant(set: &Set<'_>, member: &Member<'_>, wanted: &CompactLabels, other: &Member<'_>) -> bool {
    let own = pod_labels(other);
    let named = member.name == other.name;
    (named || has_any(wanted, other)) && set.same_file(member, other)
        || (named && wanted.iter().any(|(key, _)| own.label(key).is_some()))
}

fn no_such_labels(
    member: &Member<'_>,
    wanted: &CompactLabels,
    meant: &Member<'_>,
    violations: &mut Violations,
) {
    let own = pod_labels(meant);
    let Some((key, value)) = wanted.iter().find(|(key, value)| own.label(key) != Some(value)) else { return };
    let has = match own.label(key) {
        Some(other) => format!("`{key}: {other}`"),
        None => format!("no label `{key}`"),
    };
    let message = format!("no Pod has the label `{key}: {value}`; those of {} have {has}", meant.shown());
    let (at, seen) = (member.at(), meant.at());
    let spec = at.field("spec");
    let holder = seen.fields(meant.workload().and_then(|workload| workload.pod_path).unwrap_or_default());
    violations
        .report(member, &spec.field("selector").key(key), message)
        .see(meant, &holder.field("metadata").field("labels"), "the labels of its Pods")
        .help("select by labels that the Pods have; a Service ignores those of the Deployment itself");
}

/// Whether two objects may end up in the same namespace: one that names none goes anywhere.
fn may_share_a_namespace(one: &Member<'_>, other: &Member<'_>) -> bool {
    one.namespace.is_none() || other.namespace.is_none() || one.namespace == other.namespace
}

fn other_namespace(member: &Member<'_>, found: &Member<'_>, violations: &mut Violations) {
    let own = member.namespace.as_deref().unwrap_or_default();
    let theirs = found.namespace.as_deref().unwrap_or_default();
    let message =
        format!("a Service sees only its namespace `{own}`, and {} is in `{theirs}`", found.shown());
    violations
        .report(member, &member.at().field("metadata").field("namespace"), message)
        .see_namespace_of(found, "its Pods are here")
        .help(format!(
            "put both into one namespace; from another one its address is `{}.{theirs}`",
            member.name
        ));
}
