//! What a StatefulSet's spec says, with the server's defaults.

use std::sync::Arc;

use k8s_openapi::api::apps::v1::{StatefulSet, StatefulSetSpec};
use k8s_openapi::api::core::v1::PersistentVolumeClaimSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;

use crate::k8s::defaults::values::{REPLICAS, REVISION_HISTORY_LIMIT};
use crate::k8s::int_or_percent::{Rounding, scaled};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::template::Template;

/// The fields that decide what happens.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, as Kubernetes keeps them")]
pub(crate) struct Spec {
    pub(crate) replicas: i32,
    pub(crate) selector: LabelSelector,
    /// The Service through which its Pods are found.
    pub(crate) service: Option<String>,
    /// The lowest ordinal.
    pub(super) start: u32,
    /// Whether Pods are made and deleted without waiting for one another.
    pub(super) parallel: bool,
    /// Whether the template of a Pod changes only when somebody deletes it.
    pub(super) on_delete: bool,
    /// How many of the lowest Pods keep the template they have.
    pub(super) partition: u32,
    max_unavailable: Option<IntOrString>,
    pub(super) min_ready: Millis,
    pub(crate) template: Arc<Template>,
    /// The claims of each Pod, by the name of their template.
    pub(super) claims: Vec<(String, PersistentVolumeClaimSpec)>,
    /// Whether claims go with the StatefulSet.
    pub(super) deleted_with_set: bool,
    /// Whether claims go with a Pod that is scaled away.
    pub(super) deleted_when_scaled: bool,
    pub(super) history_limit: i32,
}

impl Spec {
    /// Reads the spec of a StatefulSet.
    pub(crate) fn read(object: &StatefulSet) -> Self {
        let spec: Option<StatefulSetSpec> = object.spec.clone().into();
        let spec = spec.unwrap_or_default();
        let strategy = spec.update_strategy.unwrap_or_default();
        let rolling = strategy.rolling_update.unwrap_or_default();
        let retention = spec.persistent_volume_claim_retention_policy.unwrap_or_default();
        let is_delete = |policy: Option<String>| policy.as_deref() == Some("Delete");
        Self {
            replicas: spec.replicas.unwrap_or(REPLICAS),
            selector: spec.selector,
            service: Option::from(spec.service_name),
            start: spec
                .ordinals
                .and_then(|it| it.start)
                .and_then(|start| u32::try_from(start).ok())
                .unwrap_or(0),
            parallel: spec.pod_management_policy.as_deref() == Some("Parallel"),
            on_delete: strategy.type_.as_deref() == Some("OnDelete"),
            partition: rolling.partition.and_then(|it| u32::try_from(it).ok()).unwrap_or(0),
            max_unavailable: rolling.max_unavailable,
            min_ready: spec.min_ready_seconds.and_then(|it| Millis::try_from(it).ok()).unwrap_or(0) * 1000,
            template: Template::read(&spec.template),
            claims: claims(spec.volume_claim_templates.unwrap_or_default()),
            deleted_with_set: is_delete(retention.when_deleted),
            deleted_when_scaled: is_delete(retention.when_scaled),
            history_limit: spec.revision_history_limit.unwrap_or(REVISION_HISTORY_LIMIT),
        }
    }

    /// How many Pods an update may take at once, where the feature gate is on; at least one.
    pub(super) fn max_unavailable(&self) -> i32 {
        let wanted = self.max_unavailable.as_ref();
        wanted.map_or(1, |amount| scaled(amount, self.replicas, Rounding::Down).unwrap_or(0)).max(1)
    }
}

fn claims(
    templates: Vec<k8s_openapi::api::core::v1::PersistentVolumeClaim>,
) -> Vec<(String, PersistentVolumeClaimSpec)> {
    let named = |claim: k8s_openapi::api::core::v1::PersistentVolumeClaim| {
        let spec: Option<_> = claim.spec.into();
        (claim.metadata.name.unwrap_or_default(), spec.unwrap_or_default())
    };
    templates.into_iter().map(named).collect()
}
