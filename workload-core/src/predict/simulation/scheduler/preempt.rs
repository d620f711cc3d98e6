//! Preemption: less important Pods are ended to make room for a more important one.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::predict::simulation::chance::Draw;
use crate::predict::simulation::controllers::budget::Budget;
use crate::predict::simulation::ids::{NodeId, PodId};
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::neighbours::Move;
use crate::predict::simulation::preemption::Preemption;
use crate::predict::simulation::scheduler::refusal::Refusal;
use crate::predict::simulation::world::World;

/// Of a node where no Pod is less important than the one that comes.
const NO_VICTIMS: &str = "No preemption victims found for incoming pod";

/// On how many nodes victims are looked for.
const ENOUGH: usize = 100;

/// Violated budgets, the highest priority, the sum of priorities, the number of Pods, and when the first began.
type Cost = (usize, i32, i64, usize, Reverse<u64>);

/// The Pods of one node that would have to go.
struct Candidate {
    node: NodeId,
    /// The most important first.
    victims: Vec<PodId>,
    /// How many of them a budget would not let go.
    violations: usize,
}

impl World {
    /// Makes room for a Pod that fits no node, where that is possible; why the Pod fits none now.
    pub(super) fn nowhere(&mut self, pod: PodId) -> Refusal {
        let brief = self.why_nowhere(pod);
        Refusal { brief, not_preempted: self.preempt(pod).err() }
    }

    /// Ends less important Pods for one that fits nowhere, and promises it their node.
    ///
    /// # Errors
    ///
    /// When that would not help; why, in the scheduler's words.
    pub(super) fn preempt(&mut self, id: PodId) -> Result<(), String> {
        if !self.pod(id).priority.preempts {
            return Err("not eligible due to preemptionPolicy=Never.".to_owned());
        }
        if self.awaits_victims(id) {
            return Err("not eligible due to a terminating pod on the nominated node.".to_owned());
        }
        let best = self.best_candidate(id)?;
        self.end_victims(id, best);
        Ok(())
    }

    /// The node whose Pods are ended at the least cost.
    fn best_candidate(&mut self, id: PodId) -> Result<Candidate, String> {
        let value = self.pod(id).priority.value;
        let (mut candidates, mut reasons) = (Vec::new(), BTreeMap::<&str, usize>::new());
        let evenness = self.evenness(id);
        for node in self.nodes.present().collect::<Vec<_>>() {
            let helpable = self.unfit(id, node, &evenness).is_none_or(|unfit| unfit.is_helpable);
            let may = helpable && self.least_priority < value;
            let found = if may && candidates.len() < ENOUGH { self.victims_on(id, node) } else { None };
            match found {
                Some(candidate) => candidates.push(candidate),
                None if helpable => *reasons.entry(NO_VICTIMS).or_default() += 1,
                None => *reasons.entry("Preemption is not helpful for scheduling").or_default() += 1,
            }
        }
        let nodes = self.nodes.len();
        self.drawn_candidate(id, candidates).ok_or_else(|| no_candidate(&reasons, nodes))
    }

    /// The candidate that costs the least, and what would have done as well.
    fn drawn_candidate(&mut self, id: PodId, candidates: Vec<Candidate>) -> Option<Candidate> {
        let turn = |at: usize| self.chance.turn(at);
        let costs: Vec<_> = candidates.iter().map(|candidate| self.cost(candidate)).collect();
        let best = (0..candidates.len()).min_by_key(|at| (costs[*at], turn(*at)))?;
        let others = (0..candidates.len()).filter(|at| *at != best && costs[*at] == costs[best]);
        let mut equals = self.spared_equals(id, &candidates[best]);
        equals.extend(others.flat_map(|at| &candidates[at].victims));
        let best = candidates.into_iter().nth(best)?;
        if !equals.is_empty() {
            self.chance.note(self.now, Draw::Ended { by: id, pods: best.victims.clone(), equals });
        }
        Some(best)
    }

    /// Pods of the node that stay and are as important as one that goes, if each would do alone.
    fn spared_equals(&self, id: PodId, best: &Candidate) -> Vec<PodId> {
        let [victim] = best.victims.as_slice() else { return Vec::new() };
        let alike = |pod: &PodId| {
            let (one, other) = (self.pod(*pod), self.pod(*victim));
            one.priority.value == other.priority.value
                && seconds(one.started) == seconds(other.started)
                && one.template.requests == other.template.requests
                && one.template.host_ports == other.template.host_ports
                && one.budgets == other.budgets
        };
        let there = self.nodes.get(best.node).pods.iter().copied();
        there
            .filter(|pod| pod != victim && *pod != id && self.pod(*pod).deleting.is_none() && alike(pod))
            .collect()
    }

    /// Whether Pods that were ended for a Pod are still there.
    pub(super) fn awaits_victims(&self, id: PodId) -> bool {
        let value = self.pod(id).priority.value;
        let stops = |pod: &PodId| self.pod(*pod).deleting.is_some() && self.pod(*pod).priority.value < value;
        self.scheduler.nomination(id).is_some_and(|node| self.nodes.get(node).pods.iter().any(stops))
    }

    fn end_victims(&mut self, id: PodId, Candidate { node, victims, .. }: Candidate) {
        self.scheduler.nominate(id, node);
        self.record(Subject::Pod(id), EventKind::Nominated { node: node.at() });
        let name = self.nodes.get(node).name.clone();
        self.note_preemptions(id, node, &victims);
        for victim in victims {
            let message = format!("Preempted by pod {} on node {name}", self.pod(id).name).into();
            self.record(Subject::Pod(victim), EventKind::Event { reason: "Preempted", message });
            self.disrupt(victim, "PreemptionByScheduler");
        }
    }

