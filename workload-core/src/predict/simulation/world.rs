//! The cluster's state, and the few ways to change it.

use std::any::Any;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Debug;
use std::sync::Arc;

use jiff::Timestamp;
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::cause::Cause;
use super::chance::Chance;
use super::circles::Circles;
use super::claims::Claims;
use super::evictions::Evictions;
use super::ids::{NodeId, ObjectId, PodId};
use super::kind::Kind;
use super::log::{EventKind, Record, Subject};
use super::nodes::Nodes;
use super::object;
use super::pod::Pod;
use super::policies::Policies;
use super::preemption::Preemption;
use super::queue::{Millis, Queue, Task};
use super::scheduler::state::Scheduler;
use super::template::Template;
use super::timings::Timings;

/// What a request for a field that a kind does not have is told.
const NO_FIELD: &str = "has no such field";

/// What looks after one object: it holds the object's spec and status, and takes turns.
///
/// During its own turn a controller is out of the world; others find it there by
/// [`World::controller_of`].
pub(crate) trait Controller: Any + Debug + Send {
    /// One turn: compares what is wanted with what is, and takes a step.
    fn reconcile(&mut self, id: ObjectId, world: &mut World);

    /// Takes over the spec of a newer version of the same object.
    ///
    /// # Errors
    ///
    /// When the server refuses the change; why.
    fn apply(&mut self, new: Box<dyn Controller>, id: ObjectId, world: &mut World) -> Result<(), String>;

    /// Whether the server takes an object of this name.
    ///
    /// # Errors
    ///
    /// Why it does not.
    fn check(&self, _name: &str) -> Result<(), String> {
        Ok(())
    }

    /// How its making stands in the timeline.
    fn created(&self) -> EventKind {
        EventKind::Created
    }

    /// The Pod template in the spec.
    fn template(&self) -> Option<&Arc<Template>> {
        None
    }

    /// Replaces the Pod template.
    fn set_template(&mut self, _written: &PodTemplateSpec) -> Result<(), String> {
        Err(NO_FIELD.to_owned())
    }

    /// `spec.replicas`: how many Pods the object wants.
    fn scale(&self) -> Option<i32> {
        None
    }

    /// Sets `spec.replicas`.
    fn scale_to(&mut self, _replicas: i32) -> Result<(), String> {
        Err(NO_FIELD.to_owned())
    }

    /// Sets `spec.paused`.
    fn pause(&mut self, _on: bool) -> Result<(), String> {
        Err(NO_FIELD.to_owned())
    }

    /// Whether `spec.paused` is set.
    fn is_paused(&self) -> bool {
        false
    }

    /// Sets `spec.suspend`.
    fn suspend(&mut self, _on: bool) -> Result<(), String> {
        Err(NO_FIELD.to_owned())
    }

    /// Goes back to the template of a revision, or of the one before.
    fn undo(&mut self, _id: ObjectId, _to: Option<i64>, _world: &mut World) -> Result<(), String> {
        Err("has no revisions".to_owned())
    }

    /// Takes over what an earlier object of the same kind and name left, when its dependents stayed.
    fn adopt(&mut self, _earlier: Box<dyn Controller>) {}

    /// The selector of the Pods it looks after.
    fn selector(&self) -> Option<&LabelSelector> {
        None
    }

    /// Why the object does not get to what is wanted of it.
    fn stuck(&self, _id: ObjectId, _world: &World) -> Option<Cause> {
        None
    }
}

/// The controller of the one concrete type, out of a box; `None` for another type.
pub(crate) fn downcast<C: Controller>(controller: Box<dyn Controller>) -> Option<Box<C>> {
    let any: Box<dyn Any> = controller;
    any.downcast().ok()
}

/// One object, with its controller.
pub(crate) type Object = object::Object<dyn Controller>;

