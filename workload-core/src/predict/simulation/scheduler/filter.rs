//! Which nodes take a Pod, and why others do not.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::predict::simulation::ids::{NodeId, PodId};
use crate::predict::simulation::neighbours::{Neighbour, Neighbours};
use crate::predict::simulation::node::{Node, UNSCHEDULABLE, taint};
use crate::predict::simulation::placement::{Placement, tolerates};
use crate::predict::simulation::pod::Pod;
use crate::predict::simulation::pod_constraints::Spread;
use crate::predict::simulation::resources::Resources;
use crate::predict::simulation::world::World;

const CLAIM_IN_USE: &str = "node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod";
const MISSING_LABEL: &str = "node(s) didn't match pod topology spread constraints (missing required label)";

/// Why a node does not take a Pod.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unfit {
    /// In the scheduler's words; several where several resources are short.
    pub(super) reasons: Vec<Cow<'static, str>>,
    /// Whether it would help if Pods of the node went.
    pub(super) is_helpable: bool,
}

impl Unfit {
    #[expect(clippy::unnecessary_wraps, reason = "each filter ends with one of the two, or with none")]
    fn never(reason: &'static str) -> Option<Self> {
        Some(Self { reasons: vec![reason.into()], is_helpable: false })
    }

    #[expect(clippy::unnecessary_wraps, reason = "each filter ends with one of the two, or with none")]
    fn now(reason: &'static str) -> Option<Self> {
        Some(Self { reasons: vec![reason.into()], is_helpable: true })
    }
}

/// How the required spread constraints of a Pod stand: one row each, in their order.
#[derive(Debug, Default)]
pub(super) struct Evenness(Vec<Row>);

#[derive(Debug)]
struct Row {
    /// The fewest Pods at one place.
    least: u32,
    /// The Pods by place, where not all nodes are places for the Pod.
    places: Option<BTreeMap<String, u32>>,
}

/// The resources that a node does not have beside its Pods and the promised ones.
fn lacks_resources(node: &Node, promised: &[&Pod], requests: &Resources) -> Option<Unfit> {
    let lacking = if promised.is_empty() {
        node.room.lacks(&node.used, requests)
    } else {
        let mut used = node.used.clone();
        for other in promised {
            used.add(&other.template.requests);
        }
        node.room.lacks(&used, requests)
    };
    if lacking.is_empty() {
        return None;
    }
    let is_helpable = node.room.lacks(&Resources::default(), requests).is_empty();
    Some(Unfit { reasons: lacking.into_iter().map(Into::into).collect(), is_helpable })
}

