//! S04: an update that starts the new Pod before the old one has given up the claim.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::most_replicas::Most;
use crate::validate::rules::facts::shared_claims::{SharedClaim, shared};
use crate::validate::rules::facts::strategy::starts_first;
use crate::validate::rules::index::Index;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
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

fn check(index: &Index<'_>, violations: &mut Violations) {
    if !index.set.has_kind("PersistentVolumeClaim") {
        return;
    }
    let deployments = index.set.of_kind("Deployment");
    deployments
        .filter(|member| member.profile == Profile::Production)
        .for_each(|member| look_at(index, &member, violations));
}

fn look_at<'r>(index: &Index<'r>, member: &Member<'r>, violations: &mut Violations) {
    let Some(workload) = member.workload().filter(|_| starts_first(member)) else { return };
    for SharedClaim { used, claim, on_its_node, one_pod } in shared(&index.set, member) {
        if Most::of(index, member).count != 1 || (!one_pod && (workload.on_one_node || on_its_node)) {
            continue;
        }
        let path = member.pod_spec();
        let volumes = PathBuilder::along(&path);
        let volumes = volumes.field("volumes");
        let message = format!(
            "an update of {} starts the new Pod while the old one holds the claim `{}`: {}",
            member.shown(),
            used.name,
            if one_pod { "it cannot be scheduled" } else { "on another node it cannot mount it" }
        );
        violations
            .report(member, &member.at().field("spec").field("strategy"), message)
            .see(member, &volumes.index(used.volume), "the claim is used here")
            .see(&claim, &claim.at().field("spec").field("accessModes"), "its access mode")
            .help("`strategy: {type: Recreate}` lets the old Pod go first (article §3.2)");
    }
}
