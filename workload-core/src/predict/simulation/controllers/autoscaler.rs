//! HorizontalPodAutoscalers: without a load to measure, they keep a workload within its bounds.

use k8s_openapi::api::autoscaling::v2::{HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec};

use crate::k8s::Object;
use crate::k8s::defaults::values::MIN_REPLICAS;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::conditions::Conditions;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::{ConditionStatus, EventKind, Subject};
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::{Controller, World, downcast};

/// How often an autoscaler looks; first so long after it was made.
const PERIOD: Millis = 15_000;

/// The controller of a `HorizontalPodAutoscaler`.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::HorizontalPodAutoscaler(object) = object else { return None };
    Some((Kind::HorizontalPodAutoscaler, Box::new(Autoscaler::read(object))))
}

/// An autoscaler's spec and status.
#[derive(Debug)]
pub(crate) struct Autoscaler {
    kind: Option<Kind>,
    target: String,
    min: i32,
    max: i32,
    /// When it looks next.
    next: Option<Millis>,
    /// Whether it has asked for the load of its target's Pods.
    measures: bool,
    /// The replicas that it found and those it wanted.
    status: (i32, i32),
    conditions: Conditions,
}

/// What an autoscaler makes of the number of replicas it finds.
enum Decision {
    /// The target has none, which turns the autoscaler off.
    Off,
    /// They are within the bounds: only the load could change them.
    Keep,
    /// They are out of bounds.
    Scale(i32, &'static str),
}

impl Autoscaler {
    /// Reads an autoscaler.
    pub(crate) fn read(object: &HorizontalPodAutoscaler) -> Self {
        let spec: Option<HorizontalPodAutoscalerSpec> = object.spec.clone().into();
        let spec = spec.unwrap_or_default();
        let kinds = [Kind::Deployment, Kind::StatefulSet, Kind::ReplicaSet, Kind::ReplicationController];
        Self {
            kind: kinds.into_iter().find(|kind| kind.to_string() == spec.scale_target_ref.kind),
            target: spec.scale_target_ref.name,
            min: spec.min_replicas.unwrap_or(MIN_REPLICAS),
            max: spec.max_replicas,
            next: None,
            measures: false,
            status: (0, 0),
            conditions: Conditions::default(),
        }
    }

    /// Whether it scales this object.
    pub(crate) fn scales(&self, kind: Kind, name: &str) -> bool {
        self.kind == Some(kind) && self.target == name
    }

    fn decide(&self, replicas: i32) -> Decision {
        match replicas {
            0 if self.min > 0 => Decision::Off,
            _ if replicas > self.max => {
                Decision::Scale(self.max, "Current number of replicas above Spec.MaxReplicas")
            }
            _ if replicas < self.min => {
                Decision::Scale(self.min, "Current number of replicas below Spec.MinReplicas")
            }
            _ => Decision::Keep,
        }
    }

    /// One look; true when anything changed, so that the next is worth while.
    fn look(&mut self, id: ObjectId, world: &mut World) -> bool {
        let before = (self.status, self.conditions.clone());
        if let Some(target) = self.target(id, world) {
            self.see(target, id, world);
        } else {
            self.conditions.set("AbleToScale", ConditionStatus::False, "FailedGetScale");
            let kind = self.kind.map_or_else(String::new, |kind| kind.to_string());
            world.say(id, "FailedGetScale", format!("{kind} \"{}\" not found", self.target));
        }
        let (current, desired) = self.status;
        if self.status != before.0 {
            let fields = [("currentReplicas", current.into()), ("desiredReplicas", desired.into())];
            world.record(Subject::Object(id), EventKind::status(fields));
        }
        self.conditions.record(&before.1, id, world);
        before != (self.status, self.conditions.clone())
    }

    fn disable(&mut self, replicas: i32) {
        self.status = (replicas, 0);
        self.conditions.set("ScalingActive", ConditionStatus::False, "ScalingDisabled");
    }

