//! The index that the rules over many objects share: each table is filled once, by the first rule
//! that asks for it.

use std::sync::{Arc, OnceLock};

use super::facts::autoscalers::{Autoscaler, by_workload};
use super::facts::pod_dns::{AddressUse, uses};
use super::facts::references::References;
use super::facts::selector::WorkloadsByLabel;
use super::record::Record;
use super::set::{Member, Set};
use crate::syntax::text::FastMap;

/// A set of objects, with tables of what belongs together.
#[derive(Debug)]
pub struct Index<'r> {
    /// The objects.
    pub set: Set<'r>,
    by_label: OnceLock<WorkloadsByLabel<'r>>,
    fronts: OnceLock<FastMap<usize, Vec<Member<'r>>>>,
    autoscalers: OnceLock<FastMap<usize, Autoscaler<'r>>>,
    addresses: OnceLock<Vec<AddressUse<'r>>>,
    references: OnceLock<References<'r>>,
}

impl<'r> Index<'r> {
    /// The index of these objects.
    #[must_use]
    pub fn new(records: &'r [Arc<Record>]) -> Self {
        Self {
            set: Set::new(records),
            by_label: OnceLock::new(),
            fronts: OnceLock::new(),
            autoscalers: OnceLock::new(),
            addresses: OnceLock::new(),
            references: OnceLock::new(),
        }
    }

    /// The workloads by the labels of their Pods.
    pub(super) fn by_label(&self) -> &WorkloadsByLabel<'r> {
        self.by_label.get_or_init(|| WorkloadsByLabel::of(&self.set))
    }

    /// The Services in front of a workload.
    pub(super) fn fronts_of(&self, workload: &Member<'_>) -> &[Member<'r>] {
        let fronts = self.fronts.get_or_init(|| self.by_label().fronts(&self.set));
        fronts.get(&workload.number).map_or(&[], Vec::as_slice)
    }

    /// The autoscaler of a workload.
    pub(super) fn autoscaler_of(&self, workload: &Member<'_>) -> Option<&Autoscaler<'r>> {
        self.autoscalers.get_or_init(|| by_workload(&self.set)).get(&workload.number)
    }

    /// The addresses of Pods of StatefulSets that stand in texts, in order.
    pub(super) fn addresses(&self) -> &[AddressUse<'r>] {
        self.addresses.get_or_init(|| uses(&self.set))
    }

    /// The names of what is there and of what is used.
    pub(super) fn references(&self) -> &References<'r> {
        self.references.get_or_init(|| References::of(&self.set))
    }
}
