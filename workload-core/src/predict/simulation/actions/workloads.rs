//! Actions on workloads.

use k8s_openapi::api::core::v1::PersistentVolumeClaim;

use crate::k8s::Object;
use crate::predict::simulation::action::Target;
use crate::predict::simulation::controllers;
use crate::predict::simulation::controllers::autoscaler::Autoscaler;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::log::{EventKind, Subject};
use crate::predict::simulation::object;
use crate::predict::simulation::policies::Policy;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::{self, Controller};

/// The annotation of a template in which kubectl writes when it restarted the Pods.
const RESTARTED_AT: &str = "kubectl.kubernetes.io/restartedAt";

impl World {
    /// Creates an object, or gives the one that is there its new spec.
    ///
    /// # Errors
    ///
    /// When the server refuses it; why.
    pub(crate) fn apply(&mut self, new: &Object) -> Result<(), String> {
        let namespace = new.namespace().unwrap_or("default").to_owned();
        match new {
            Object::PersistentVolumeClaim(claim) => return self.apply_claim(&namespace, claim),
            Object::Pod(pod) => return self.apply_pod(&namespace, pod),
            _ => {}
        }
        let Some((kind, controller)) = controllers::read(new) else { return Ok(()) };
        controller.check(new.name()).map_err(|reason| format!("{kind}/{}: {reason}", new.name()))?;
        if let Some(id) = self.find(kind, &namespace, new.name()) {
            let done = self.with_controller(id, |old, world| old.apply(controller, id, world));
            self.note_wanted(id);
            self.wake(id);
            return done.unwrap_or(Ok(())).map_err(|reason| format!("{kind}/{} {reason}", new.name()));
        }
        self.create_workload(object::Object::new(kind, &namespace, new.name(), controller));
        Ok(())
    }

    fn create_workload(&mut self, new: world::Object) {
        let created = new.controller.as_ref().map_or(EventKind::Created, |controller| controller.created());
        let kind = new.kind;
        let id = self.create(new, created);
        self.note_wanted(id);
        self.adopt(id);
        if kind == Kind::PodDisruptionBudget {
            self.watch_pods(id);
        }
    }

    /// Takes a policy over.
    pub(crate) fn govern(&mut self, policy: &Policy) {
        self.policies.set(policy);
        if matches!(policy, Policy::ResourceQuota(_)) {
            let there: Vec<_> = self.pods.iter().filter(|pod| !pod.gone && !pod.vacated).collect();
            let there = there
                .into_iter()
                .map(|pod| (&*self.objects[pod.owner.at()].namespace, &pod.template.written));
            self.policies.quotas.recount(there);
        }
    }

    fn apply_claim(&mut self, namespace: &str, claim: &PersistentVolumeClaim) -> Result<(), String> {
        let (namespace, name) = (namespace.into(), claim.metadata.name.as_deref().unwrap_or_default());
        let spec: Option<_> = claim.spec.clone().into();
        let spec = spec.unwrap_or_default();
        if let Some(id) = self.claims.named(&namespace, name) {
            return self.resize_claim(id, &spec);
        }
        self.create_claim(&namespace, name, &spec, None);
        self.room_was_freed();
        Ok(())
    }

    /// Writes down how many Pods a workload wants, as it may have changed.
    pub(crate) fn note_wanted(&mut self, id: ObjectId) {
        let object = self.object_mut(id);
        let wanted = object.controller.as_ref().and_then(|it| it.scale());
        if let Some(wanted) = wanted.filter(|wanted| object.wanted != Some(*wanted)) {
            object.wanted = Some(wanted);
            self.record(Subject::Object(id), EventKind::Wants(wanted));
            self.wake_autoscalers(id);
        }
    }

    fn wake_autoscalers(&mut self, id: ObjectId) {
        let (kind, name) = (self.object(id).kind, self.object(id).name.clone());
        for scaler in self.autoscalers.clone() {
            if self.controller_of(scaler).is_some_and(|it: &Autoscaler| it.scales(kind, &name)) {
                self.wake(scaler);
            }
        }
    }

    /// Changes a workload's controller and gives it a turn.
    pub(super) fn edit(
        &mut self,
        target: &Target,
        edit: impl FnOnce(&mut dyn Controller) -> Result<(), String>,
    ) -> Result<(), String> {
        let id = self.target(target)?;
        let before = self.replicas(id);
        let done = self.with_controller(id, |controller, _| edit(controller)).unwrap_or(Ok(()));
        self.note_resize(id, before);
        self.note_wanted(id);
        self.wake(id);
        done.map_err(|reason| format!("{}/{} {reason}", target.kind, target.name))
    }

    /// Sets the number of replicas of an object; false where it has none.
    pub(crate) fn scale_object(&mut self, id: ObjectId, replicas: i32) -> bool {
        let before = self.replicas(id);
        let done = self.with_controller(id, |controller, _| controller.scale_to(replicas));
        self.note_resize(id, before);
        self.note_wanted(id);
        self.wake(id);
        done.is_some_and(|done| done.is_ok())
    }

    fn replicas(&self, id: ObjectId) -> Option<i32> {
        self.object(id).controller.as_ref().and_then(|it| it.scale())
    }

    /// Writes down that somebody gave a ReplicaSet another size.
    fn note_resize(&mut self, id: ObjectId, before: Option<i32>) {
        let is_set = matches!(self.object(id).kind, Kind::ReplicaSet | Kind::ReplicationController);
        if let Some((from, to)) = before.zip(self.replicas(id)).filter(|(from, to)| is_set && from != to) {
            self.record(Subject::Object(id), EventKind::Scaled { from, to });
        }
    }

    pub(super) fn set_image(
        &mut self,
        target: &Target,
        container: Option<&str>,
        image: &str,
    ) -> Result<(), String> {
        self.edit(target, |controller| {
            let template = controller.template().ok_or("has no Pod template")?;
            let mut written = template.written.clone();
            let containers = written.spec.iter_mut().flat_map(|spec| &mut spec.containers);
            for its in containers.filter(|its| container.is_none_or(|name| its.name == name)) {
                its.image = Some(image.to_owned());
            }
            controller.set_template(&written)
        })
    }

    /// Gives the template the time of the restart.
    pub(super) fn restart(&mut self, target: &Target) -> Result<(), String> {
        let moment = self.start.checked_add(std::time::Duration::from_millis(self.now)).unwrap_or(self.start);
        self.edit(target, |controller| {
            if controller.is_paused() {
                return Err("is paused and cannot be restarted; resume it first".to_owned());
            }
            let mut written = controller.template().ok_or("has no Pod template")?.written.clone();
            let annotations = &mut written.metadata.get_or_insert_default().annotations;
            annotations.get_or_insert_default().insert(RESTARTED_AT.to_owned(), moment.to_string());
            controller.set_template(&written)
        })
    }

    pub(super) fn scale(&mut self, target: &Target, replicas: i32) -> Result<(), String> {
        self.edit(target, |controller| controller.scale_to(replicas))
    }

    pub(super) fn undo(&mut self, target: &Target, to: Option<i64>) -> Result<(), String> {
        let id = self.target(target)?;
        let done =
            self.with_controller(id, |controller, world| controller.undo(id, to, world)).unwrap_or(Ok(()));
        self.wake(id);
        done.map_err(|reason| format!("{}/{} {reason}", target.kind, target.name))
    }
}
