//! Where programs are told to find single Pods of a StatefulSet.

use std::collections::HashMap;

use k8s_openapi::api::apps::v1::StatefulSetSpec;

use crate::k8s::{Object, OptionalField as _};
use crate::syntax::yaml::Path;
use crate::validate::rules::facts::addresses::{PodAddress, each_told, pod_addresses};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::set::Set;

/// An address of a Pod, where it stands, and the StatefulSet whose name it has.
#[derive(Clone, Debug)]
pub(crate) struct DnsUse<'s> {
    /// The object that has it.
    pub(crate) subject: Subject<'s>,
    /// Where.
    pub(crate) path: Path,
    /// What it says.
    pub(crate) address: PodAddress<'s>,
    /// The set.
    pub(crate) set: Subject<'s>,
}

/// The addresses of Pods of StatefulSets of the set, in order.
pub(crate) fn uses(set: &Set) -> Vec<DnsUse<'_>> {
    let mut uses = Vec::new();
    if set.of_kind("StatefulSet").next().is_none() {
        return uses;
    }
    for subject in set.subjects() {
        each_told(&subject, &mut |at, text| {
            for address in pod_addresses(text).filter(|address| is_here(&subject, address)) {
                if let Some(found) = set.named("StatefulSet", address.set, &subject) {
                    uses.push(DnsUse { subject, path: at.path(), address, set: found });
                }
            }
        });
    }
    uses
}

/// Whether an address is meant for the namespace of the object that has it.
fn is_here(subject: &Subject<'_>, address: &PodAddress<'_>) -> bool {
    let own = subject.object.namespace();
    address.namespace.is_none() || own.is_none() || own == address.namespace
}

/// The first use of each StatefulSet, by its number.
pub(crate) fn first_by_set<'u, 's>(uses: &'u [DnsUse<'s>]) -> HashMap<usize, &'u DnsUse<'s>> {
    let mut first = HashMap::new();
    for used in uses {
        first.entry(used.set.number).or_insert(used);
    }
    first
}

/// A StatefulSet's spec.
pub(crate) fn stateful_set<'s>(subject: &Subject<'s>) -> Option<&'s StatefulSetSpec> {
    let Object::StatefulSet(object) = subject.object else { return None };
    object.spec.get()
}

/// The name of the Service that its Pods are found under.
pub(crate) fn governing<'s>(subject: &Subject<'s>) -> Option<&'s str> {
    let name: Option<&String> = stateful_set(subject)?.service_name.get();
    name.map(String::as_str).filter(|name| !name.is_empty())
}

/// The number of its first Pod.
pub(crate) fn first_ordinal(spec: &StatefulSetSpec) -> i64 {
    spec.ordinals.as_ref().and_then(|ordinals| ordinals.start).unwrap_or(0).into()
}
