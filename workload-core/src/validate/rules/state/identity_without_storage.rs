//! S05: fixed names that nobody uses.

use k8s_openapi::api::apps::v1::StatefulSetSpec;

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::stores::{is_cache_image, is_store_image};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{Lasting, lasting, mounts};
use crate::validate::rules::facts::words::{knows_itself, numbered};
use crate::validate::rules::rule::rule;
use crate::validate::rules::set::Set;
use crate::validate::rules::violation::Violations;

rule! {
    /// A StatefulSet keeps something, or somebody uses the names of its Pods.
    ///
    /// Fixed names, ordered start and one update after the other cost time; they are for storage
    /// of one's own, or for Pods that are told apart. Without either a Deployment does the same,
    /// and faster (article §2.2, §4.4, §8.5).
    ///
    /// Silent when a container asks for its Pod's name, when anything in the files names a Pod by
    /// its number (`web-0`), and for stores and caches whose clients know each Pod.
    ///
    /// ```yaml bad
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: web}
    /// spec:
    ///   serviceName: web
    ///   replicas: 3
    ///   selector: {matchLabels: {app: web}}
    ///   template:
    ///     metadata: {labels: {app: web}}
    ///     spec:
    ///       containers:
    ///       - {name: web, image: "nginx:1.29"}
    /// ```
    ///
    /// ```yaml good
    /// apiVersion: apps/v1
    /// kind: StatefulSet
    /// metadata: {name: web}
    /// spec:
    ///   serviceName: web
    ///   replicas: 3
    ///   selector: {matchLabels: {app: web}}
    ///   template:
    ///     metadata: {labels: {app: web}}
    ///     spec:
    ///       containers:
    ///       - name: web
    ///         image: shop:v1
    ///         env:
    ///         - {name: LEADER, value: "web-0.web:8080"}
    /// ```
    S05 identity_without_storage: Warning, ["2.2", "4.4", "8.5"], Set(check)
}

fn check(set: &Set, reports: &mut Violations) {
    let bare: Vec<_> = set.of_kind("StatefulSet").filter(|subject| keeps_nothing(subject)).collect();
    if bare.is_empty() {
        return;
    }
    let named = numbered(set);
    for subject in bare {
        if named.contains(subject.object.name()) || knows_itself(&subject) || counts(subject.object) {
            continue;
        }
        let message = format!(
            "{} gives its Pods fixed names, but they keep nothing and nobody uses the names",
            subject.name()
        );
        reports.report(&subject, &subject.at().field("kind"), message).help(
            "a Deployment does the same and updates faster (article §8.5); if the Pods keep data, add \
             `volumeClaimTemplates` (article §4.2)",
        );
    }
}

/// Whether its Pods mount nothing that lasts, and are no stores and caches.
fn keeps_nothing(subject: &Subject<'_>) -> bool {
    templates(subject).is_empty()
        && subject.containers().all(|part| {
            let image = part.container.image.as_deref().unwrap_or_default();
            let lasts =
                mounts(part.container).iter().any(|mount| lasting(subject, &mount.name) == Lasting::Lasts);
            let devices = part.container.volume_devices.as_ref().is_some_and(|devices| !devices.is_empty());
            !lasts && !devices && !is_store_image(image) && !is_cache_image(image)
        })
}

/// Whether its numbers mean something: it begins elsewhere than at 0, or updates a part.
fn counts(object: &Object) -> bool {
    let Object::StatefulSet(object) = object else { return false };
    let Some(spec): Option<&StatefulSetSpec> = object.spec.get() else { return false };
    let rolling = spec.update_strategy.as_ref().and_then(|update| update.rolling_update.as_ref());
    spec.ordinals.is_some() || rolling.is_some_and(|rolling| rolling.partition.is_some())
}
