//! S04: an update that starts the new Pod before the old one has given up the claim.

use k8s_openapi::api::apps::v1::DeploymentSpec;

use crate::k8s::int_or_percent::is_zero;
use crate::k8s::{Object, OptionalField as _};
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::claims::shared;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::placement::on_one_node;
use crate::validate::rules::facts::replicas::Autoscalers;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Set;
use crate::validate::rules::violation::Violations;

rule! {
    /// A Pod gives up its claim before the next one wants it.
    ///
    /// A rolling update starts the new Pod first: `maxSurge` is 25 % unless it is given, and one
    /// Pod at least. When the new Pod comes to another node, a `ReadWriteOnce` volume is still
    /// attached to the first (Multi-Attach error), and the update hangs. With `Recreate`, or
    /// `maxSurge: 0`, the old Pod goes first (article §3.2, §7.3).
    ///
    /// Silent with the profiles `test` and `development`, where one node is the rule, and when
    /// several replicas share the claim, which `claim_shared_by_replicas` reports.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: uploads}
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources: {requests: {storage: 1Gi}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts:
    ///         - {name: uploads, mountPath: /uploads}
    ///       volumes:
    ///       - name: uploads
    ///         persistentVolumeClaim: {claimName: uploads}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: uploads}
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources: {requests: {storage: 1Gi}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: shop}
    /// spec:
    ///   strategy: {type: Recreate}
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts:
    ///         - {name: uploads, mountPath: /uploads}
    ///       volumes:
    ///       - name: uploads
    ///         persistentVolumeClaim: {claimName: uploads}
    /// ```
    S04 claim_with_surge: Warning, ["3.2", "7.3"], Set(check)
}

fn check(set: &Set, reports: &mut Violations) {
    let scalers = Autoscalers::of(set);
    let deployments = set.of_kind("Deployment");
    deployments
        .filter(|subject| subject.profile == Profile::Production && starts_first(subject.object))
        .for_each(|subject| look_at(set, &scalers, &subject, reports));
}

fn look_at<'s>(set: &'s Set, scalers: &Autoscalers<'s>, subject: &Subject<'s>, reports: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    for used in shared(set, subject) {
        let Some((claim, mode)) = used.for_one() else { continue };
        let one_pod = mode == "ReadWriteOncePod";
        if scalers.most(subject).count != 1 || (!one_pod && on_one_node(pod.spec)) {
            continue;
        }
        let path = pod_spec(subject);
        let volumes = PathBuilder::along(&path);
        let volumes = volumes.field("volumes");
        let message = format!(
            "an update of {} starts the new Pod while the old one holds the claim `{}`: {}",
            subject.name(),
            used.name,
            if one_pod { "it cannot be scheduled" } else { "on another node it cannot mount it" }
        );
        reports
            .report(subject, &subject.at().field("spec").field("strategy"), message)
            .see(subject, &volumes.index(used.volume), "the claim is used here")
            .see(&claim, &claim.at().field("spec").field("accessModes"), "its access mode")
            .help("`strategy: {type: Recreate}` lets the old Pod go first (article §3.2)");
    }
}

/// Whether an update starts a Pod before one has gone: `maxSurge` rounds up.
fn starts_first(object: &Object) -> bool {
    let Object::Deployment(object) = object else { return false };
    let spec: Option<&DeploymentSpec> = object.spec.get();
    let Some(strategy) = spec.and_then(|spec| spec.strategy.as_ref()) else { return true };
    let surge = strategy.rolling_update.as_ref().and_then(|rolling| rolling.max_surge.as_ref());
    strategy.type_.as_deref() != Some("Recreate") && !surge.is_some_and(is_zero)
}
