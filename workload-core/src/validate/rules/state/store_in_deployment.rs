//! S02: a store among replaceable Pods.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::most_replicas::Most;
use crate::validate::rules::facts::stores::{DataLocation, Datastore, with_stores};
use crate::validate::rules::facts::strategy::starts_first;
use crate::validate::rules::index::Index;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::Violations;

rule! {
    /// A program that keeps data is a StatefulSet.
    ///
    /// The Pods of a Deployment are replaceable: their names are random, they share their claims,
    /// and a new one may start before the old one has gone. Several of them are an error: they
    /// write into the same files, or each has data of its own and a request meets any of them
    /// (article §1.1, §3.3, §4.2).
    ///
    /// One replica with a claim is fine in development, and works in production with
    /// `strategy: {type: Recreate}`, without replication (article §7.3): silent there, for data
    /// on no lasting volume, which `store_on_scratch` reports, for caches, and with the profile
    /// `test`.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: mysql}
    /// spec:
    ///   replicas: 3
    ///   selector: {matchLabels: {app: mysql}}
    ///   template:
    ///     metadata: {labels: {app: mysql}}
    ///     spec:
    ///       containers:
    ///       - name: mysql
    ///         image: mysql:8.4
    ///         volumeMounts:
    ///         - {name: data, mountPath: /var/lib/mysql}
    ///       volumes:
    ///       - name: data
    ///         persistentVolumeClaim: {claimName: mysql}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: mysql}
    /// spec:
    ///   serviceName: mysql
    ///   selector: {matchLabels: {app: mysql}}
    ///   template:
    ///     metadata: {labels: {app: mysql}}
    ///     spec:
    ///       containers:
    ///       - name: mysql
    ///         image: mysql:8.4
    ///         volumeMounts:
    ///         - {name: data, mountPath: /var/lib/mysql}
    ///   volumeClaimTemplates:
    ///   - metadata: {name: data}
    ///     spec:
    ///       accessModes: [ReadWriteOnce]
    ///       resources: {requests: {storage: 10Gi}}
    /// ```
    S02 store_in_deployment: Warning, ["1.1", "3.3", "4.2", "7.3"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for (member, stores) in with_stores(&index.set) {
        if matches!(member.kind, "Deployment" | "ReplicaSet") && member.profile != Profile::Test {
            look_at(index, &member, &stores, violations);
        }
    }
}

fn look_at(index: &Index<'_>, member: &Member<'_>, stores: &[Datastore<'_>], violations: &mut Violations) {
    // A store behind the first container is a part of the app, and shares its fate.
    let main = |store: &&Datastore<'_>| store.container.list == "containers" && store.container.index == 0;
    let Some(store) = stores.iter().find(main) else { return };
    if matches!(store.location(), DataLocation::Scratch { .. } | DataLocation::Nowhere) {
        return;
    }
    let most = Most::of(index, member);
    let alone = most.count < 2;
    let quiet = || member.profile == Profile::Development || store.keeps_history() || !starts_first(member);
    if alone && quiet() {
        return;
    }
    let (kind, name) = (member.kind, store.name());
    let message = if alone {
        format!(
            "an update of this {kind} starts a second {name} on the same data before the first has stopped"
        )
    } else if member.workload().is_none_or(|workload| workload.claims.is_empty()) {
        format!("{most} of {name} in a {kind}: each keeps data of its own, and none finds the others")
    } else {
        format!("{most} of {name} in a {kind}: all write into the same claim, and none finds the others")
    };
    let path = member.pod_spec();
    let containers = PathBuilder::along(&path);
    let containers = containers.field("containers");
    let report = violations.report(member, &member.at().field("kind"), message);
    report.see(member, &containers.index(0).field("image"), format!("{name} runs here"));
    if alone {
        report.help(
            "where one replica is all there will ever be, `strategy: {type: Recreate}`; else make it a StatefulSet: fixed \
             name, a claim of its own (article §4.2)",
        );
    } else {
        most.show(member, report);
        report.severity(Severity::Error).help(
            "make it a StatefulSet with an entry of `volumeClaimTemplates` and a headless Service \
             (article §4.2, §7.3)",
        );
    }
}
