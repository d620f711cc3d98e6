//! ReplicaSets: so many Pods of one template, which one goes first, and their counts.

mod line;
mod ranks;
pub(crate) mod victims;

use std::sync::Arc;

use k8s_openapi::api::apps::v1::ReplicaSetSpec;
use k8s_openapi::api::core::v1::{PodTemplateSpec, ReplicationControllerSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use self::victims::Victims;
use crate::k8s::Object;
use crate::k8s::defaults::values::REPLICAS;
use crate::k8s::selector::Labels;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::chance::Draw;
use crate::predict::simulation::controllers::backoff::Backoff;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::pod::Counts;
use crate::predict::simulation::pods::NewPod;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::downcast;

/// The controller of a ReplicaSet.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::ReplicaSet(object) = object else { return None };
    let spec: Option<ReplicaSetSpec> = object.spec.clone().into();
    let spec = spec.unwrap_or_default();
    let template: Option<PodTemplateSpec> = spec.template.into();
    let template = Template::read(&template.unwrap_or_default());
    let mut set = ReplicaSet::new(template, 1, spec.selector);
    set.replicas = spec.replicas.unwrap_or(REPLICAS);
    set.labels = object.metadata.labels.clone().unwrap_or_default();
    set.min_ready = Millis::try_from(spec.min_ready_seconds.unwrap_or(0)).unwrap_or(0) * 1000;
    Some((Kind::ReplicaSet, Box::new(set)))
}

/// The controller of a `ReplicationController`, which selects by labels alone.
pub(crate) fn read_replication_controller(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::ReplicationController(object) = object else { return None };
    let spec: Option<ReplicationControllerSpec> = object.spec.clone().into();
    let spec = spec.unwrap_or_default();
    let template = Template::read(&spec.template.unwrap_or_default());
    let labels = spec.selector.filter(|labels| !labels.is_empty()).unwrap_or_else(|| template.labels.clone());
    let selector = LabelSelector { match_labels: Some(labels), ..LabelSelector::default() };
    let mut set = ReplicaSet::new(template, 1, selector);
    set.replicas = spec.replicas.unwrap_or(REPLICAS);
    set.min_ready = Millis::try_from(spec.min_ready_seconds.unwrap_or(0)).unwrap_or(0) * 1000;
    Some((Kind::ReplicationController, Box::new(set)))
}

/// A ReplicaSet's spec and status; a `ReplicationController` is one with another kind.
#[derive(Debug)]
pub(crate) struct ReplicaSet {
    /// How many Pods it is to have.
    pub(crate) replicas: i32,
    pub(crate) template: Arc<Template>,
    pub(crate) selector: LabelSelector,
    /// Its own labels, by which a Deployment takes it in.
    pub(crate) labels: Labels,
    /// The templates it has had, of one that no Deployment owns.
    seen: Vec<Arc<Template>>,
    /// The number of its template among those of its Deployment, or its own.
    pub(crate) revision: u32,
    /// Its `deployment.kubernetes.io/revision`.
    pub(crate) number: i64,
    /// How many Pods its Deployment wanted when it was last scaled.
    pub(crate) desired: Option<i32>,
    /// How many Pods its Deployment could have had then.
    pub(crate) max: i32,
    pub(crate) min_ready: Millis,
    pub(crate) status: SetStatus,
    /// Whether it could not make a Pod.
    pub(crate) fails: bool,
    /// Whether a refusal is yet to be reported.
    lags: bool,
    /// What the server said to the last Pod it could not make.
    failure: Option<String>,
    fails_since: Option<Millis>,
    /// How many Pods it has made.
    pub(crate) made: u32,
    backoff: Backoff,
    pub(crate) victims: Victims,
}

/// What a ReplicaSet reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SetStatus {
    pub(crate) replicas: i32,
    pub(crate) ready: i32,
    pub(crate) available: i32,
    pub(crate) terminating: i32,
}

impl From<Counts> for SetStatus {
    fn from(counts: Counts) -> Self {
        let Counts { active: replicas, ready, available, terminating } = counts;
        Self { replicas, ready, available, terminating }
    }
}

