//! Placement that is about the app's own Pods, once its labels are known.

use k8s_openapi::api::core::v1::{PodAffinity, PodAntiAffinity, PodSpec};

use crate::describe::description::Description;
use crate::describe::parts::PodAffinity as Part;
use crate::describe::shape::Shape;

impl<S: Shape> Description<S> {
    /// Adds spread and affinity to the Pod.
    pub(crate) fn place(&self, pod: &mut PodSpec) {
        let own = self.identity.selector();
        if !self.spreads.is_empty() {
            let constraints = self.spreads.iter().map(|spread| spread.constraint(own.clone()));
            pod.topology_spread_constraints = Some(constraints.collect());
        }
        if !self.affinity.is_empty() {
            pod.affinity.get_or_insert_default().pod_affinity = Some(PodAffinity {
                required_during_scheduling_ignored_during_execution: some(&self.affinity, |part| {
                    part.requirement(&own)
                }),
                preferred_during_scheduling_ignored_during_execution: some(&self.affinity, |part| {
                    part.preference(&own)
                }),
            });
        }
        if !self.anti_affinity.is_empty() {
            pod.affinity.get_or_insert_default().pod_anti_affinity = Some(PodAntiAffinity {
                required_during_scheduling_ignored_during_execution: some(&self.anti_affinity, |part| {
                    part.requirement(&own)
                }),
                preferred_during_scheduling_ignored_during_execution: some(&self.anti_affinity, |part| {
                    part.preference(&own)
                }),
            });
        }
    }
}

/// What the parts give, if they give anything.
fn some<T>(parts: &[Part], term: impl Fn(&Part) -> Option<T>) -> Option<Vec<T>> {
    let terms: Vec<_> = parts.iter().filter_map(term).collect();
    (!terms.is_empty()).then_some(terms)
}
