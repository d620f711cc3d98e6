//! S10: one claim for one node, and several workloads that want it.

use crate::syntax::text::FastMap;
use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::shared_claims::{SharedClaim, shared};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::violation::Violations;

rule! {
    /// A claim that several workloads use can be mounted by several nodes.
    ///
    /// `ReadWriteOnce` lets one node mount the volume. A web server and its worker, or a server and the CronJob
    /// that cleans up after it, work as long as the scheduler happens to put them on one node; then one of
    /// them stays in `ContainerCreating` (article §1.1, §4.2). The same holds for a Job that runs several
    /// Pods at once.
    ///
    /// The claim must be among the files to be checked. Silent for a Job beside a server, which runs once,
    /// when affinity keeps all Pods on one node, and for storage classes whose volumes are folders of a node
    /// or shares of files.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: uploads}
    /// spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: web}
    /// spec:
    ///   strategy: {type: Recreate}
    ///   selector: {matchLabels: {app: web}}
    ///   template:
    ///     metadata: {labels: {app: web}}
    ///     spec:
    ///       containers:
    ///       - name: web
    ///         image: shop:v1
    ///         volumeMounts: [{name: d, mountPath: /uploads}]
    ///       volumes: [{name: d, persistentVolumeClaim: {claimName: uploads}}]
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: worker}
    /// spec:
    ///   strategy: {type: Recreate}
    ///   selector: {matchLabels: {app: worker}}
    ///   template:
    ///     metadata: {labels: {app: worker}}
    ///     spec:
    ///       containers:
    ///       - name: worker
    ///         image: shop:v1
    ///         volumeMounts: [{name: d, mountPath: /uploads}]
    ///       volumes: [{name: d, persistentVolumeClaim: {claimName: uploads}}]
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: uploads}
    /// spec: {accessModes: [ReadWriteMany], resources: {requests: {storage: 1Gi}}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: web}
    /// spec:
    ///   strategy: {type: Recreate}
    ///   selector: {matchLabels: {app: web}}
    ///   template:
    ///     metadata: {labels: {app: web}}
    ///     spec:
    ///       containers:
    ///       - name: web
    ///         image: shop:v1
    ///         volumeMounts: [{name: d, mountPath: /uploads}]
    ///       volumes: [{name: d, persistentVolumeClaim: {claimName: uploads}}]
    /// ---
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: worker}
    /// spec:
    ///   strategy: {type: Recreate}
    ///   selector: {matchLabels: {app: worker}}
    ///   template:
    ///     metadata: {labels: {app: worker}}
    ///     spec:
    ///       containers:
    ///       - name: worker
    ///         image: shop:v1
    ///         volumeMounts: [{name: d, mountPath: /uploads}]
    ///       volumes: [{name: d, persistentVolumeClaim: {claimName: uploads}}]
    /// ```
    S10 claim_shared_by_workloads: Warning, ["1.1", "4.2"], Set(check)
}

/// A use of a claim by a workload.
type Use<'r> = (Member<'r>, SharedClaim<'r>);

fn check(index: &Index<'_>, violations: &mut Violations) {
    of_stateful_sets(index, violations);
    if !index.set.has_kind("PersistentVolumeClaim") {
        return;
    }
    let mut by_claim: FastMap<usize, Vec<Use<'_>>> = FastMap::default();
    for (member, workload) in index.set.workloads().filter(|(_, workload)| !workload.claims.is_empty()) {
        if workload.replicas == Some(0) {
            continue;
        }
        for claim in shared(&index.set, &member).into_iter().filter(|one| one.one_pod || !one.on_its_node) {
            if matches!(member.kind, "Job" | "CronJob") && workload.parallelism.is_some_and(|pods| pods > 1) {
                in_parallel(&member, &claim, violations);
            }
            by_claim.entry(claim.claim.number).or_default().push((member, claim));
        }
    }
    let mut shared: Vec<_> = by_claim.into_iter().filter(|(_, uses)| uses.len() > 1).collect();
    shared.sort_unstable_by_key(|(claim, _)| *claim);
    for (_, uses) in shared {
        by_several(&uses, violations);
    }
}

