//! Where programs are told to find single Pods of a StatefulSet.

use crate::syntax::text::FastMap;
use crate::validate::rules::facts::addresses::PodAddress;
use crate::validate::rules::record::CompactPath;
use crate::validate::rules::set::{Member, Set};

/// An address of a Pod, where it stands, and the StatefulSet whose name it has.
#[derive(Clone, Debug)]
pub(crate) struct AddressUse<'r> {
    /// The object that has it.
    pub(crate) member: Member<'r>,
    /// Where.
    pub(crate) path: &'r CompactPath,
    /// What it says.
    pub(crate) address: PodAddress<'r>,
    /// The set.
    pub(crate) set: Member<'r>,
}

/// The addresses of Pods of StatefulSets of the set, in order.
pub(crate) fn uses<'r>(set: &Set<'r>) -> Vec<AddressUse<'r>> {
    let mut uses = Vec::new();
    if !set.has_kind("StatefulSet") {
        return uses;
    }
    for member in set.members() {
        let mentions = member.record.mentions.iter().flat_map(|mentions| &mentions.addresses);
        for mention in mentions {
            let address = PodAddress::read(&mention.text, mention.has_port);
            let Some(address) = address.filter(|address| is_here(&member, address)) else { continue };
            if let Some(found) = set.named("StatefulSet", address.set, &member) {
                uses.push(AddressUse { member, path: &mention.path, address, set: found });
            }
        }
    }
    uses
}

/// Whether an address is meant for the namespace of the object that has it.
fn is_here(member: &Member<'_>, address: &PodAddress<'_>) -> bool {
    let own = member.record.namespace.as_deref();
    address.namespace.is_none() || own.is_none() || own == address.namespace
}

/// The first use of each StatefulSet, by its number.
pub(crate) fn first_by_set<'u, 'r>(uses: &'u [AddressUse<'r>]) -> FastMap<usize, &'u AddressUse<'r>> {
    let mut first = FastMap::default();
    for used in uses {
        first.entry(used.set.number).or_insert(used);
    }
    first
}

/// The name of the Service that the Pods of a StatefulSet are found under.
pub(crate) fn governing<'r>(member: &Member<'r>) -> Option<&'r str> {
    member.record.stateful_set()?.governing.as_deref()
}
