//! The nodes of a run, with the Pods on them.

use std::collections::BTreeMap;

use super::clock::Clock;
use crate::predict::plan::input::PlanInput;
use crate::predict::plan::model::{NodeLife, PodLife, Workload};
use crate::predict::plan::run::RunRecord;
use crate::predict::simulation::{EventKind, Kind};

pub(super) fn nodes(
    input: &PlanInput,
    record: &RunRecord,
    workloads: &[Workload],
    clock: Clock,
) -> Vec<NodeLife> {
    let node =
        |name: String, added| NodeLife { name, added, removed: None, pods: Vec::new(), highest_pods: 0 };
    let mut nodes: Vec<_> = input.nodes.iter().map(|own| node(own.name.clone(), None)).collect();
    let mut places: BTreeMap<String, usize> =
        nodes.iter().enumerate().map(|(at, node)| (node.name.clone(), at)).collect();
    for event in record.run.events().filter(|event| event.kind() == Kind::Node) {
        let known = places.get(&event.name()).copied();
        match (event.what(), known) {
            (EventKind::Created, None) => {
                places.insert(event.name(), nodes.len());
                nodes.push(node(event.name(), clock.after(event.at())));
            }
            (EventKind::Deleted, Some(at)) => nodes[at].removed = Some(clock.time(event.at())),
            _ => {}
        }
    }
    let mut moves: BTreeMap<&str, Vec<(u64, i32)>> = BTreeMap::new();
    let mut there: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for pod in workloads.iter().flat_map(|workload| &workload.pods) {
        let Some(name) = pod.node.as_deref() else { continue };
        let Some((from, to)) = stay(pod) else { continue };
        moves.entry(name).or_default().extend([(from, 1), (to, -1)]);
        if pod.gone.is_none() && !is_over(pod) {
            there.entry(name).or_default().push(pod.name.clone());
        }
    }
    for node in &mut nodes {
        node.pods = there.remove(node.name.as_str()).unwrap_or_default();
        node.highest_pods = highest(moves.remove(node.name.as_str()).unwrap_or_default());
    }
    nodes
}

/// From when to when a Pod took room on its node.
fn stay(pod: &PodLife) -> Option<(u64, u64)> {
    let mut on_node =
        pod.spans.iter().filter(|span| !["pending", "succeeded", "failed"].contains(&span.state));
    let first = on_node.next()?;
    Some((first.from, on_node.next_back().unwrap_or(first).to))
}

fn is_over(pod: &PodLife) -> bool {
    pod.spans.last().is_some_and(|span| ["succeeded", "failed"].contains(&span.state))
}

/// The highest sum on the way; at one time what goes is counted before what comes.
fn highest(mut moves: Vec<(u64, i32)>) -> u32 {
    moves.sort_unstable();
    let sums = moves.iter().scan(0_i32, |sum, (_, step)| {
        *sum += step;
        Some(*sum)
    });
    u32::try_from(sums.max().unwrap_or(0)).unwrap_or(0)
}
