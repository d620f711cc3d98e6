//! As many Pods as the Job wants to run: making them, and deleting those that are too many.

use std::cmp::Reverse;
use std::sync::Arc;

use super::backoff;
use super::model::{Job, Turn};
use super::seen::{Seen, Tracked, find};
use crate::predict::simulation::chance::Draw;
use crate::predict::simulation::ids::{ObjectId, PodId};
use crate::predict::simulation::pods::{JOB_BATCH, NewPod};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

/// Of more Pods equals are not told apart.
const FEW: usize = 50;

/// How many Pods are made or deleted in one turn.
const MOST: usize = 500;

impl Job {
    /// Makes or deletes the difference.
    pub(super) fn manage(&mut self, turn: &mut Turn, seen: &[Seen], id: ObjectId, world: &mut World) {
        let wanted = self.wanted(turn);
        let surplus = self.surplus(usize::try_from(turn.active - wanted).unwrap_or(0), seen, world);
        if self.spec.suspend || !surplus.is_empty() {
            self.note_equals(&surplus, seen, world);
            return delete(&surplus, turn, id, world);
        }
        let terminating = if self.spec.replaces_failed_only { turn.terminating } else { 0 };
        let missing = usize::try_from(wanted - terminating - turn.active).unwrap_or(0);
        if missing > 0 {
            self.make(missing, turn, seen, id, world);
        }
    }

    /// How many Pods are to run.
    fn wanted(&self, turn: &Turn) -> i32 {
        match self.spec.completions {
            _ if self.spec.suspend => 0,
            // Without a number of completions the first success is the end: nothing new starts.
            None if turn.succeeded > 0 => turn.active,
            None => self.spec.parallelism,
            Some(completions) => (completions - turn.succeeded).min(self.spec.parallelism).max(0),
        }
    }

    /// The Pods to delete: those without a place, then those that have come least far.
    fn surplus(&self, many: usize, seen: &[Seen], world: &World) -> Vec<PodId> {
        let (mut placed, mut surplus): (Vec<_>, Vec<_>) = seen
            .iter()
            .filter(|pod| pod.active)
            .map(|pod| (pod.valid, pod.id))
            .partition(|(valid, _)| *valid);
        placed.sort_by_cached_key(|(_, id)| {
            let pod = world.pod(*id);
            let since = if pod.ready { pod.ready_since } else { 0 };
            (
                pod.node.is_some(),
                pod.phase,
                pod.ready,
                Reverse(since),
                Reverse(pod.restarts),
                Reverse(world.chance.turn(id.at())),
            )
        });
        placed.truncate(many.saturating_sub(surplus.len()));
        surplus.append(&mut placed);
        let most = if self.spec.suspend { usize::MAX } else { MOST };
        surplus.into_iter().map(|(_, id)| id).take(most).collect()
    }

    /// Writes down which Pods could go as well as those that do; with indexes the highest go.
    fn note_equals(&self, surplus: &[PodId], seen: &[Seen], world: &mut World) {
        if self.spec.suspend || self.spec.indexed || seen.len() > FEW {
            return;
        }
        let class = |id: PodId| {
            let pod = world.pod(id);
            let since = if pod.ready { pod.ready_since / 1000 } else { 0 };
            (pod.node.is_some(), pod.phase, pod.ready, since, pod.restarts)
        };
        let taken: Vec<_> = surplus.iter().map(|pod| class(*pod)).collect();
        let left = seen.iter().filter(|pod| pod.active && pod.valid && !surplus.contains(&pod.id));
        let equals: Vec<_> = left.map(|pod| pod.id).filter(|pod| taken.contains(&class(*pod))).collect();
        if !equals.is_empty() {
            world.chance.note(world.now, Draw::Deleted { pods: surplus.to_vec(), equals });
        }
    }

