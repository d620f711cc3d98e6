//! R10: an autoscaler that scales nothing.

use crate::validate::rules::facts::autoscalers::{Autoscaler, autoscalers};
use crate::validate::rules::index::Index;
use crate::validate::rules::record::Details;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// The workload that an autoscaler scales is there.
    ///
    /// The server takes any name, kind and API version in `scaleTargetRef`. Where nothing is there, the
    /// autoscaler reports `FailedGetScale` in its status and does nothing (article §3.2 ③).
    ///
    /// The workload may be in a file that is not looked at. So of a name this is only said when a workload
    /// near it has a name like it, or the same name and another kind, and no autoscaler. A Deployment in
    /// another group than `apps` is nowhere.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop-web}
    /// spec:
    ///   selector: {matchLabels: {app: shop-web}}
    ///   template:
    ///     metadata: {labels: {app: shop-web}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1", resources: {requests: {cpu: 100m}}}
    /// ---
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata: {name: shop}
    /// spec:
    ///   scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop}
    ///   maxReplicas: 5
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop-web}
    /// spec:
    ///   selector: {matchLabels: {app: shop-web}}
    ///   template:
    ///     metadata: {labels: {app: shop-web}}
    ///     spec:
    ///       containers:
    ///       - {name: shop, image: "shop:v1", resources: {requests: {cpu: 100m}}}
    /// ---
    /// apiVersion: autoscaling/v2
    /// kind: HorizontalPodAutoscaler
    /// metadata: {name: shop}
    /// spec:
    ///   scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: shop-web}
    ///   maxReplicas: 5
    /// ```
    R10 autoscaler_without_target: Warning, ["3.2"], Set(check)
}

/// What an autoscaler usually scales.
const KINDS: [&str; 3] = ["Deployment", "StatefulSet", "ReplicaSet"];

/// Kinds of Kubernetes' own that have no number of replicas, and why.
const WITHOUT: [(&str, &str); 4] = [
    ("DaemonSet", "it has one Pod on each node"),
    ("Pod", "it is one"),
    ("Job", "it has no replicas"),
    ("CronJob", "it has no replicas"),
];

fn check(index: &Index<'_>, violations: &mut Violations) {
    for scaler in autoscalers(&index.set) {
        let target = &scaler.spec.scale_target_ref;
        if let Some((kind, why)) = WITHOUT.iter().find(|(kind, _)| *kind == target.kind) {
            let at = scaler.member.at();
            let message = format!("a {kind} cannot be scaled: {why}");
            violations
                .report(&scaler.member, &at.fields(&["spec", "scaleTargetRef", "kind"]), message)
                .help("leave the autoscaler out, or run the program as a Deployment");
            continue;
        }
        let Some(kind) = KINDS.into_iter().find(|kind| *kind == target.kind) else { continue };
        let version = target.api_version.as_deref().unwrap_or_default();
        if !version.starts_with("apps/") {
            of_group(&scaler, kind, version, violations);
        } else if !index.references().is_there(kind, &target.name) {
            missing(index, (&scaler.member, &target.name), kind, violations);
        } else if let Some(found) =
            index.references().elsewhere(&index.set, kind, &target.name, &scaler.member)
        {
            other_namespace(&scaler.member, &found, violations);
        }
    }
    of_scaled_objects(index, violations);
}

/// What a `ScaledObject` of KEDA scales is not there.
fn of_scaled_objects(index: &Index<'_>, violations: &mut Violations) {
    for member in index.set.of_kind("ScaledObject") {
        let Details::Scaled(scaled) = &member.record.details else { continue };
        let Some(kind) = scaled.kind.filter(|kind| !index.references().is_there(kind, &scaled.name)) else {
            continue;
        };
        missing(index, (&member, &scaled.name), kind, violations);
    }
}

/// The workload is in another namespace than its autoscaler.
fn other_namespace(member: &Member<'_>, found: &Member<'_>, violations: &mut Violations) {
    let own = member.namespace.as_deref().unwrap_or_default();
    let theirs = found.namespace.as_deref().unwrap_or_default();
    let message = format!(
        "the {} `{}` is in `{theirs}`, and an autoscaler in `{own}` does not see it",
        found.kind, found.name
    );
    violations
        .report(member, &member.at().fields(&["spec", "scaleTargetRef", "name"]), message)
        .see_namespace_of(found, "it is here")
        .help(format!("put the autoscaler into `{theirs}`"));
}

fn of_group(scaler: &Autoscaler<'_>, kind: &str, version: &str, violations: &mut Violations) {
    let at = scaler.member.at();
    let at = at.fields(&["spec", "scaleTargetRef", "apiVersion"]);
    let message = if version.is_empty() {
        format!("`scaleTargetRef` names no API version: a {kind} of the core group is nowhere")
    } else {
        format!("there is no {kind} in `{version}`: the autoscaler finds nothing to scale")
    };
    violations.report(&scaler.member, &at, message).help("write `apiVersion: apps/v1`");
}

/// A workload of that name has another kind.
fn of_other_kind(
    index: &Index<'_>,
    (member, name): (&Member<'_>, &str),
    kind: &'static str,
    violations: &mut Violations,
) -> bool {
    let set = &index.set;
    let mut same_name = KINDS.into_iter().filter_map(|other| set.named(other, name, member));
    let found = same_name.find(|found| found.kind != kind && set.belongs(member, found));
    let Some(found) = found else { return false };
    let message =
        format!("`{name}` is a {}, not a {kind}: the autoscaler finds nothing to scale", found.kind);
    violations
        .report(member, &member.at().fields(&["spec", "scaleTargetRef", "kind"]), message)
        .see(&found, &found.at().field("kind"), "it is this kind")
        .help(format!("write `kind: {}`", found.kind));
    true
}

fn missing(
    index: &Index<'_>,
    (member, name): (&Member<'_>, &str),
    kind: &'static str,
    violations: &mut Violations,
) {
    if of_other_kind(index, (member, name), kind, violations) {
        return;
    }
    let Some(meant) = index.references().meant(&index.set, kind, name, member) else { return };
    let message = format!("there is no {kind} `{name}` here: the autoscaler finds nothing to scale");
    violations
        .report(member, &member.at().fields(&["spec", "scaleTargetRef", "name"]), message)
        .see(&meant, &meant.at().fields(&["metadata", "name"]), "it has no autoscaler")
        .help(format!("did you mean `{}`?", meant.name));
}