    /// Remembers who is ended for whom, and against which budget.
    fn note_preemptions(&mut self, by: PodId, node: NodeId, victims: &[PodId]) {
        let (violating, _) = self.violating(victims);
        for pod in victims.iter().copied() {
            let budget = self.pod(pod).budgets.first().copied().filter(|_| violating.contains(&pod));
            self.preemptions.push(Preemption { at: self.now, by, pod, node, budget });
        }
    }

    /// The fewest Pods of a node that have to go for a Pod to fit, the least important ones.
    fn victims_on(&mut self, id: PodId, node: NodeId) -> Option<Candidate> {
        let value = self.pod(id).priority.value;
        let mut lower: Vec<_> = self.nodes.get(node).pods.iter().copied().collect();
        lower.retain(|pod| self.pod(*pod).priority.value < value);
        if lower.is_empty() {
            return None;
        }
        lower.sort_by_key(|pod| self.importance(*pod));
        for pod in &lower {
            self.lift(*pod, node);
        }
        let fits = self.unfit(id, node, &self.evenness(id)).is_none();
        let (violating, others) = self.violating(&lower);
        let mut victims = self.put_back_others(violating, fits, id, node);
        let violations = victims.len();
        victims.extend(self.put_back_others(others, fits, id, node));
        for pod in &victims {
            self.put_back(*pod, node);
        }
        victims.sort_by_key(|pod| self.importance(*pod));
        (fits && !victims.is_empty()).then_some(Candidate { node, victims, violations })
    }

    /// Puts Pods back on their node; those beside which the Pod no longer fits are its victims.
    fn put_back_others(&mut self, pods: Vec<PodId>, fits: bool, id: PodId, node: NodeId) -> Vec<PodId> {
        let mut victims = Vec::new();
        for pod in pods {
            self.put_back(pod, node);
            if fits && self.unfit(id, node, &self.evenness(id)).is_some() {
                self.lift(pod, node);
                victims.push(pod);
            }
        }
        victims
    }

    /// The Pods whose budgets allow no more disruptions, the others before them taken; and the rest.
    fn violating(&self, pods: &[PodId]) -> (Vec<PodId>, Vec<PodId>) {
        let mut taken = BTreeMap::new();
        pods.iter().copied().partition(|pod| {
            let mut violates = false;
            for budget in &self.pod(*pod).budgets {
                let allowed = self.controller_of(*budget).map_or(0, |it: &Budget| it.status.allowed);
                let own = taken.entry(*budget).or_insert(0);
                *own += 1;
                violates |= *own > allowed;
            }
            violates
        })
    }

    /// The order of importance: the most important first, of equal ones the one that began first.
    fn importance(&self, id: PodId) -> (Reverse<i32>, u64, i64) {
        let pod = self.pod(id);
        (Reverse(pod.priority.value), pod.started.unwrap_or(u64::MAX), self.chance.turn(id.at()))
    }

    /// What the choice of a node goes by: the least is chosen.
    fn cost(&self, candidate: &Candidate) -> Cost {
        let priority = |pod: &PodId| self.pod(*pod).priority.value;
        let highest = candidate.victims.iter().map(priority).max().unwrap_or(i32::MIN);
        let sum =
            candidate.victims.iter().map(|pod| i64::from(priority(pod)) + i64::from(i32::MAX) + 1).sum();
        let most = candidate.victims.iter().filter(|pod| priority(pod) == highest);
        let began = most.map(|pod| self.pod(*pod).started.unwrap_or(0)).min().unwrap_or(0);
        (candidate.violations, highest, sum, candidate.victims.len(), Reverse(began))
    }

    /// Takes a Pod off its node for a moment, to see what would be without it or to change it.
    pub(crate) fn lift(&mut self, pod: PodId, node: NodeId) {
        let template = self.pod(pod).template.clone();
        self.nodes.take(node, pod, &template);
        self.shift_neighbours(pod, node, self.move_away(pod));
        self.pods[pod.at()].vacated = true;
    }

    /// Puts it back.
    pub(crate) fn put_back(&mut self, pod: PodId, node: NodeId) {
        let template = self.pod(pod).template.clone();
        self.nodes.put(node, pod, &template);
        self.shift_neighbours(pod, node, Move::Comes);
        if self.pod(pod).deleting.is_some() {
            self.shift_neighbours(pod, node, Move::Stops);
        }
        self.pods[pod.at()].vacated = false;
    }

    /// How a Pod leaves its neighbours.
    pub(crate) fn move_away(&self, pod: PodId) -> Move {
        if self.pod(pod).deleting.is_some() { Move::Goes } else { Move::Vanishes }
    }
}

/// The API tells a start by the second.
fn seconds(time: Option<u64>) -> Option<u64> {
    time.map(|time| time / 1000)
}

/// Why no node is a candidate, each reason with its number of nodes.
fn no_candidate(reasons: &BTreeMap<&str, usize>, nodes: usize) -> String {
    let mut reasons: Vec<_> = reasons.iter().map(|(reason, nodes)| format!("{nodes} {reason}")).collect();
    reasons.sort_unstable();
    format!("0/{nodes} nodes are available: {}.", reasons.join(", "))
}