    /// Makes Pods, unless it is too soon after a failure.
    fn make(&mut self, missing: usize, turn: &mut Turn, seen: &[Seen], id: ObjectId, world: &mut World) {
        let limited = self.spec.backoff_limit_per_index.is_some();
        let pause = if limited { 0 } else { turn.backoff.remaining(world.now) };
        let many = missing.min(MOST);
        let mut places = if self.spec.indexed {
            self.free_indexes(many, turn, seen).into_iter().map(Some).collect()
        } else {
            vec![None; many]
        };
        let pause = if limited { wait_for_indexes(&mut places, turn, seen, world.now) } else { pause };
        if pause > 0 {
            world.wake_by(world.now + pause.max(JOB_BATCH), id);
            // What the real controller reports while it waits, whatever still runs.
            turn.active = 0;
            return;
        }
        self.make_in_batches(&places, turn, seen, id, world);
    }

    /// One, two, four, eight … at a time, until one fails.
    fn make_in_batches(
        &mut self,
        places: &[Option<u32>],
        turn: &mut Turn,
        seen: &[Seen],
        id: ObjectId,
        world: &mut World,
    ) {
        let (mut from, mut batch) = (0, 1);
        while from < places.len() && !turn.refused {
            let to = places.len().min(from + batch);
            for index in &places[from..to] {
                let before = index.and_then(|index| find(seen, *turn.waiting.get(&index)?));
                let made = self.make_pod(*index, before.map(Tracked::after), id, world);
                turn.note_made(made);
            }
            (from, batch) = (to, batch * 2);
        }
    }

    fn make_pod(
        &mut self,
        index: Option<u32>,
        tracked: Option<Tracked>,
        id: ObjectId,
        world: &mut World,
    ) -> bool {
        let new = self.new_pod(index, id, world);
        let attempt = new.attempt;
        let made = world.create_pod(new);
        match made {
            Ok(pod) => {
                world.pods[pod.at()].held = true;
                self.made += 1;
                self.made_of.extend(index.map(|index| (index, attempt)));
                self.pods.insert(pod, tracked.unwrap_or_default());
                world.say_created(id, pod);
            }
            Err(ref reason) => world.say_refused(id, reason),
        }
        made.is_ok()
    }

    fn new_pod(&self, index: Option<u32>, id: ObjectId, world: &World) -> NewPod {
        let attempt = index.map_or(self.made, |index| self.made_of.get(&index).copied().unwrap_or(0)) + 1;
        let job = &world.object(id).name;
        let name = index.map_or(format!("{job}/{attempt}"), |index| format!("{job}/i{index}-{attempt}"));
        let new = NewPod::new(name, id, Arc::clone(&self.spec.template));
        NewPod { ordinal: index, attempt, ..new }
    }

    /// Deletes all Pods that run, which stay held until they are counted.
    pub(super) fn stop_all(&self, turn: &mut Turn, seen: &[Seen], id: ObjectId, world: &mut World) {
        for pod in seen.iter().filter(|pod| pod.active) {
            delete_pod(pod.id, id, world);
        }
        turn.terminating += turn.active;
        (turn.active, turn.ready) = (0, 0);
    }
}

/// Leaves the indexes whose pause is over; else returns the shortest pause.
fn wait_for_indexes(places: &mut Vec<Option<u32>>, turn: &Turn, seen: &[Seen], now: Millis) -> Millis {
    let pause = |place: &Option<u32>| {
        let last = place.and_then(|index| find(seen, *turn.waiting.get(&index)?));
        last.map_or(0, |last| backoff::remaining(last.tracked.all() + 1, last.end, now))
    };
    let shortest = places.iter().map(pause).min().unwrap_or(0);
    places.retain(|place| pause(place) == 0);
    shortest
}

/// Deletes Pods that are too many; they count neither as failed nor as succeeded.
fn delete(pods: &[PodId], turn: &mut Turn, id: ObjectId, world: &mut World) {
    for pod in pods {
        turn.ready -= i32::from(world.pod(*pod).is_ready());
        world.release_pod(*pod);
        delete_pod(*pod, id, world);
    }
    let many = i32::try_from(pods.len()).unwrap_or(i32::MAX);
    turn.active -= many;
    turn.terminating += many;
}

fn delete_pod(pod: PodId, id: ObjectId, world: &mut World) {
    let message = format!("Deleted pod: {}", world.pod(pod).name);
    world.delete_pod(pod);
    world.say(id, "SuccessfulDelete", message);
}
