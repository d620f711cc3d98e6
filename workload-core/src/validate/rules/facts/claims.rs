//! The claims by name that the Pods of a workload use.

use crate::validate::rules::facts::claim_templates::TemplateNames;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{UsedVolumes, volumes};

/// A claim by name that all Pods of a workload share.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UsedClaim {
    /// The volume's number in the Pods' list.
    pub(crate) volume: usize,
    /// The claim's name.
    pub(crate) name: Box<str>,
}

/// The claims by name that the Pods use; the kubelet leaves alone what no container mounts.
pub(crate) fn used_claims(subject: &Subject<'_>) -> Box<[UsedClaim]> {
    let (used, templates) = (UsedVolumes::of(subject), TemplateNames::of(subject));
    let named = volumes(subject).iter().enumerate().filter_map(|(volume, own)| {
        let claim = own.persistent_volume_claim.as_ref()?;
        let is_used = !templates.has(&own.name) && used.has(&own.name);
        is_used.then(|| UsedClaim { volume, name: claim.claim_name.as_str().into() })
    });
    named.collect()
}
