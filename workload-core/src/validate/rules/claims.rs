//! Which claims the Pods of a workload use, and how many nodes may use one.

use k8s_openapi::api::apps::v1::StatefulSetSpec;
use k8s_openapi::api::core::v1::{PersistentVolumeClaim, PersistentVolumeClaimSpec};

use super::set::Set;
use super::subject::Subject;
use super::volumes::{is_used, volumes};
use crate::k8s::{Object, OptionalField as _};

/// A claim by name that all Pods of a workload share.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClaimUse<'s> {
    /// The volume's number in the Pods' list.
    pub(super) volume: usize,
    /// The claim's name.
    pub(super) name: &'s str,
    /// The claim, where it is in the set.
    pub(super) claim: Option<Subject<'s>>,
}

impl<'s> ClaimUse<'s> {
    /// The claim with its access mode, when that lets one node at a time use it (`ReadWriteOnce`)
    /// or one Pod (`ReadWriteOncePod`); none when more is allowed, or unknown.
    pub(super) fn for_one(&self) -> Option<(Subject<'s>, &'s str)> {
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
pub(super) fn shared<'s>(set: &'s Set, subject: &Subject<'s>) -> Vec<ClaimUse<'s>> {
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

/// The claim templates of a StatefulSet; none of anything else.
pub(super) fn templates<'s>(subject: &Subject<'s>) -> &'s [PersistentVolumeClaim] {
    let Object::StatefulSet(object) = subject.object else { return &[] };
    let spec: Option<&StatefulSetSpec> = object.spec.get();
    spec.and_then(|spec| spec.volume_claim_templates.as_deref()).unwrap_or_default()
}
