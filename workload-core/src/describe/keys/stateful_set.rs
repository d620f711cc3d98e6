//! Keys of stateful apps only: `parallel`, `first_ordinal`, `claim_retention`.

use k8s_openapi::api::apps::v1::StatefulSetOrdinals;

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::ClaimRetention;
use crate::describe::shape::{Shape, can};

impl<S: Shape> Description<S> {
    /// `parallel`: Pods start and stop all at once instead of 0→1→2 and 2→1→0 (article §4.3).
    #[doc(alias("podManagementPolicy", "pod_management_policy"))]
    #[track_caller]
    pub fn parallel(&mut self, on: bool) -> &mut Self
    where
        S: can::OrderedPods,
    {
        S::stateful_set(&mut self.spec).pod_management_policy = on.then(|| "Parallel".to_owned());
        self.note(Anchor::Object, "spec.podManagementPolicy")
    }

    /// `first_ordinal = 1`: the number of the first Pod, 0 unless said.
    #[doc(alias("ordinals"))]
    #[track_caller]
    pub fn first_ordinal(&mut self, ordinal: u32) -> &mut Self
    where
        S: can::OrderedPods,
    {
        let start = i32::try_from(ordinal).ok();
        S::stateful_set(&mut self.spec).ordinals = Some(StatefulSetOrdinals { start });
        self.note(Anchor::Object, "spec.ordinals")
    }

    /// `claim_retention(deleted = Delete, scaled = Retain)`: whether claims go with the app, and with
    /// Pods that are scaled away; they stay unless said (article §4.3).
    #[doc(alias("persistentVolumeClaimRetentionPolicy", "persistent_volume_claim_retention_policy"))]
    #[track_caller]
    pub fn claim_retention(&mut self, retention: ClaimRetention) -> &mut Self
    where
        S: can::OrderedPods,
    {
        S::stateful_set(&mut self.spec).persistent_volume_claim_retention_policy = Some(retention.raw);
        self.note(Anchor::Object, "spec.persistentVolumeClaimRetentionPolicy")
    }
}
