//! S01: a store whose data go with its Pod.

use crate::syntax::yaml::PathBuilder;
use crate::validate::rules::facts::stores::{DataLocation, Datastore, with_stores};
use crate::validate::rules::index::Index;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Member;
use crate::validate::rules::severity::Severity;
use crate::validate::rules::violation::{Violation, Violations};

rule! {
    /// A program that keeps data has a volume that outlives its Pod.
    ///
    /// An `emptyDir` survives a restart of the container and goes with the Pod: a drained node, an
    /// eviction or an update takes the data along. Without any volume a restart of the container
    /// is enough. Give the Pods of a StatefulSet a claim each (article §1.1, §7.1, §7.2).
    ///
    /// Silent for what is said to be a cache: by a name or a label with the word `cache`, by
    /// `--save ""`, by a `maxmemory-policy` that drops keys (also in a ConfigMap that the
    /// container mounts). Silent with the profile `test`. Metrics are a warning only.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: redis}
    /// spec:
    ///   selector: {matchLabels: {app: redis}}
    ///   template:
    ///     metadata: {labels: {app: redis}}
    ///     spec:
    ///       containers:
    ///       - name: redis
    ///         image: redis:7.4
    ///         volumeMounts:
    ///         - {name: data, mountPath: /data}
    ///       volumes:
    ///       - {name: data, emptyDir: {}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: redis}
    /// spec:
    ///   serviceName: redis
    ///   selector: {matchLabels: {app: redis}}
    ///   template:
    ///     metadata: {labels: {app: redis}}
    ///     spec:
    ///       containers:
    ///       - name: redis
    ///         image: redis:7.4
    ///         volumeMounts:
    ///         - {name: data, mountPath: /data}
    ///   volumeClaimTemplates:
    ///   - metadata: {name: data}
    ///     spec:
    ///       accessModes: [ReadWriteOnce]
    ///       resources: {requests: {storage: 1Gi}}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: sessions}
    /// spec:
    ///   selector: {matchLabels: {app: sessions}}
    ///   template:
    ///     metadata: {labels: {app: sessions}}
    ///     spec:
    ///       containers:
    ///       - {name: redis, image: "redis:7.4", args: [--maxmemory-policy, allkeys-lru]}
    /// ```
    S01 store_on_scratch: Error, ["1.1", "7.1", "7.2"], Set(check)
}

fn check(index: &Index<'_>, violations: &mut Violations) {
    for (member, stores) in with_stores(&index.set).filter(|(member, _)| member.profile != Profile::Test) {
        for store in &stores {
            let path = member.pod_spec();
            let spec = PathBuilder::along(&path);
            let report = match store.location() {
                DataLocation::Scratch { mount, volume, field } => {
                    on_scratch(&member, &spec, store, (mount, volume, field), violations)
                }
                DataLocation::Nowhere => nowhere(&member, &spec, store, violations),
                DataLocation::Lasts | DataLocation::Beside { .. } => continue,
            };
            report.help(help(&member, store));
            if store.keeps_history() {
                report.severity(Severity::Warning);
            }
        }
    }
}

fn on_scratch<'r>(
    member: &Member<'_>,
    spec: &PathBuilder<'_>,
    store: &Datastore<'_>,
    (mount, volume, field): (usize, usize, &str),
    violations: &'r mut Violations,
) -> &'r mut Violation {
    let container = store.container;
    let name = &container.mounts[mount].name;
    let what = if field == "emptyDir" { "emptyDir" } else { "ephemeral volume" };
    let message = format!("{} on the {what} `{name}`, which is deleted with the Pod", store.keeps());
    violations.report(member, &spec.field("volumes").index(volume).field(field), message).see(
        member,
        &spec.field(store.container.list).index(store.container.index).field("volumeMounts").index(mount),
        format!("mounted here in the container `{}`", container.name),
    )
}

fn nowhere<'r>(
    member: &Member<'_>,
    spec: &PathBuilder<'_>,
    store: &Datastore<'_>,
    violations: &'r mut Violations,
) -> &'r mut Violation {
    let place = if store.folder().is_some() { ", which is on no volume" } else { " on no volume" };
    let message = format!(
        "{}{place}: a restart of the container `{}` loses the data",
        store.keeps(),
        store.container.name
    );
    let image = spec.field(store.container.list);
    violations.report(member, &image.index(store.container.index).field("image"), message)
}

fn help(member: &Member<'_>, store: &Datastore<'_>) -> String {
    let mounted = store.folder().map(|folder| format!(" mounted at `{folder}`")).unwrap_or_default();
    let who = match member.kind {
        _ if store.container.list != "containers" || store.container.index > 0 => {
            "give it a StatefulSet of its own with"
        }
        "StatefulSet" => "add",
        _ => "make it a StatefulSet with",
    };
    format!(
        "{who} an entry of `volumeClaimTemplates`{mounted} (article §7.2); if the data may be lost, add \
         the label `app.kubernetes.io/component: cache`"
    )
}
