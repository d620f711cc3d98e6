//! Which claims the Pods of a workload use, and how many nodes may use one.

use k8s_openapi::api::core::v1::PersistentVolumeClaimSpec;

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{is_used, volumes};
use crate::validate::rules::set::Set;

/// A claim by name that all Pods of a workload share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ClaimUse<'s> {
    /// The volume's number in the Pods' list.
    pub(crate) volume: usize,
    /// The claim's name.
    pub(crate) name: &'s str,
    /// The claim, where it is in the set.
    pub(crate) claim: Option<Subject<'s>>,
}

impl<'s> ClaimUse<'s> {
    /// The claim with its access mode, when that lets one node at a time use it (`ReadWriteOnce`)
    /// or one Pod (`ReadWriteOncePod`); none when more is allowed, or unknown.
    pub(crate) fn for_one(&self) -> Option<(Subject<'s>, &'s str)> {
        let claim = self.claim?;
        let modes = access_modes(claim.object)?;
        let one = |mode: &String| matches!(mode.as_str(), "ReadWriteOnce" | "ReadWriteOncePod");
        (!modes.is_empty() && modes.iter().all(one)).then(|| (claim, modes[0].as_str()))
    }
}

fn access_modes(object: &Object) -> Option<&[String]> {
    let Object::PersistentVolumeClaim(claim) = object else { return None };
    let spec: &PersistentVolumeClaimSpec = claim.spec.get()?;
    spec.access_modes.as_deref()
}

/// The claims by name that the Pods use; the kubelet leaves alone what no container mounts.
pub(crate) fn shared<'s>(set: &'s Set, subject: &Subject<'s>) -> Vec<ClaimUse<'s>> {
    let named = volumes(subject).iter().enumerate().filter_map(|(number, volume)| {
        let claim = volume.persistent_volume_claim.as_ref()?;
        let template = templates(subject).iter().any(|own| own.metadata.name.as_ref() == Some(&volume.name));
        (!template && is_used(subject, &volume.name)).then_some((number, claim.claim_name.as_str()))
    });
    named
        .map(|(volume, name)| {
            let claim = set.named("PersistentVolumeClaim", name, subject);
            ClaimUse { volume, name, claim }
        })
        .collect()
}