/// Several workloads that run at the same time, not all of them bound to one node.
fn by_several(uses: &[Use<'_>], violations: &mut Violations) {
    let runs_on = |member: &Member<'_>| {
        matches!(member.kind, "Deployment" | "StatefulSet" | "ReplicaSet" | "DaemonSet" | "CronJob")
    };
    let mut at_once = uses.iter().filter(|(member, _)| runs_on(member));
    let (Some((first, _)), Some((second, claim))) = (at_once.next(), at_once.next()) else { return };
    let bound =
        uses.iter().filter(|(member, _)| member.workload().is_some_and(|one| one.on_one_node)).count();
    if bound + 1 >= uses.len() && !claim.one_pod {
        return;
    }
    let whom = if claim.one_pod { "one Pod" } else { "one node" };
    let message = format!(
        "{} and {} share the claim `{}`, which {whom} at a time may mount",
        first.shown(),
        second.shown(),
        claim.used.name
    );
    say(second, claim, message, violations).see(first, &first.at().field("kind"), "it is used here too");
}

fn in_parallel(member: &Member<'_>, claim: &SharedClaim<'_>, violations: &mut Violations) {
    if member.workload().is_some_and(|workload| workload.on_one_node) && !claim.one_pod {
        return;
    }
    let message = format!(
        "the Pods of {} run at the same time and share the claim `{}`, which one node may mount",
        member.shown(),
        claim.used.name
    );
    say(member, claim, message, violations);
}

fn say<'v>(
    member: &Member<'_>,
    claim: &SharedClaim<'_>,
    message: String,
    violations: &'v mut Violations,
) -> &'v mut crate::validate::rules::violation::Violation {
    let path = member.pod_spec();
    let spec = PathBuilder::along(&path);
    let volumes = spec.field("volumes");
    let volume = volumes.index(claim.used.volume);
    let at = volume.fields(&["persistentVolumeClaim", "claimName"]);
    violations
        .report(member, &at, message)
        .see(&claim.claim, &claim.claim.at().fields(&["spec", "accessModes"]), "its access mode")
        .help(
            "use a ReadWriteMany volume or an object store; or keep the Pods on one node with a required \
             `podAffinity` on `kubernetes.io/hostname`",
        )
}

/// Claims that a StatefulSet makes for its own Pods, and that another workload mounts by their names.
fn of_stateful_sets(index: &Index<'_>, violations: &mut Violations) {
    let sets: Vec<_> = index
        .set
        .of_kind("StatefulSet")
        .filter_map(|one| Some((one, &*one.record.stateful_set()?.templates)))
        .filter(|(_, templates)| !templates.is_empty())
        .collect();
    if sets.is_empty() {
        return;
    }
    for (member, workload) in
        index.set.workloads().filter(|(member, _)| !matches!(member.kind, "Job" | "Pod"))
    {
        if workload.on_one_node || workload.replicas == Some(0) {
            continue;
        }
        for claim in &workload.claims {
            let makes = |(set, templates): &&(Member<'_>, &[Box<str>])| {
                set.number != member.number
                    && set.namespace_key() == member.namespace_key()
                    && templates.iter().any(|one| is_made(&claim.name, one, &set.name))
            };
            let Some((set, _)) = sets.iter().find(makes) else { continue };
            let path = member.pod_spec();
            let spec = PathBuilder::along(&path);
            let volumes = spec.field("volumes");
            let message = format!(
                "{} and {} share the claim `{}`, which one node at a time may mount",
                set.shown(),
                member.shown(),
                claim.name
            );
            violations
                .report(
                    &member,
                    &volumes.index(claim.volume).fields(&["persistentVolumeClaim", "claimName"]),
                    message,
                )
                .see(set, &set.at().fields(&["spec", "volumeClaimTemplates"]), "made for the Pods of this one")
                .help(
                    "use a ReadWriteMany volume or an object store; or keep the Pods on one node with a required \
                     `podAffinity` on `kubernetes.io/hostname`",
                );
        }
    }
}

/// Whether a claim is the one that a StatefulSet makes of a template for a Pod: `data-db-0`.
fn is_made(claim: &str, template: &str, set: &str) -> bool {
    let rest = claim.strip_prefix(template).and_then(|rest| rest.strip_prefix('-'));
    let number = rest.and_then(|rest| rest.strip_prefix(set)).and_then(|rest| rest.strip_prefix('-'));
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()))
}
