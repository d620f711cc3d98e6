//! Which autoscaler has a workload, and how far it goes.

use std::collections::HashMap;

use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscalerSpec;

use crate::k8s::{Object, OptionalField as _};
use crate::validate::rules::facts::subject::Subject;
use crate::validate::rules::set::Set;

/// An autoscaler and what it says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Autoscaler<'s> {
    /// The object.
    pub(crate) subject: Subject<'s>,
    /// Its spec.
    pub(crate) spec: &'s HorizontalPodAutoscalerSpec,
}

impl<'s> Autoscaler<'s> {
    /// The autoscaler that an object is.
    pub(crate) fn of(subject: Subject<'s>) -> Option<Self> {
        let Object::HorizontalPodAutoscaler(object) = subject.object else { return None };
        Some(Self { subject, spec: object.spec.get()? })
    }

    /// The workload that it scales, where it is in the set.
    pub(crate) fn workload(&self, set: &'s Set) -> Option<Subject<'s>> {
        let target = &self.spec.scale_target_ref;
        let kind =
            ["Deployment", "StatefulSet", "ReplicaSet"].into_iter().find(|kind| *kind == target.kind)?;
        set.named(kind, &target.name, &self.subject)
    }

    /// The fewest replicas; 1 when nothing is said.
    pub(crate) fn least(&self) -> i32 {
        self.spec.min_replicas.unwrap_or(1)
    }

    /// The most replicas.
    pub(crate) fn most(&self) -> i32 {
        self.spec.max_replicas
    }
}

/// The autoscalers of a set.
pub(crate) fn autoscalers(set: &Set) -> impl Iterator<Item = Autoscaler<'_>> {
    set.of_kind("HorizontalPodAutoscaler").filter_map(Autoscaler::of)
}

/// The autoscaler of each workload, by the workload's number; the first one that asks for it.
pub(crate) fn by_workload(set: &Set) -> HashMap<usize, Autoscaler<'_>> {
    let mut found = HashMap::new();
    for scaler in autoscalers(set) {
        if let Some(workload) = scaler.workload(set) {
            found.entry(workload.number).or_insert(scaler);
        }
    }
    found
}
