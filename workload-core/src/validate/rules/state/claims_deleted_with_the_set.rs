//! S08: claims that go when the StatefulSet goes, or shrinks.

use k8s_openapi::api::apps::v1::StatefulSetSpec;

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::stores::cache_names::is_named_a_cache;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::profile::Profile;
use crate::validate::rules::rule::rule;
use crate::validate::rules::violation::Violations;

rule! {
    /// The claims of a StatefulSet outlive it.
    ///
    /// They do unless `persistentVolumeClaimRetentionPolicy` says `Delete`: then a
    /// `kubectl delete statefulset`, or a renamed one, takes all data along (`whenDeleted`), and
    /// so does each Pod that an autoscaler or a typing error takes away (`whenScaled`) (article
    /// §4.3).
    ///
    /// A hint of what it costs, since nobody writes `Delete` by accident: with the reason beside it
    /// (`# workload: allow S08 because …`) the next reader knows. Silent for caches, and with the profiles `test` and `development`.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: shop}
    /// spec:
    ///   serviceName: shop
    ///   persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain, whenScaled: Delete}
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
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
    /// kind: StatefulSet
    /// metadata: {name: shop}
    /// spec:
    ///   serviceName: shop
    ///   persistentVolumeClaimRetentionPolicy: {whenDeleted: Retain, whenScaled: Retain}
    ///   selector: {matchLabels: {app: shop}}
    ///   template:
    ///     metadata: {labels: {app: shop}}
    ///     spec:
    ///       containers:
    ///       - name: shop
    ///         image: shop:v1
    ///         volumeMounts:
    ///         - {name: data, mountPath: /data}
    ///   volumeClaimTemplates:
    ///   - metadata: {name: data}
    ///     spec:
    ///       accessModes: [ReadWriteOnce]
    ///       resources: {requests: {storage: 1Gi}}
    /// ```
    S08 claims_deleted_with_the_set: Info, ["4.3"], Object(check)
}

fn check(subject: &Subject<'_>, reports: &mut Violations) {
    let Object::StatefulSet(object) = subject.object else { return };
    let spec: Option<&StatefulSetSpec> = object.spec.get();
    let policy = spec.and_then(|spec| spec.persistent_volume_claim_retention_policy.as_ref());
    let Some(policy) = policy.filter(|_| !templates(subject).is_empty()) else { return };
    if subject.profile != Profile::Production || is_named_a_cache(subject) {
        return;
    }
    let deletes = |word: &Option<String>| word.as_deref() == Some("Delete");
    let both = [
        (
            deletes(&policy.when_deleted),
            "whenDeleted",
            "deleting the StatefulSet deletes the claims of all its Pods",
        ),
        (deletes(&policy.when_scaled), "whenScaled", "scaling down deletes the claim of every Pod that goes"),
    ];
    for (_, field, what) in both.into_iter().filter(|(deletes, ..)| *deletes) {
        let at = subject.at();
        let policy = at.fields(&["spec", "persistentVolumeClaimRetentionPolicy"]);
        reports
            .report(subject, &policy.field(field), format!("{what}, with their data"))
            .see(subject, &at.fields(&["spec", "volumeClaimTemplates"]), "the claims")
            .help("`Retain`, which is the default, keeps them until somebody deletes them (article §4.3)");
    }
}
