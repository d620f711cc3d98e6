//! The claims of a run, with the Pods that mounted them.

use std::collections::{BTreeMap, BTreeSet};

use super::clock::Clock;
use crate::predict::plan::assumed::ClaimKey;
use crate::predict::plan::model::{ClaimLife, Workload};
use crate::predict::plan::run::RunRecord;
use crate::predict::simulation::{EventKind, Kind};

pub(super) fn claims(
    record: &RunRecord,
    workloads: &[Workload],
    assumed: &BTreeSet<ClaimKey>,
    clock: Clock,
) -> Vec<ClaimLife> {
    let is_assumed = |name: &str| assumed.iter().any(|(_, own)| own == name);
    let mut claims: Vec<ClaimLife> = Vec::new();
    for event in record.run.events().filter(|event| event.kind() == Kind::PersistentVolumeClaim) {
        let name = event.name();
        match event.what() {
            EventKind::Created => {
                let made = clock.after(event.at()).filter(|_| !is_assumed(&name));
                claims.push(ClaimLife { name, made, gone: None, pods: Vec::new() });
            }
            EventKind::Deleted => {
                if let Some(claim) = claims.iter_mut().rfind(|claim| claim.name == name) {
                    claim.gone = Some(clock.time(event.at()));
                }
            }
            _ => {}
        }
    }
    // Of two of one name, one after the other, the last is meant.
    let places: BTreeMap<_, _> =
        claims.iter().enumerate().map(|(place, claim)| (claim.name.clone(), place)).collect();
    for pod in workloads.iter().flat_map(|workload| &workload.pods) {
        for place in pod.claims.iter().filter_map(|claim| places.get(claim)) {
            let pods = &mut claims[*place].pods;
            if !pods.contains(&pod.name) {
                pods.push(pod.name.clone());
            }
        }
    }
    claims
}
