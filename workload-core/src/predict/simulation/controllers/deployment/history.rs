//! Which ReplicaSet is the new one, making it, and forgetting the oldest.

use std::sync::Arc;

use super::{Deployment, Sets};
use crate::k8s::selector::{Labels, selects};
use crate::predict::simulation::controllers::history::no_revision;
use crate::predict::simulation::controllers::replica_set::ReplicaSet;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::{Kind, Propagation};
use crate::predict::simulation::log::{ConditionStatus, EventKind, Subject};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Object;
use crate::predict::simulation::world::World;

/// The label by which the Pods of one template are told from those of another.
const TEMPLATE_HASH: &str = "pod-template-hash";

impl Deployment {
    /// Takes in the ReplicaSets without an owner that the selector fits, by their own labels.
    pub(super) fn adopt_sets(&mut self, id: ObjectId, world: &mut World) {
        if world.object(id).deleting.is_some() {
            return;
        }
        for set in world.adopters.clone() {
            let object = world.object(set);
            let fits = object.kind == Kind::ReplicaSet
                && object.namespace == world.object(id).namespace
                && object.deleting.is_none()
                && selects(Some(&self.spec.selector), &world.replica_set(set).labels);
            if fits {
                let template = Arc::clone(&world.replica_set(set).template);
                world.replica_set_mut(set).revision = self.revision_of(&template);
                world.take_in_set(set, id);
            }
        }
    }

    /// The ReplicaSets as they are.
    pub(super) fn sets(&self, id: ObjectId, world: &World) -> Sets {
        let owned = world.object(id).owned.iter().copied();
        let same = |set: &ObjectId| world.replica_set(*set).template.is_same(&self.spec.template);
        let all: Vec<_> = owned.filter(|set| world.object(*set).deleting.is_none()).collect();
        let new = all.iter().copied().find(same);
        Sets { new, old: all.into_iter().filter(|set| Some(*set) != new).collect() }
    }

    /// The ReplicaSets, with the number of the new one brought up to date.
    pub(super) fn synced_sets(&mut self, id: ObjectId, world: &mut World) -> Sets {
        let sets = self.sets(id, world);
        let Some(new) = sets.new else { return sets };
        let number = self.next_number(&sets, world);
        let set = world.replica_set_mut(new);
        if set.number < number {
            set.number = number;
            world.record(Subject::Object(new), EventKind::Renumbered(number));
            world.wake(id);
        } else if self.spec.deadline.is_some() && self.conditions.get("Progressing").is_none() {
            self.set_progressing(ConditionStatus::True, "FoundNewReplicaSet", id, world);
        }
        self.sync_min_ready(new, world);
        sets
    }

    fn sync_min_ready(&self, set: ObjectId, world: &mut World) {
        if world.replica_set(set).min_ready != self.min_ready() {
            world.replica_set_mut(set).min_ready = self.min_ready();
            world.wake(set);
        }
    }

    fn next_number(&self, sets: &Sets, world: &World) -> i64 {
        sets.old.iter().map(|set| world.replica_set(*set).number).max().unwrap_or(0) + 1
    }

    pub(super) fn min_ready(&self) -> Millis {
        Millis::try_from(self.spec.min_ready).unwrap_or(0) * 1000
    }

    /// The same, with a new ReplicaSet where none has the template; `None` when the turn ends
    /// with making it, because its status was written before.
    pub(super) fn sets_with_new(&mut self, id: ObjectId, world: &mut World) -> Option<(Sets, ObjectId)> {
        let mut sets = self.synced_sets(id, world);
        if let Some(new) = sets.new {
            return Some((sets, new));
        }
        let refused = self.stale;
        let new = self.create_set(&sets, id, world);
        sets.new = Some(new);
        (!refused).then_some((sets, new))
    }

    fn create_set(&mut self, sets: &Sets, id: ObjectId, world: &mut World) -> ObjectId {
        let revision = self.revision_of(&Arc::clone(&self.spec.template));
        let name = format!("{}/r{revision}", world.object(id).name);
        let set = self.new_set(revision, sets, world);
        let replicas = set.replicas;
        let set = create_below(id, &name, set, world);
        if replicas > 0 {
            world.say(id, "ScalingReplicaSet", format!("Scaled up replica set {name} from 0 to {replicas}"));
        }
        if self.spec.deadline.is_some() {
            self.set_progressing(ConditionStatus::True, "NewReplicaSetCreated", id, world);
        }
        // The controller sees the ReplicaSet it made and looks again.
        world.wake(id);
        set
    }

    /// A ReplicaSet of the present template, as large as it may be beside the others.
    fn new_set(&self, revision: u32, sets: &Sets, world: &World) -> ReplicaSet {
        let hash = format!("r{revision}");
        let labels = Labels::from([(TEMPLATE_HASH.to_owned(), hash.clone())]);
        let template = Template::with_labels(&self.spec.template.written, labels);
        let mut selector = self.spec.selector.clone();
        selector.match_labels.get_or_insert_default().insert(TEMPLATE_HASH.to_owned(), hash);
        let mut set = ReplicaSet::new(template, revision, selector);
        set.replicas = self.new_size(0, world.total_size(sets.all()));
        set.number = self.next_number(sets, world);
        (set.desired, set.max) = (Some(self.spec.replicas), self.spec.replicas + self.spec.max_surge());
        set.min_ready = self.min_ready();
        set
    }

    fn revision_of(&mut self, template: &Arc<Template>) -> u32 {
        let known = self.seen.iter().position(|seen| seen.is_same(template));
        let at = known.unwrap_or_else(|| {
            self.seen.push(Arc::clone(template));
            self.seen.len() - 1
        });
        u32::try_from(at + 1).unwrap_or(u32::MAX)
    }

    /// Deletes the oldest empty ReplicaSets beyond the limit of the history.
    pub(super) fn clean_up(&self, sets: &Sets, world: &mut World) {
        let limit = usize::try_from(self.spec.history_limit).unwrap_or(0);
        let mut old = sets.old.clone();
        old.sort_by_key(|set| world.replica_set(*set).number);
        let surplus = old.len().saturating_sub(limit);
        for set in old.into_iter().take(surplus) {
            let it = world.replica_set(set);
            if it.replicas == 0 && it.status.replicas == 0 && !world.object(set).queued {
                world.delete(set, Propagation::Background);
            }
        }
    }

    /// Goes back to the template of the ReplicaSet with a number, or with the last but one.
    pub(super) fn roll_back(
        &mut self,
        id: ObjectId,
        to: Option<i64>,
        world: &mut World,
    ) -> Result<(), String> {
        let mut sets: Vec<_> = world.object(id).owned.iter().map(|set| world.replica_set(*set)).collect();
        sets.sort_by_key(|set| set.number);
        let before = match to {
            Some(number) => sets.iter().find(|set| set.number == number),
            None => sets.len().checked_sub(2).map(|at| &sets[at]),
        };
        self.spec.template = before.map(|set| Arc::clone(&set.template)).ok_or_else(|| no_revision(to))?;
        self.generation += 1;
        Ok(())
    }
}

/// Adds a ReplicaSet to the cluster, owned by the Deployment.
fn create_below(owner: ObjectId, name: &str, set: ReplicaSet, world: &mut World) -> ObjectId {
    let replicas = set.replicas;
    let namespace = Arc::clone(&world.object(owner).namespace);
    let mut object = Object::new(Kind::ReplicaSet, &namespace, name, Box::new(set));
    object.owner = Some(owner);
    world.create(object, EventKind::CreatedAt { replicas })
}
