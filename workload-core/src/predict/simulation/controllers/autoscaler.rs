//! HorizontalPodAutoscalers: without a load to measure, they keep a workload within its bounds.

use k8s_openapi::api::autoscaling::v2::{HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec};

use crate::k8s::Object;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::downcast;

/// How often an autoscaler looks.
const PERIOD: Millis = 15_000;

/// The controller of a HorizontalPodAutoscaler.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::HorizontalPodAutoscaler(object) = object else { return None };
    Some((Kind::HorizontalPodAutoscaler, Box::new(Autoscaler::read(object))))
}

/// An autoscaler's spec.
#[derive(Debug)]
pub(crate) struct Autoscaler {
    kind: Option<Kind>,
    target: String,
    min: i32,
    max: i32,
    next: Option<Millis>,
}

impl Autoscaler {
    /// Reads an autoscaler.
    pub(crate) fn read(object: &HorizontalPodAutoscaler) -> Self {
        let spec: Option<HorizontalPodAutoscalerSpec> = object.spec.clone().into();
        let spec = spec.unwrap_or_default();
        let kinds = [Kind::Deployment, Kind::StatefulSet];
        Self {
            kind: kinds.into_iter().find(|kind| kind.to_string() == spec.scale_target_ref.kind),
            target: spec.scale_target_ref.name,
            min: spec.min_replicas.unwrap_or(1),
            max: spec.max_replicas,
            next: None,
        }
    }

    /// Whether it scales this object.
    pub(crate) fn scales(&self, kind: Kind, name: &str) -> bool {
        self.kind == Some(kind) && self.target == name
    }

    fn target(&self, id: ObjectId, world: &World) -> Option<ObjectId> {
        world.find(self.kind?, &world.object(id).namespace, &self.target)
    }
}

impl Controller for Autoscaler {
    /// One turn, every 15 s: a number out of bounds is brought within; 0 turns the autoscaler off.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        if let Some(next) = self.next.filter(|next| *next > world.now) {
            return world.wake_at(next, id);
        }
        self.next = Some(world.now + PERIOD);
        let Some(target) = self.target(id, world) else { return };
        let wanted = world.object(target).controller.as_ref().and_then(|it| it.scale()).unwrap_or(0);
        let allowed = wanted.min(self.max).max(self.min);
        if wanted == 0 || wanted == allowed {
            return;
        }
        let done = world.with_controller(target, |controller, _| controller.scale_to(allowed));
        if done.is_some_and(|done| done.is_ok()) {
            let reason = if wanted < allowed { "the minimum is" } else { "the maximum is" };
            let message = format!("New size: {allowed}; reason: {reason} {allowed}");
            world.say(id, "SuccessfulRescale", message);
            world.note_wanted(target);
            world.wake(target);
        }
    }

    fn apply(&mut self, new: Box<dyn Controller>, _id: ObjectId, _world: &mut World) {
        if let Some(new) = downcast::<Self>(new) {
            *self = Self { next: self.next, ..*new };
        }
    }
}
