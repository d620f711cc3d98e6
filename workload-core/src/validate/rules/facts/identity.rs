//! Whether the Pods of a StatefulSet need the names that it gives them.

use std::cell::LazyCell;

use k8s_openapi::api::apps::v1::StatefulSetSpec;

use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::stores::cache_names::is_cache_image;
use crate::validate::rules::facts::stores::image::is_store;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{Lasting, NamedVolumes, mounts};
use crate::validate::rules::facts::words::knows_itself;

/// Whether the Pods keep nothing and make nothing of their own names and numbers.
pub(crate) fn needs_no_identity(subject: &Subject<'_>, spec: &StatefulSetSpec) -> bool {
    keeps_nothing(subject) && !counts(spec) && !knows_itself(subject)
}

/// Whether its Pods mount nothing that lasts, and are no stores and caches.
fn keeps_nothing(subject: &Subject<'_>) -> bool {
    let volumes = LazyCell::new(|| NamedVolumes::of(subject));
    templates(subject).is_empty()
        && subject.containers().all(|part| {
            let image = part.container.image.as_deref().unwrap_or_default();
            let lasts =
                mounts(part.container).iter().any(|mount| volumes.lasting(&mount.name) == Lasting::Lasts);
            let devices = part.container.volume_devices.as_ref().is_some_and(|devices| !devices.is_empty());
            !lasts && !devices && !is_store(part.container) && !is_cache_image(image)
        })
}

/// Whether its numbers mean something: it begins elsewhere than at 0, or updates a part.
fn counts(spec: &StatefulSetSpec) -> bool {
    let rolling = spec.update_strategy.as_ref().and_then(|update| update.rolling_update.as_ref());
    spec.ordinals.is_some() || rolling.is_some_and(|rolling| rolling.partition.is_some())
}