impl ReplicaSet {
    /// An empty ReplicaSet of a template.
    pub(crate) fn new(template: Arc<Template>, revision: u32, selector: LabelSelector) -> Self {
        Self {
            replicas: 0,
            selector,
            labels: template.labels.clone(),
            seen: vec![Arc::clone(&template)],
            template,
            revision,
            number: 0,
            desired: None,
            max: 0,
            min_ready: 0,
            status: SetStatus::default(),
            fails: false,
            lags: false,
            failure: None,
            fails_since: None,
            made: 0,
            backoff: Backoff::default(),
            victims: Victims::default(),
        }
    }

    /// Takes over another template, for the Pods to come.
    fn retemplate(&mut self, template: Arc<Template>) {
        self.revision = self.revision_of(&template);
        self.template = template;
    }

    /// The number of a template among those it has had; what differs in no image is the same.
    fn revision_of(&mut self, template: &Arc<Template>) -> u32 {
        let known = self.seen.iter().position(|seen| seen.images == template.images);
        let at = known.unwrap_or_else(|| {
            self.seen.push(Arc::clone(template));
            self.seen.len() - 1
        });
        u32::try_from(at + 1).unwrap_or(u32::MAX)
    }

    /// Takes in the Pods without an owner that its selector fits, whatever their images.
    fn adopt_pods(&mut self, id: ObjectId, world: &mut World) {
        for pod in world.orphans(id, &self.selector) {
            if world.object(id).owner.is_none() {
                world.pods[pod.at()].revision = self.revision_of(&Arc::clone(&world.pod(pod).template));
            }
            world.take_in(pod, id);
            self.victims.note(id, pod, world);
        }
    }

    fn manage(&mut self, active: i32, id: ObjectId, world: &mut World) {
        let missing = self.replicas - active;
        if missing < 0 {
            self.fails = false;
            return self.delete(missing.unsigned_abs() as usize, id, world);
        }
        for _ in 0..missing {
            if let Err(reason) = self.make_pod(id, world) {
                return self.note_failure(&reason, id, world);
            }
        }
        self.fails = false;
        self.note_success(missing, id, world);
    }

    /// What failed before works: a retry that made Pods could have come later.
    fn note_success(&mut self, made: i32, id: ObjectId, world: &mut World) {
        if let Some(since) = self.fails_since.take().filter(|_| made > 0) {
            // Each wait is as long as those before it together.
            world.chance.note(world.now, Draw::Retried { object: id, wait: world.now - since });
        }
        self.failure = None;
        self.backoff.reset();
    }

    fn delete(&mut self, count: usize, id: ObjectId, world: &mut World) {
        let picked = self.victims.pick(id, count, world);
        let equals = victims::equals(&picked, id, world);
        if !equals.is_empty() {
            let pods = picked.iter().copied().collect();
            world.chance.note(world.now, Draw::Deleted { pods, equals });
        }
        for pod in picked.into_iter().rev() {
            world.delete_pod(pod);
            let name = world.pod(pod).name.clone();
            world.say(id, "SuccessfulDelete", format!("Deleted pod: {name}"));
        }
    }

    fn make_pod(&mut self, id: ObjectId, world: &mut World) -> Result<(), String> {
        let owner = &world.object(id).name;
        // Of a Deployment's ReplicaSet `web/r2` the third is `web/r2-3`, of `web` it is `web/3`.
        let mark = if owner.contains('/') { '-' } else { '/' };
        let name = format!("{owner}{mark}{}", self.made + 1);
        let pod = world.create_pod(NewPod {
            revision: self.revision,
            attempt: self.made + 1,
            min_ready: self.min_ready,
            ..NewPod::new(name, id, Arc::clone(&self.template))
        })?;
        self.made += 1;
        self.victims.note(id, pod, world);
        world.say_created(id, pod);
        Ok(())
    }

