//! S03: a claim for one node at a time, and several Pods that want it.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::most_replicas::Most;
use crate::validate::rules::facts::shared_claims::{SharedClaim, shared};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
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

fn check(index: &Index<'_>, violations: &mut Violations) {
    if !index.set.has_kind("PersistentVolumeClaim") {
        return;
    }
    for kind in ["Deployment", "StatefulSet", "ReplicaSet"] {
        index.set.of_kind(kind).for_each(|member| look_at(index, &member, violations));
    }
}

fn look_at<'r>(index: &Index<'r>, member: &Member<'r>, violations: &mut Violations) {
    let on_one_node = member.workload().is_some_and(|workload| workload.on_one_node);
    for SharedClaim { used, claim, one_pod, .. } in shared(&index.set, member) {
        let most = Most::of(index, member);
        let whom = if one_pod { "one Pod" } else { "one node" };
        if most.count < 2 || (!one_pod && on_one_node) {
            continue;
        }
        let path = member.pod_spec();
        let volumes = PathBuilder::along(&path);
        let volumes = volumes.field("volumes");
        let message = format!("{most} share the claim `{}`, which {whom} at a time may mount", used.name);
        let violation = violations.report(
            member,
            &volumes.index(used.volume).field("persistentVolumeClaim").field("claimName"),
            message,
        );
        violation.see(&claim, &claim.at().field("spec").field("accessModes"), "its access mode");
        most.show(member, violation);
        violation.help(
            "give each Pod a claim: a StatefulSet with `volumeClaimTemplates` (article §4.2); or one replica; or \
             ReadWriteMany, if the program can share its files",
        );
    }
}
