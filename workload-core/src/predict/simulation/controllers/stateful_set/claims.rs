//! The claims of a StatefulSet's Pods: made before the Pod, kept or taken along after it.

use super::model::StatefulSet;
use crate::predict::simulation::claims::ClaimOwner;
use crate::predict::simulation::ids::{ClaimId, ObjectId, PodId};
use crate::predict::simulation::world::World;

impl StatefulSet {
    /// The claims of an ordinal, those missing made; `None` while one of them is going away.
    pub(super) fn claims_of(&self, ordinal: u32, id: ObjectId, world: &mut World) -> Option<Vec<ClaimId>> {
        let (namespace, set) = (world.object(id).namespace.clone(), world.object(id).name.clone());
        let name = |template: &str| format!("{template}-{set}-{ordinal}");
        let templates = self.spec.claims.iter().map(|(template, _)| name(template));
        let there: Vec<_> = templates.map(|name| world.claims.named(&namespace, &name)).collect();
        if let Some(claim) = there.iter().flatten().find(|claim| is_stale(**claim, world)) {
            say_stale(*claim, ordinal, id, world);
            return None;
        }
        let mut create = |template: &str, spec| {
            let name = name(template);
            let message = format!("Create Claim {name} Pod {set}-{ordinal} in StatefulSet {set} success");
            let claim = world.create_claim(&namespace, &name, spec, Some(id));
            world.say(id, "SuccessfulCreate", message);
            claim
        };
        let claims = self.spec.claims.iter().zip(there);
        Some(
            claims.map(|((template, spec), claim)| claim.unwrap_or_else(|| create(template, spec))).collect(),
        )
    }

    /// Gives a Pod's claims the owners that the retention policy asks for.
    pub(super) fn own_claims(&self, pod: PodId, condemned: bool, id: ObjectId, world: &mut World) {
        let mut owners = Vec::new();
        if condemned && self.spec.deleted_when_scaled {
            owners.push(ClaimOwner::Pod(pod));
        } else if self.spec.deleted_with_set {
            owners.push(ClaimOwner::Set(id));
        }
        for claim in world.pod(pod).claims.clone() {
            if world.claims.get(claim).set == Some(id) {
                world.own_claim(claim, owners.clone());
            }
        }
    }
}

/// Whether a claim is on its way out: deleted, or owned by a Pod that is gone.
fn is_stale(claim: ClaimId, world: &World) -> bool {
    let claim = world.claims.get(claim);
    let by_gone = |owner: &ClaimOwner| matches!(owner, ClaimOwner::Pod(pod) if world.pod(*pod).gone);
    claim.deleting || claim.owners.iter().any(by_gone)
}

/// Says that a Pod waits until a claim of its name is gone.
fn say_stale(claim: ClaimId, ordinal: u32, id: ObjectId, world: &mut World) {
    let (claim, set) = (&world.claims.get(claim).name, &world.object(id).name);
    let message =
        format!("Create Pod {set}-{ordinal} in StatefulSet {set} failed error: pvc {claim} is being deleted");
    world.say(id, "FailedCreate", message);
}
