//! What counts for an object beside itself.

use serde_json::Value;

use super::conditions::{items, text};

/// The objects around one, which some kinds are judged by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// The Pods that are known; those of its namespace count.
    pub pods: &'a [&'a Value],
    /// The storage classes that are known.
    pub storage_classes: &'a [Value],
}

impl Surroundings<'_> {
    /// Whether a claim waits for a Pod that uses it, and no Pod does.
    pub(super) fn waits_for_a_consumer(&self, claim: &Value) -> bool {
        let class = text(claim, "/spec/storageClassName");
        let is_chosen = claim.pointer("/metadata/annotations/volume.kubernetes.io~1selected-node").is_some();
        let waits = |one: &Value| {
            one["metadata"]["name"] == class && one["volumeBindingMode"] == "WaitForFirstConsumer"
        };
        !is_chosen && self.storage_classes.iter().any(waits) && !self.is_used(claim)
    }

    fn is_used(&self, claim: &Value) -> bool {
        let name = &claim["metadata"]["name"];
        let uses = |pod: &Value| {
            items(pod, "/spec/volumes")
                .iter()
                .any(|volume| volume["persistentVolumeClaim"]["claimName"] == *name)
        };
        let here = |pod: &&&Value| pod["metadata"]["namespace"] == claim["metadata"]["namespace"];
        self.pods.iter().filter(here).any(|pod| uses(pod))
    }
}
