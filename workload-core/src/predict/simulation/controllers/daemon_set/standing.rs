//! How one node stands with a DaemonSet.

use super::spec::Spec;
use crate::predict::simulation::ids::{NodeId, PodId};
use crate::predict::simulation::node::Node;
use crate::predict::simulation::placement::tolerates;
use crate::predict::simulation::pod::Pod;
use crate::predict::simulation::world::World;

/// What the controller sees of one node.
#[derive(Clone, Debug, Default)]
pub(super) struct Standing {
    pub(super) fit: Fit,
    /// Whether the node itself is there.
    pub(super) node_exists: bool,
    /// The Pods for the node that are not both over and being deleted, the oldest first; those on
    /// the node before those that have yet to come.
    pub(super) pods: Vec<PodId>,
    /// Their revisions.
    pub(super) revisions: Vec<u32>,
    pub(super) role: Role,
    /// Whether its Pod, the old one if there are two, is available and not being deleted.
    pub(super) has_available: bool,
    pub(super) counts: [usize; COUNTS],
}

/// What becomes of a Pod on the node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Fit {
    /// One is to run there.
    Runs,
    /// None is to start there, and one that is there may stay.
    Stays,
    /// One that is there goes.
    #[default]
    Leaves,
}

/// What each node adds to a status: nodes that want a Pod, of these those that have one, whose
/// Pod is ready, available, up to date; nodes with a Pod that should have none.
pub(super) const COUNTS: usize = 6;

/// What a node is to a rolling update.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing is to be done, and its Pod is available or does not matter.
    #[default]
    Fine,
    /// Its Pod is missing, or new and not available: it counts against what may be missing.
    Missing,
    /// Its only Pod is old and not available: it may be replaced at any time.
    Broken(PodId),
    /// Its only Pod is old and available: it is replaced as far as the limits allow.
    Old(PodId),
    /// Its only Pod is old and available, and should not be there; known when surging only.
    Misplaced(PodId),
    /// A new Pod starts beside the old one.
    Surging,
    /// This old Pod is not needed any more: the new one beside it is available, or it is neither
    /// available nor in its place.
    Surged(PodId),
}

impl Standing {
    /// Looks at a node that had these Pods when it was last looked at, or got them since.
    pub(super) fn of(id: NodeId, before: &[PodId], spec: &Spec, revision: u32, world: &World) -> Self {
        let node = world.nodes.get(id);
        let fit = fit(spec, node);
        let should_run = fit == Fit::Runs;
        let pods = staying(before, world);
        let left = pods.iter().map(|pod| (*pod, world.pod(*pod))).filter(|(_, pod)| pod.deleting.is_none());
        let (new, old): (Vec<_>, Vec<_>) = left.partition(|(_, pod)| pod.revision == revision);
        let first = old.first().or(new.first());
        let is_fine = !should_run && pods.is_empty();
        Self {
            fit,
            node_exists: !node.gone,
            role: if is_fine { Role::Fine } else { role(&new, &old, spec.surges(), should_run) },
            has_available: first.is_some_and(|(_, pod)| pod.is_available()),
            counts: counts(pods.first().map(|pod| world.pod(*pod)), should_run, revision, node.gone),
            revisions: pods.iter().map(|pod| world.pod(*pod).revision).collect(),
            pods,
        }
    }
}

/// Whether a Pod of the DaemonSet is to start on the node, and whether one there may stay.
fn fit(spec: &Spec, node: &Node) -> Fit {
    let placement = &spec.template.placement;
    if node.gone || spec.node_name().is_some_and(|name| name != node.name) || !placement.fits_labels(node) {
        return Fit::Leaves;
    }
    let repels = |effect: &str| {
        node.taints.iter().any(|taint| taint.effect == effect && !tolerates(&placement.tolerations, taint))
    };
    match (repels("NoExecute"), repels("NoSchedule")) {
        (true, _) => Fit::Leaves,
        (false, true) => Fit::Stays,
        (false, false) => Fit::Runs,
    }
}

/// What a node adds to the status. Its oldest Pod speaks for it, even while it is being deleted.
fn counts(oldest: Option<&Pod>, should_run: bool, revision: u32, node_gone: bool) -> [usize; COUNTS] {
    let is = |what: fn(&Pod, u32) -> bool| usize::from(oldest.is_some_and(|pod| what(pod, revision)));
    let there = is(|_, _| true);
    if !should_run {
        return [0, 0, 0, 0, 0, if node_gone { 0 } else { there }];
    }
    let ready = is(|pod, _| pod.ready);
    [1, there, ready, is(|pod, _| pod.ready && pod.available), is(|pod, now| pod.revision == now), 0]
}

/// The role of a node by its Pods that are not being deleted.
fn role(new: &[(PodId, &Pod)], old: &[(PodId, &Pod)], surges: bool, should_run: bool) -> Role {
    match (new, old) {
        ([(_, new)], []) if new.is_available() => Role::Fine,
        ([] | [_], []) if surges => Role::Fine,
        ([], [(id, old)]) if surges && !should_run && old.is_available() => Role::Misplaced(*id),
        ([], [(id, _)]) if surges && !should_run => Role::Surged(*id),
        ([], [(id, old)]) if old.is_available() => Role::Old(*id),
        ([], [(id, _)]) => Role::Broken(*id),
        ([(_, new)], [(id, _)]) if surges && new.is_available() => Role::Surged(*id),
        _ if surges => Role::Surging,
        _ => Role::Missing,
    }
}

/// The Pods that are there or are still to be deleted; those on the node come first.
fn staying(pods: &[PodId], world: &World) -> Vec<PodId> {
    let stays = |pod: &Pod| !(pod.gone || pod.is_over() && pod.deleting.is_some());
    let mut pods: Vec<_> = pods.iter().copied().filter(|pod| stays(world.pod(*pod))).collect();
    pods.sort_by_key(|pod| (world.pod(*pod).node.is_none(), *pod));
    pods
}
