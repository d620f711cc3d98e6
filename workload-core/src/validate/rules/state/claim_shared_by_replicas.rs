//! S03: a claim for one node at a time, and several Pods that want it.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::claims::shared;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::placement::on_one_node;
use crate::validate::rules::facts::replicas::Autoscalers;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Set;
use crate::validate::rules::violation::Violations;

rule! {
    /// A claim that several Pods share can be mounted by several.
    ///
    /// `ReadWriteOnce` lets one node mount the volume, `ReadWriteOncePod` one Pod: the other
    /// replicas stay in `ContainerCreating`, or all crowd onto one node. Give each Pod a claim of
    /// its own (a StatefulSet's `volumeClaimTemplates`), or use a `ReadWriteMany` volume if the
    /// program is made for it (article §1.1, §4.2).
    ///
    /// The claim must be among the files to be checked. Silent when all Pods are bound to one node.
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
    ///   replicas: 3
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
    ///   accessModes: [ReadWriteMany]
    ///   resources: {requests: {storage: 1Gi}}
    /// ---
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
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts:
    ///         - {name: uploads, mountPath: /uploads}
    ///       volumes:
    ///       - name: uploads
    ///         persistentVolumeClaim: {claimName: uploads}
    /// ```
    S03 claim_shared_by_replicas: Error, ["1.1", "4.2"], Set(check)
}

fn check(set: &Set, reports: &mut Violations) {
    let scalers = Autoscalers::of(set);
    for kind in ["Deployment", "StatefulSet", "ReplicaSet"] {
        set.of_kind(kind).for_each(|subject| look_at(set, &scalers, &subject, reports));
    }
}

fn look_at<'s>(set: &'s Set, scalers: &Autoscalers<'s>, subject: &Subject<'s>, reports: &mut Violations) {
    let Some(pod) = subject.pod() else { return };
    for used in shared(set, subject) {
        let Some((claim, mode)) = used.for_one() else { continue };
        let most = scalers.most(subject);
        let (whom, one_pod) = match mode {
            "ReadWriteOncePod" => ("one Pod", true),
            _ => ("one node", false),
        };
        if most.count < 2 || (!one_pod && on_one_node(pod.spec)) {
            continue;
        }
        let path = pod_spec(subject);
        let volumes = PathBuilder::along(&path);
        let volumes = volumes.field("volumes");
        let message = format!("{most} share the claim `{}`, which {whom} at a time may mount", used.name);
        let report = reports.report(
            subject,
            &volumes.index(used.volume).field("persistentVolumeClaim").field("claimName"),
            message,
        );
        report.see(&claim, &claim.at().field("spec").field("accessModes"), "its access mode");
        most.show(subject, report);
        report.help(
            "give each Pod a claim: a StatefulSet with `volumeClaimTemplates` (article §4.2); or one replica; or \
             ReadWriteMany, if the program can share its files",
        );
    }
}