/// Everything there is, at one moment.
#[derive(Debug)]
pub(crate) struct World {
    /// The moment at which virtual time begins.
    pub(crate) start: Timestamp,
    /// The moment.
    pub(crate) now: Millis,
    /// The moment at which the simulation ends.
    pub(crate) end: Millis,
    pub(crate) queue: Queue,
    pub(crate) objects: Vec<Object>,
    /// The objects that are there, by kind, namespace and name.
    pub(crate) by_name: BTreeMap<(Kind, Arc<str>, Arc<str>), ObjectId>,
    pub(crate) pods: Vec<Pod>,
    /// The Pods that are there, by namespace and name.
    pub(crate) pods_by_name: BTreeMap<(Arc<str>, Arc<str>), PodId>,
    pub(crate) nodes: Nodes,
    pub(crate) claims: Claims,
    pub(crate) policies: Policies,
    /// The lowest priority that any Pod has had.
    pub(crate) least_priority: i32,
    pub(crate) scheduler: Scheduler,
    pub(crate) evictions: Evictions,
    pub(crate) timings: Timings,
    /// How many active Pods of a workload a node has.
    pub(crate) beside: BTreeMap<(ObjectId, NodeId), u32>,
    /// The PodDisruptionBudgets that are there.
    pub(crate) budgets: Vec<ObjectId>,
    /// The HorizontalPodAutoscalers that are there.
    pub(crate) autoscalers: Vec<ObjectId>,
    /// The DaemonSets that are there: every change of a node concerns them.
    pub(crate) per_node: Vec<ObjectId>,
    /// The Pods that nobody owns, by the objects that stand for their owners.
    pub(crate) bare: BTreeSet<PodId>,
    /// The ReplicaSets and ReplicationControllers that take in Pods without an owner.
    pub(crate) adopters: BTreeSet<ObjectId>,
    /// The Pods that a drain asked to go and that are not gone, by node.
    pub(crate) drains: BTreeMap<NodeId, VecDeque<PodId>>,
    /// Whether StatefulSets heed `maxUnavailable`.
    pub(crate) max_unavailable_gate: bool,
    pub(crate) log: Vec<Record>,
    /// How lots are drawn.
    pub(crate) chance: Chance,
    /// What goes in circles.
    pub(crate) circles: Circles,
    /// The Pods that were ended for more important ones.
    pub(crate) preemptions: Vec<Preemption>,
}

/// 2026-01-01 00:00 UTC, in seconds since 1970.
const START: i64 = 1_767_225_600;

impl Default for World {
    fn default() -> Self {
        Self {
            start: Timestamp::from_second(START).unwrap_or(Timestamp::UNIX_EPOCH),
            now: 0,
            end: Millis::MAX,
            queue: Queue::default(),
            objects: Vec::new(),
            by_name: BTreeMap::new(),
            pods: Vec::new(),
            pods_by_name: BTreeMap::new(),
            nodes: Nodes::default(),
            claims: Claims::default(),
            policies: Policies::default(),
            least_priority: i32::MAX,
            scheduler: Scheduler::default(),
            evictions: Evictions::default(),
            timings: Timings::default(),
            beside: BTreeMap::new(),
            budgets: Vec::new(),
            autoscalers: Vec::new(),
            per_node: Vec::new(),
            bare: BTreeSet::new(),
            adopters: BTreeSet::new(),
            drains: BTreeMap::new(),
            max_unavailable_gate: false,
            log: Vec::new(),
            chance: Chance::default(),
            circles: Circles::default(),
            preemptions: Vec::new(),
        }
    }
}

impl World {
    /// Writes down what happened.
    pub(crate) fn record(&mut self, subject: Subject, what: EventKind) {
        self.log.push(Record { at: self.now, subject, what });
    }

    /// Writes down what a controller says of an object.
    pub(crate) fn say(&mut self, id: ObjectId, reason: &'static str, message: String) {
        self.record(Subject::Object(id), EventKind::Event { reason, message: message.into() });
    }

