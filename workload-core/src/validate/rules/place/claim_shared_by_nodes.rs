//! P08: one claim for the Pods of every node.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::shared_claims::{SharedClaim, shared};
use crate::validate::rules::index::Index;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// A claim that the Pods of many nodes share can be mounted by many nodes.
    ///
    /// A DaemonSet has a Pod on every node, and a `ReadWriteOnce` volume can be attached to one:
    /// all Pods but one stay in `ContainerCreating`. An agent keeps its records on its node
    /// (`hostPath`), or all share a `ReadWriteMany` volume (article §2.1, §5.2).
    ///
    /// The claim must be among the files to be checked. Silent when the Pods are bound to one node.
    ///
    /// ```yaml bad
    /// apiVersion: v1
    /// kind: PersistentVolumeClaim
    /// metadata: {name: records}
    /// spec:
    ///   accessModes: [ReadWriteOnce]
    ///   resources: {requests: {storage: 1Gi}}
    /// ---
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: logs}
    /// spec:
    ///   selector: {matchLabels: {app: logs}}
    ///   template:
    ///     metadata: {labels: {app: logs}}
    ///     spec:
    ///       containers:
    ///       - name: logs
    ///         image: log-collector:v1.0
    ///         volumeMounts:
    ///         - {name: records, mountPath: /records}
    ///       volumes:
    ///       - name: records
    ///         persistentVolumeClaim: {claimName: records}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: DaemonSet
    /// metadata: {name: logs}
    /// spec:
    ///   selector: {matchLabels: {app: logs}}
    ///   template:
    ///     metadata: {labels: {app: logs}}
    ///     spec:
    ///       containers:
    ///       - name: logs
    ///         image: log-collector:v1.0
    ///         volumeMounts:
    ///         - {name: records, mountPath: /records}
    ///       volumes:
    ///       - name: records
    ///         hostPath: {path: /var/lib/log-collector, type: DirectoryOrCreate}
    /// ```
    P08 claim_shared_by_nodes: Error, ["2.1", "5.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for member in index.set.of_kind("DaemonSet") {
        if member.workload().is_none_or(|workload| workload.on_one_node) {
            continue;
        }
        for SharedClaim { used, claim, one_pod, .. } in shared(&index.set, &member) {
            let whom = if one_pod { "one Pod" } else { "one node" };
            let path = member.pod_spec();
            let volumes = PathBuilder::along(&path);
            let volumes = volumes.field("volumes");
            let message =
                format!("the Pods of all nodes share the claim `{}`, which {whom} may mount", used.name);
            violations
                .report(
                    &member,
                    &volumes.index(used.volume).fields(&["persistentVolumeClaim", "claimName"]),
                    message,
                )
                .see(&claim, &claim.at().fields(&["spec", "accessModes"]), "its access mode")
                .help("keep records on the node with a `hostPath` (article §5.2), or share a ReadWriteMany volume");
        }
    }
}
