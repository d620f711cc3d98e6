//! What chance decides: from the lots of a run, and from a second run that drew them otherwise.

use std::collections::BTreeSet;
use std::time::Duration;

use super::clock::Clock;
use crate::predict::plan::either::{Decision, Either, Outcome};
use crate::predict::plan::model::{Plan, Workload};
use crate::predict::plan::run::RunRecord;
use crate::predict::simulation::LotKind;

/// What chance decides in a run, each sort once for a workload; `other` is the plan of a run that
/// drew lots otherwise, where there is one.
pub(crate) fn either(record: &RunRecord, plan: &Plan, other: Option<&Plan>) -> Vec<Either> {
    let clock = Clock { origin: record.origin };
    let (mut told, mut seen) = (Vec::new(), BTreeSet::new());
    for lot in record.run.lots() {
        if lot.at < record.origin || lot.at > record.end {
            continue;
        }
        let about = lot.workload;
        let chance = decision(lot.kind, lot.at, clock);
        if seen.insert((sort(&chance), about.clone())) {
            told.push(Either { about, at: Some(clock.time(lot.at)), chance, outcomes: None });
        }
    }
    for (own, other) in other.into_iter().flat_map(|other| pairs(plan, other)) {
        let outcomes = [outcome(plan, own), outcome(other.0, other.1)];
        if !outcomes[0].differs(&outcomes[1]) {
            continue;
        }
        match told.iter_mut().find(|either| either.about == own.name) {
            Some(either) => either.outcomes = Some(outcomes),
            None => told.push(Either {
                about: own.name.clone(),
                at: None,
                chance: Decision::Order,
                outcomes: Some(outcomes),
            }),
        }
    }
    told.sort_by_key(|either| (!either.can_be_stuck(), either.outcomes.is_none()));
    told
}

/// The workloads of a plan that another has too.
fn pairs<'p>(plan: &'p Plan, other: &'p Plan) -> Vec<(&'p Workload, (&'p Plan, &'p Workload))> {
    let own = plan.workloads.iter();
    let pair = |own: &'p Workload| {
        let same = other.workloads.iter().find(|same| same.name == own.name)?;
        Some((own, (other, same)))
    };
    own.filter_map(pair).collect()
}

fn outcome(plan: &Plan, workload: &Workload) -> Outcome {
    let stuck = plan.stuck_groups.iter().find(|group| group.about == workload.name);
    Outcome {
        ready: workload.ready,
        wanted: workload.wanted,
        lowest_ready: workload.lowest_ready,
        stuck: stuck.map(|group| group.reason.clone()),
    }
}

/// What is told once for a workload.
fn sort(chance: &Decision) -> u8 {
    match chance {
        Decision::DeletedPods { .. } => 0,
        Decision::EndedPods { .. } => 1,
        Decision::Node { .. } => 2,
        Decision::NextPod { .. } => 3,
        Decision::Order => 4,
        Decision::Evicted { .. } => 5,
        Decision::Moment { .. } => 6,
    }
}

fn decision(kind: LotKind, at: Duration, clock: Clock) -> Decision {
    let moment = |what: String, between: [Duration; 2]| Decision::Moment {
        what,
        between: between.map(|time| clock.time(time)),
    };
    match kind {
        LotKind::Noticed { node, between } => moment(format!("{node} is found dead"), between),
        LotKind::Marked { node } => Decision::Evicted { node },
        LotKind::Collected { pod, between } => {
            moment(format!("Pod {pod} is deleted, as its node is gone,"), between)
        }
        LotKind::Retried { object, wait } => moment(format!("{object} tries again"), [at, at + wait]),
        LotKind::Deleted { pods, equals } => Decision::DeletedPods { pods, others: equals },
        LotKind::Ended { by, pods, equals } => Decision::EndedPods { by, pods, others: equals },
        LotKind::Placed { pod, node, other, claim } => Decision::Node { pod, node, other, claim },
        LotKind::Next { pod, other } => Decision::NextPod { pod, other },
    }
}
