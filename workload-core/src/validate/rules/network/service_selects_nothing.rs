//! N03: a Service whose labels no Pod has.

use crate::k8s::selector::Labels;
use crate::validate::rules::facts::selector::{WorkloadsByLabel, pod_labels, selector, service};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Set;
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

fn check(set: &Set, reports: &mut Violations) {
    let labelled = WorkloadsByLabel::of(set);
    let fronts = labelled.fronts();
    for subject in set.of_kind("Service") {
        let Some(wanted) = service(subject.object).and_then(selector) else { continue };
        let selected = labelled.with(&subject, wanted);
        if selected.is_empty() {
            let free =
                |other: &Subject<'_>| set.belongs(&subject, other) && !fronts.contains_key(&other.number);
            let meant =
                labelled.near(&subject).filter(free).find(|other| is_meant(set, &subject, wanted, other));
            if let Some(meant) = meant {
                no_such_labels(&subject, wanted, &meant, reports);
            }
        } else if !selected.iter().any(|other| may_share_a_namespace(&subject, other)) {
            other_namespace(&subject, &selected[0], reports);
        }
    }
}

/// Whether a Service that selects nothing was plainly meant for `other`.
fn is_meant(set: &Set, subject: &Subject<'_>, wanted: &Labels, other: &Subject<'_>) -> bool {
    let none = Labels::new();
    let own = pod_labels(other).unwrap_or(&none);
    let some = wanted.iter().any(|(key, value)| own.get(key) == Some(value));
    let named = subject.object.name() == other.object.name();
    (named || some) && set.same_file(subject, other)
        || (named && wanted.keys().any(|key| own.contains_key(key)))
}

fn no_such_labels(subject: &Subject<'_>, wanted: &Labels, meant: &Subject<'_>, reports: &mut Violations) {
    let none = Labels::new();
    let own = pod_labels(meant).unwrap_or(&none);
    let Some((key, value)) = wanted.iter().find(|(key, value)| own.get(*key) != Some(value)) else { return };
    let has = match own.get(key) {
        Some(other) => format!("`{key}: {other}`"),
        None => format!("no label `{key}`"),
    };
    let message = format!("no Pod has the label `{key}: {value}`; those of {} have {has}", meant.name());
    let (at, seen) = (subject.at(), meant.at());
    let spec = at.field("spec");
    let holder = seen.fields(meant.pod().map_or(&[][..], |pod| pod.path));
    reports
        .report(subject, &spec.field("selector").key(key), message)
        .see(meant, &holder.field("metadata").field("labels"), "the labels of its Pods")
        .help("select by labels that the Pods have; a Service ignores those of the Deployment itself");
}

/// Whether two objects may end up in the same namespace: one that names none goes anywhere.
fn may_share_a_namespace(one: &Subject<'_>, other: &Subject<'_>) -> bool {
    let (one, other) = (one.object.namespace(), other.object.namespace());
    one.is_none() || other.is_none() || one == other
}

fn other_namespace(subject: &Subject<'_>, found: &Subject<'_>, reports: &mut Violations) {
    let own = subject.object.namespace().unwrap_or_default();
    let theirs = found.object.namespace().unwrap_or_default();
    let message = format!("a Service sees only its namespace `{own}`, and {} is in `{theirs}`", found.name());
    reports
        .report(subject, &subject.at().field("metadata").field("namespace"), message)
        .see(found, &found.at().field("metadata").field("namespace"), "its Pods are here")
        .help(format!(
            "put both into one namespace; from another one its address is `{}.{theirs}`",
            subject.object.name()
        ));
}
