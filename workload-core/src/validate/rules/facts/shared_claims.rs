//! The claims that the Pods of a workload share, and that only one node or one Pod may use.

use crate::validate::rules::facts::claims::UsedClaim;
use crate::validate::rules::record::Details;
use crate::validate::rules::set::{Member, Set};

/// A claim that only one node or one Pod may use, and its use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SharedClaim<'r> {
    /// Its use by a workload.
    pub(crate) used: &'r UsedClaim,
    /// The claim.
    pub(crate) claim: Member<'r>,
    /// Whether the scheduler brings all Pods that use it to its node, or may.
    pub(crate) on_its_node: bool,
    /// Whether one Pod alone may use it (`ReadWriteOncePod`), and not all Pods of one node
    /// (`ReadWriteOnce`).
    pub(crate) one_pod: bool,
}

/// The claims of a workload's Pods that only one node or one Pod may use, as far as they are in
/// the set.
pub(crate) fn shared<'r>(set: &Set<'r>, workload: &Member<'r>) -> Vec<SharedClaim<'r>> {
    let used = workload.record.workload().map_or(&[][..], |workload| &workload.claims);
    let for_one = used.iter().filter_map(|used| {
        let claim = set.named("PersistentVolumeClaim", &used.name, workload)?;
        let Details::Claim(record) = &claim.details else { return None };
        let one_pod = record.mode? == "ReadWriteOncePod";
        Some(SharedClaim { used, claim, on_its_node: record.on_its_node, one_pod })
    });
    for_one.collect()
}