    /// Puts an object in line for a turn of its controller, once.
    pub(crate) fn wake(&mut self, id: ObjectId) {
        let object = &mut self.objects[id.at()];
        if !object.queued && !object.gone {
            object.queued = true;
            self.queue.push(self.now, Task::Reconcile(id));
        }
    }

    /// Does the same later.
    pub(crate) fn wake_at(&mut self, at: Millis, id: ObjectId) {
        self.queue.push(at.max(self.now), Task::Wake(id));
    }

    /// Asks for a turn at a time or sooner: of several askings the earliest counts, as in the
    /// queues of the real controllers.
    pub(crate) fn wake_by(&mut self, at: Millis, id: ObjectId) {
        let object = &mut self.objects[id.at()];
        if !object.gone && object.due.is_none_or(|due| at < due) {
            object.due = Some(at);
            self.queue.push(at, Task::WakeIfDue(id));
        }
    }

    /// A turn that was asked for is due, unless another time has taken its place.
    pub(crate) fn wake_if_due(&mut self, id: ObjectId) {
        let now = self.now;
        if self.objects[id.at()].due.take_if(|due| *due <= now).is_some() {
            self.wake(id);
        }
    }

    /// One object.
    pub(crate) fn object(&self, id: ObjectId) -> &Object {
        &self.objects[id.at()]
    }

    /// One object, to be changed.
    pub(crate) fn object_mut(&mut self, id: ObjectId) -> &mut Object {
        &mut self.objects[id.at()]
    }

    /// One Pod.
    pub(crate) fn pod(&self, id: PodId) -> &Pod {
        &self.pods[id.at()]
    }

    /// The object of a name.
    pub(crate) fn find(&self, kind: Kind, namespace: &str, name: &str) -> Option<ObjectId> {
        self.by_name.get(&(kind, namespace.into(), name.into())).copied()
    }

    /// The object that a person would name as a Pod's owner: the Deployment of its ReplicaSet.
    pub(crate) fn workload_of(&self, pod: PodId) -> ObjectId {
        self.workload(self.pod(pod).owner)
    }

    /// The Deployment of a ReplicaSet; any other object itself.
    pub(crate) fn workload(&self, owner: ObjectId) -> ObjectId {
        match self.object(owner) {
            Object { kind: Kind::ReplicaSet, owner: Some(deployment), .. } => *deployment,
            _ => owner,
        }
    }

    /// Gives an object's controller its turn.
    pub(crate) fn reconcile(&mut self, id: ObjectId) {
        self.object_mut(id).queued = false;
        self.with_controller(id, |controller, world| controller.reconcile(id, world));
    }

    /// Lends an object's controller out, together with the world around it.
    pub(crate) fn with_controller<T>(
        &mut self,
        id: ObjectId,
        turn: impl FnOnce(&mut dyn Controller, &mut Self) -> T,
    ) -> Option<T> {
        if self.object(id).gone {
            return None;
        }
        let mut controller = self.object_mut(id).controller.take()?;
        let result = turn(&mut *controller, self);
        self.object_mut(id).controller = Some(controller);
        Some(result)
    }

    /// An object's controller, if it is of this type and not taking its turn.
    pub(crate) fn controller_of<C: Controller>(&self, id: ObjectId) -> Option<&C> {
        let any: &dyn Any = &**self.object(id).controller.as_ref()?;
        any.downcast_ref()
    }

    /// The same, to change it from outside.
    pub(crate) fn controller_of_mut<C: Controller>(&mut self, id: ObjectId) -> Option<&mut C> {
        let any: &mut dyn Any = &mut **self.object_mut(id).controller.as_mut()?;
        any.downcast_mut()
    }

    /// Gives an object's controller of this type a turn that returns something.
    pub(crate) fn with<C: Controller, T>(
        &mut self,
        id: ObjectId,
        turn: impl FnOnce(&mut C, &mut Self) -> T,
    ) -> Option<T> {
        self.with_controller(id, |controller, world| {
            let any: &mut dyn Any = controller;
            any.downcast_mut().map(|controller| turn(controller, world))
        })?
    }
}
