//! S02: a store among replaceable Pods.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::claims::shared;
use crate::validate::rules::facts::paths::pod_spec;
use crate::validate::rules::facts::replicas::Autoscalers;
use crate::validate::rules::facts::stores::running;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Set;
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
    /// `strategy: {type: Recreate}`, without replication (article §7.3). Silent for caches, and
    /// with the profile `test`.
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

fn check(set: &Set, reports: &mut Violations) {
    let movable = |subject: &Subject<'_>| matches!(subject.object.kind(), "Deployment" | "ReplicaSet");
    let counts = |subject: &Subject<'_>| movable(subject) && subject.profile != Profile::Test;
    let scalers = Autoscalers::of(set);
    set.workloads().filter(counts).for_each(|subject| look_at(set, &scalers, &subject, reports));
}

fn look_at<'s>(set: &'s Set, scalers: &Autoscalers<'s>, subject: &Subject<'s>, reports: &mut Violations) {
    // A store behind the first container is a part of the app, and shares its fate.
    let stores = running(set, subject);
    let main = |store: &&crate::validate::rules::facts::stores::Datastore<'_>| {
        store.part.list == "containers" && store.part.index == 0
    };
    let Some(store) = stores.iter().find(main) else { return };
    let most = scalers.most(subject);
    let alone = most.count < 2;
    if alone && (subject.profile == Profile::Development || store.keeps_history()) {
        return;
    }
    let (kind, name) = (subject.object.kind(), store.name());
    let message = if alone {
        format!("{name} keeps data, and a {kind} gives its Pod another name with every start")
    } else if shared(set, subject).is_empty() {
        format!("{most} of {name} in a {kind}: each keeps data of its own, and none finds the others")
    } else {
        format!("{most} of {name} in a {kind}: all write into the same claim, and none finds the others")
    };
    let path = pod_spec(subject);
    let containers = PathBuilder::along(&path);
    let containers = containers.field("containers");
    let report = reports.report(subject, &subject.at().field("kind"), message);
    report.see(subject, &containers.index(0).field("image"), format!("{name} is here"));
    if alone {
        report.help(
            "make it a StatefulSet: fixed name, a claim of its own (article §4.2); where one replica is all \
             there will ever be, a claim and `strategy: {type: Recreate}` lose nothing",
        );
    } else {
        most.show(subject, report);
        report.severity(Severity::Error).help(
            "make it a StatefulSet with an entry of `volumeClaimTemplates` and a headless Service \
             (article §4.2, §7.3)",
        );
    }
}
