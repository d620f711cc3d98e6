//! Which autoscaler has a workload, and how far it goes.

use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscalerSpec;

use crate::k8s::defaults::values::MIN_REPLICAS;
use crate::syntax::text::FastMap;
use crate::validate::rules::record::Details;
use crate::validate::rules::set::{Member, Set};

/// An autoscaler of a set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Autoscaler<'r> {
    /// The object.
    pub(crate) member: Member<'r>,
    /// Its spec.
    pub(crate) spec: &'r HorizontalPodAutoscalerSpec,
}

impl<'r> Autoscaler<'r> {
    fn of(member: Member<'r>) -> Option<Self> {
        let Details::Autoscaler(spec) = &member.record.details else { return None };
        Some(Self { member, spec })
    }

    /// The workload that it scales.
    pub(crate) fn workload(&self, set: &Set<'r>) -> Option<Member<'r>> {
        let target = &self.spec.scale_target_ref;
        let kind =
            ["Deployment", "StatefulSet", "ReplicaSet"].into_iter().find(|kind| *kind == target.kind)?;
        set.named(kind, &target.name, &self.member)
    }

    /// The fewest Pods that it leaves.
    pub(crate) fn least(&self) -> i32 {
        self.spec.min_replicas.unwrap_or(MIN_REPLICAS)
    }

    /// The most Pods that it makes.
    pub(crate) fn most(&self) -> i32 {
        self.spec.max_replicas
    }
}

/// The autoscalers of a set, in order.
pub(crate) fn autoscalers<'r>(set: &Set<'r>) -> impl Iterator<Item = Autoscaler<'r>> {
    set.of_kind("HorizontalPodAutoscaler").filter_map(Autoscaler::of)
}

/// The first autoscaler of each workload, by the workload's number.
pub(crate) fn by_workload<'r>(set: &Set<'r>) -> FastMap<usize, Autoscaler<'r>> {
    let mut found = FastMap::default();
    for scaler in autoscalers(set) {
        if let Some(workload) = scaler.workload(set) {
            found.entry(workload.number).or_insert(scaler);
        }
    }
    found
}