    fn note_failure(&mut self, reason: &str, id: ObjectId, world: &mut World) {
        // What other ReplicaSets of the Deployment are doing is reported before the refusal.
        let owner = world.object(id).owner;
        let siblings = owner.into_iter().flat_map(|owner| &world.object(owner).owned);
        self.lags = !self.fails && siblings.into_iter().any(|set| *set != id && world.object(*set).queued);
        self.fails |= !self.lags;
        self.failure = Some(reason.to_owned());
        self.fails_since.get_or_insert(world.now);
        let message = format!("Error creating: pods \"{}-?\" is forbidden: {reason}", world.object(id).name);
        world.say(id, "FailedCreate", message);
        if self.lags {
            return world.wake(id);
        }
        let retry = world.now + self.backoff.wait();
        world.wake_at(retry, id);
    }
}

impl Controller for ReplicaSet {
    /// One turn: make or delete the difference, then report what was there before.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        if !world.bare.is_empty() && world.object(id).deleting.is_none() {
            self.adopt_pods(id, world);
        }
        let counts = world.object(id).counts;
        let status = SetStatus::from(counts);
        let failed_before = self.fails;
        if world.object(id).deleting.is_none() {
            self.manage(counts.active, id, world);
        }
        if status != self.status || failed_before != self.fails {
            self.status = status;
            world.tell_owner(id);
        }
    }

    fn apply(&mut self, new: Box<dyn Controller>, id: ObjectId, world: &mut World) -> Result<(), String> {
        let Some(new) = downcast::<Self>(new) else { return Ok(()) };
        self.min_ready = new.min_ready;
        self.retemplate(new.template);
        if new.replicas != self.replicas {
            let (from, to) = (self.replicas, new.replicas);
            self.replicas = to;
            world.record(Subject::Object(id), EventKind::Scaled { from, to });
        }
        Ok(())
    }

    fn created(&self) -> EventKind {
        EventKind::CreatedAt { replicas: self.replicas }
    }

    fn set_template(&mut self, written: &PodTemplateSpec) -> Result<(), String> {
        self.retemplate(Template::read(written));
        Ok(())
    }

    fn selector(&self) -> Option<&LabelSelector> {
        Some(&self.selector)
    }

    fn template(&self) -> Option<&Arc<Template>> {
        Some(&self.template)
    }

    fn scale(&self) -> Option<i32> {
        Some(self.replicas)
    }

    fn scale_to(&mut self, replicas: i32) -> Result<(), String> {
        self.replicas = replicas;
        Ok(())
    }

    fn stuck(&self, id: ObjectId, world: &World) -> Option<Cause> {
        let reason = self.failure.as_ref()?;
        let cause =
            Cause::new(format!("ReplicaSet {} cannot make its Pods: {reason}", world.object(id).name));
        let is_quota = !world.policies.quotas.is_empty();
        Some(if is_quota { cause.way_out("raise the quota, or request less") } else { cause })
    }
}

impl World {
    /// A ReplicaSet's controller, to look at.
    pub(crate) fn replica_set(&self, id: ObjectId) -> &ReplicaSet {
        self.controller_of(id).expect("a Deployment owns ReplicaSets alone")
    }

    /// A ReplicaSet's controller, to change it from outside.
    pub(crate) fn replica_set_mut(&mut self, id: ObjectId) -> &mut ReplicaSet {
        self.controller_of_mut(id).expect("a Deployment owns ReplicaSets alone")
    }

    /// The sizes of ReplicaSets together.
    pub(crate) fn total_size(&self, sets: impl IntoIterator<Item = ObjectId>) -> i32 {
        sets.into_iter().map(|set| self.replica_set(set).replicas).sum()
    }

    /// Sets a ReplicaSet's size.
    pub(crate) fn scale_set(&mut self, id: ObjectId, to: i32) {
        let from = std::mem::replace(&mut self.replica_set_mut(id).replicas, to);
        self.record(Subject::Object(id), EventKind::Scaled { from, to });
        self.wake(id);
    }

    /// Gives the owner of an object a turn.
    pub(crate) fn tell_owner(&mut self, id: ObjectId) {
        if let Some(owner) = self.object(id).owner {
            self.wake(owner);
        }
    }
}