impl World {
    /// A Pod as its neighbours see it.
    pub(crate) fn neighbour(&self, id: PodId) -> Neighbour<'_> {
        let pod = self.pod(id);
        let namespace = &self.object(pod.owner).namespace;
        Neighbour { namespace, labels: &pod.template.labels, constraints: &pod.template.constraints }
    }

    /// How the required spread constraints of a Pod stand now.
    pub(super) fn evenness(&self, id: PodId) -> Evenness {
        let spread = &self.pod(id).template.constraints.spread;
        Evenness(
            spread.iter().filter(|spread| spread.is_required).map(|spread| self.row(id, spread)).collect(),
        )
    }

    fn row(&self, id: PodId, spread: &Spread) -> Row {
        let (pod, neighbour) = (self.pod(id), self.neighbour(id));
        let placement = &pod.template.placement;
        let narrow = spread.honors_affinity && (placement.asks_labels() || pod.pinned.is_some());
        let neighbours = &self.scheduler.neighbours;
        if !narrow && !spread.honors_taints {
            let (least, places) = neighbours.level(neighbour.namespace, spread);
            return Row { least: if places < spread.min_domains { 0 } else { least }, places: None };
        }
        let mut places = BTreeMap::new();
        for node in self.nodes.present().map(|node| self.nodes.get(node)) {
            let place = node.labels.get(&spread.group.topology_key);
            if let Some(place) = place.filter(|_| is_counted(placement, spread, node)) {
                let pods = neighbours.staying(neighbour.namespace, &spread.group, &node.labels);
                places.insert(place.clone(), pods.unwrap_or(0));
            }
        }
        let least = places.values().min().copied().unwrap_or(0);
        Row { least: if places.len() < spread.min_domains { 0 } else { least }, places: Some(places) }
    }

    /// Why a node does not take a Pod; `None` when it does.
    pub(super) fn unfit(&self, id: PodId, on: NodeId, evenness: &Evenness) -> Option<Unfit> {
        let (pod, node) = (self.pod(id), self.nodes.get(on));
        let placement = &pod.template.placement;
        if node.unschedulable && !tolerates(&placement.tolerations, &taint(UNSCHEDULABLE, "", "NoSchedule")) {
            return Unfit::never("node(s) were unschedulable");
        }
        if let Some(pinned) = pod.pinned.filter(|pinned| *pinned != on) {
            return Some(self.elsewhere(id, pinned));
        }
        does_not_match(placement, node)
            .or_else(|| self.lacks_room(id, on))
            .or_else(|| self.lacks_volumes(id, node))
            .or_else(|| self.is_uneven(id, node, evenness))
            .or_else(|| self.is_kept_away(id, node))
    }

    /// Affinity and anti-affinity to the Pods around.
    fn is_kept_away(&self, id: PodId, node: &Node) -> Option<Unfit> {
        let (reason, is_helpable) = self.scheduler.neighbours.refusal(self.neighbour(id), &node.labels)?;
        Some(Unfit { reasons: vec![reason.into()], is_helpable })
    }

    /// Why a Pod with a node of its own is not for another: while it waits for room there, the
    /// scheduler names what keeps it out too.
    fn elsewhere(&self, id: PodId, pinned: NodeId) -> Unfit {
        let lacking = self.scheduler.nomination(id).and_then(|_| self.lacks_room(id, pinned));
        let reason = match lacking.map(|unfit| unfit.reasons[0].contains("free ports")) {
            Some(true) => "node(s) didn't satisfy plugin(s) [NodeAffinity NodePorts]",
            Some(false) => "node(s) didn't satisfy plugin(s) [NodeAffinity NodeResourcesFit]",
            None => "node(s) didn't satisfy plugin(s) [NodeAffinity]",
        };
        Unfit { reasons: vec![reason.into()], is_helpable: false }
    }

    /// Ports and resources, beside the Pods that are there and those that were promised room.
    fn lacks_room(&self, id: PodId, on: NodeId) -> Option<Unfit> {
        let (pod, node) = (self.pod(id), self.nodes.get(on));
        let promised: Vec<_> = self
            .scheduler
            .nominated_on(on, id)
            .map(|other| self.pod(other))
            .filter(|other| other.priority.value >= pod.priority.value && !other.gone)
            .collect();
        let ports = promised.iter().flat_map(|other| &other.template.host_ports).chain(&node.host_ports);
        let wanted = &pod.template.host_ports;
        if !wanted.is_empty() && ports.into_iter().any(|taken| wanted.iter().any(|port| port.collides(taken)))
        {
            return Unfit::now("node(s) didn't have free ports for the requested pod ports");
        }
        lacks_resources(node, &promised, &pod.template.requests)
    }

    fn lacks_volumes(&self, id: PodId, node: &Node) -> Option<Unfit> {
        for claim in self.pod(id).claims.iter().map(|claim| self.claims.get(*claim)) {
            let uses = |other: &PodId| {
                let pod = self.pod(*other);
                *other != id
                    && !pod.vacated
                    && (pod.node.is_some() || self.scheduler.held.contains_key(other))
            };
            if claim.one_pod && claim.users.iter().any(uses) {
                return Unfit::now(CLAIM_IN_USE);
            }
            if claim.zone.as_deref().is_some_and(|zone| node.zone() != Some(zone)) {
                return Unfit::never("node(s) didn't match PersistentVolume's node affinity");
            }
        }
        None
    }

    fn is_uneven(&self, id: PodId, node: &Node, Evenness(rows): &Evenness) -> Option<Unfit> {
        let neighbour = self.neighbour(id);
        let spread = neighbour.constraints.spread.iter().filter(|spread| spread.is_required);
        for (spread, row) in spread.zip(rows) {
            let Some(place) = node.labels.get(&spread.group.topology_key) else {
                return Unfit::never(MISSING_LABEL);
            };
            let neighbours = &self.scheduler.neighbours;
            let pods = match &row.places {
                Some(places) => places.get(place).copied(),
                None => neighbours.staying(neighbour.namespace, &spread.group, &node.labels),
            };
            let own = u32::from(Neighbours::counts(neighbour, &spread.group));
            if pods.unwrap_or(0) + own > row.least + spread.max_skew {
                return Unfit::now("node(s) didn't match pod topology spread constraints");
            }
        }
        None
    }
}

/// Whether the Pods on a node count for how evenly they are spread.
fn is_counted(placement: &Placement, spread: &Spread, node: &Node) -> bool {
    (!spread.honors_affinity || placement.fits_labels(node))
        && (!spread.honors_taints || placement.repelled_by(node).is_none())
}

/// Why the taints and labels of a node keep a Pod away.
fn does_not_match(placement: &Placement, node: &Node) -> Option<Unfit> {
    if placement.repelled_by(node).is_some() {
        Unfit::never("node(s) had untolerated taint(s)")
    } else if !placement.fits_labels(node) {
        Unfit::never("node(s) didn't match Pod's node affinity/selector")
    } else {
        None
    }
}