    fn see(&mut self, target: ObjectId, id: ObjectId, world: &mut World) {
        let replicas = world.object(target).controller.as_ref().and_then(|it| it.scale()).unwrap_or(0);
        self.conditions.set("AbleToScale", ConditionStatus::True, "SucceededGetScale");
        match self.decide(replicas) {
            Decision::Off => self.disable(replicas),
            Decision::Keep => {
                self.status.0 = replicas;
                self.measure(id, world);
            }
            Decision::Scale(allowed, why) => {
                if world.scale_object(target, allowed) {
                    self.status = (replicas, allowed);
                    self.conditions.set("AbleToScale", ConditionStatus::True, "SucceededRescale");
                    world.say(id, "SuccessfulRescale", format!("New size: {allowed}; reason: {why}"));
                }
            }
        }
    }

    /// Asks for the load, which nobody measures here, unless another autoscaler asks for it too.
    fn measure(&mut self, id: ObjectId, world: &mut World) {
        self.measures = true;
        let Some(kind) = self.kind else { return };
        let others = world.autoscalers.iter().filter(|other| **other != id);
        let rival = others.filter_map(|other| world.controller_of::<Self>(*other));
        let is_ambiguous = rival.into_iter().any(|rival| rival.measures && rival.scales(kind, &self.target));
        let (reason, message) = if is_ambiguous {
            ("AmbiguousSelector", "the Pods are controlled by multiple HPAs")
        } else {
            ("FailedGetResourceMetric", "failed to get the load: no metrics are simulated")
        };
        self.conditions.set("ScalingActive", ConditionStatus::False, reason);
        world.say(id, reason, message.to_owned());
        world.say(id, "FailedComputeMetricsReplicas", message.to_owned());
    }

    fn target(&self, id: ObjectId, world: &World) -> Option<ObjectId> {
        world.find(self.kind?, &world.object(id).namespace, &self.target)
    }
}

impl Autoscaler {
    /// Another autoscaler of the same target.
    fn rival(&self, id: ObjectId, world: &World) -> Option<ObjectId> {
        let namespace = &world.object(id).namespace;
        let mut others = world.autoscalers.iter().copied().filter(|other| *other != id);
        others.find(|other| {
            let rival = world.controller_of::<Self>(*other);
            world.object(*other).namespace == *namespace
                && rival.is_some_and(|rival| (rival.kind, &rival.target) == (self.kind, &self.target))
        })
    }
}

impl Controller for Autoscaler {
    /// One turn: a look every 15 s, as long as looks change anything.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        let next = *self.next.get_or_insert(world.now + PERIOD);
        if world.now < next {
            return world.wake_at(next, id);
        }
        // Looks without news are left out.
        let missed = (world.now - next).div_ceil(PERIOD);
        let due = next + missed * PERIOD;
        self.next = Some(due);
        if due > world.now {
            return world.wake_at(due, id);
        }
        self.next = Some(due + PERIOD);
        if self.look(id, world) {
            world.wake_at(due + PERIOD, id);
        }
    }

    fn apply(&mut self, new: Box<dyn Controller>, _id: ObjectId, _world: &mut World) -> Result<(), String> {
        if let Some(new) = downcast::<Self>(new) {
            (self.kind, self.target) = (new.kind, new.target);
            (self.min, self.max) = (new.min, new.max);
        }
        Ok(())
    }

    fn stuck(&self, id: ObjectId, world: &World) -> Option<Cause> {
        let (name, target) = (&world.object(id).name, &self.target);
        let kind = self.kind.map_or_else(String::new, |kind| format!("{kind} "));
        if self.target(id, world).is_none() {
            let cause = Cause::new(format!(
                "HorizontalPodAutoscaler {name} scales nothing (FailedGetScale): there is no {kind}{target}"
            ));
            return Some(cause.way_out("create the target, or mend `scaleTargetRef`"));
        }
        let rival = &world.object(self.rival(id, world)?).name;
        let cause = Cause::new(format!(
            "HorizontalPodAutoscaler {name} does not follow the load (AmbiguousSelector): {rival} scales \
             {kind}{target} too"
        ));
        Some(cause.way_out(format!("leave one autoscaler for {kind}{target}")))
    }
}
