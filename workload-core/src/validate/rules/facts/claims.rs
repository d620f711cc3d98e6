//! The claims by name that the Pods of a workload use.

use crate::validate::rules::facts::claim_templates::templates;
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::facts::volumes::{is_used, volumes};

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
    let named = volumes(subject).iter().enumerate().filter_map(|(volume, own)| {
        let claim = own.persistent_volume_claim.as_ref()?;
        let used = !is_template(subject, &own.name) && is_used(subject, &own.name);
        used.then(|| UsedClaim { volume, name: claim.claim_name.as_str().into() })
    });
    named.collect()
}

/// Whether the volume `name` is one of the claims that a StatefulSet makes for each Pod.
pub(crate) fn is_template(subject: &Subject<'_>, name: &str) -> bool {
    templates(subject).iter().any(|claim| claim.metadata.name.as_deref() == Some(name))
}
