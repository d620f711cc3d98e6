//! Making objects and deleting them, with what becomes of those they own.

use super::ids::{ObjectId, PodId};
use super::kind::{Kind, Propagation};
use super::log::{EventKind, Subject};
use super::world::Object;
use super::world::World;
use crate::k8s::selector::selects;

impl World {
    /// Adds an object and gives its controller a first turn.
    pub(crate) fn create(&mut self, object: Object, what: EventKind) -> ObjectId {
        let id = ObjectId::after(self.objects.len());
        let key = (object.kind, object.namespace.clone(), object.name.clone());
        self.by_name.insert(key, id);
        self.list_by_kind(&object, id);
        if let Some(owner) = object.owner {
            self.object_mut(owner).owned.insert(id);
        }
        self.objects.push(object);
        self.record(Subject::Object(id), what);
        self.wake(id);
        id
    }

    /// Lists an object among those of which the simulation asks for all.
    fn list_by_kind(&mut self, object: &Object, id: ObjectId) {
        match object.kind {
            Kind::PodDisruptionBudget => self.budgets.push(id),
            Kind::DaemonSet => self.per_node.push(id),
            Kind::HorizontalPodAutoscaler => self.autoscalers.push(id),
            Kind::ReplicaSet | Kind::ReplicationController | Kind::StatefulSet if object.owner.is_none() => {
                self.adopters.insert(id);
            }
            _ => {}
        }
    }

    /// Deletes an object; `propagation` says what becomes of those it owns.
    pub(crate) fn delete(&mut self, id: ObjectId, propagation: Propagation) {
        if self.object(id).gone {
            return;
        }
        match propagation {
            Propagation::Foreground => self.delete_foreground(id),
            Propagation::Background => {
                self.remove(id);
                self.delete_owned(id, Propagation::Background);
            }
            Propagation::Orphan => {
                self.record(Subject::Object(id), EventKind::Deleting);
                self.orphan(id);
                self.remove(id);
            }
        }
    }

    fn delete_foreground(&mut self, id: ObjectId) {
        if self.object(id).deleting.is_none() {
            self.object_mut(id).deleting = Some(Propagation::Foreground);
            self.record(Subject::Object(id), EventKind::Deleting);
            self.wake(id);
        }
        self.delete_owned(id, Propagation::Foreground);
        self.finish_deletion(id);
    }

    fn delete_owned(&mut self, id: ObjectId, propagation: Propagation) {
        let owned: Vec<_> = self.object(id).owned.iter().copied().collect();
        for child in owned {
            self.delete(child, propagation);
        }
        let pods: Vec<_> = self.object(id).pods.iter().copied().collect();
        if self.object(id).kind.owns_pods() {
            for pod in pods {
                self.delete_pod(pod);
            }
        }
        if self.object(id).kind == Kind::StatefulSet {
            self.release_claims(id);
        }
    }

    fn orphan(&mut self, id: ObjectId) {
        for child in self.object(id).owned.clone() {
            self.object_mut(child).owner = None;
            self.object_mut(child).orphan_of = Some(id);
            if self.object(child).kind == Kind::ReplicaSet {
                self.adopters.insert(child);
                self.record(Subject::Object(child), EventKind::Released);
            }
        }
        let kind = self.object(id).kind;
        self.object_mut(id).deleting = Some(Propagation::Orphan);
        if matches!(kind, Kind::ReplicaSet | Kind::ReplicationController) {
            for pod in self.object(id).pods.clone() {
                self.release(pod);
                self.offer(pod);
            }
        }
    }

    /// A ReplicaSet gets a Deployment as its owner.
    pub(crate) fn take_in_set(&mut self, set: ObjectId, owner: ObjectId) {
        self.adopters.remove(&set);
        self.object_mut(set).owner = Some(owner);
        self.object_mut(owner).owned.insert(set);
        let object = self.object(owner);
        let adopted = EventKind::Adopted(format!("{}/{}", object.kind, object.name).into());
        self.record(Subject::Object(set), adopted);
        let revision = self.replica_set(set).revision;
        for pod in self.object(set).pods.clone() {
            self.pods[pod.at()].revision = revision;
        }
        self.wake(owner);
    }

    fn adopt_pod(&mut self, id: ObjectId, earlier: ObjectId, pod: PodId) {
        self.pods[pod.at()].owner = id;
        self.join(id, pod);
        for budget in self.pod(pod).budgets.clone() {
            self.object_mut(budget).disown(earlier);
            *self.object_mut(budget).pod_owners.entry(id).or_default() += 1;
        }
    }

    /// A new object takes over what an earlier one of its name left behind, if its selector fits.
    pub(crate) fn adopt(&mut self, id: ObjectId) {
        let Some(earlier) = self.left_behind(id) else { return };
        for child in std::mem::take(&mut self.object_mut(earlier).owned) {
            self.object_mut(child).owner = Some(id);
            self.object_mut(id).owned.insert(child);
        }
        for pod in std::mem::take(&mut self.object_mut(earlier).pods) {
            self.adopt_pod(id, earlier, pod);
        }
        for claim in self.claims.list.iter_mut().filter(|claim| claim.set == Some(earlier)) {
            claim.set = Some(id);
        }
        if let Some(controller) = self.object_mut(earlier).controller.take() {
            self.with_controller(id, |own, _| own.adopt(controller));
        }
    }

    fn left_behind(&self, id: ObjectId) -> Option<ObjectId> {
        let new = self.object(id);
        let same =
            |old: &Object| (old.kind, &old.namespace, &old.name) == (new.kind, &new.namespace, &new.name);
        let is_left = |old: &Object| old.gone && old.deleting == Some(Propagation::Orphan) && same(old);
        let earlier = ObjectId::after(self.objects.iter().rposition(is_left)?);
        let selector = new.controller.as_ref().and_then(|it| it.selector())?;
        let template = self.object(earlier).controller.as_ref().and_then(|it| it.template())?;
        selects(Some(selector), &template.labels).then_some(earlier)
    }

    /// An object that goes after its dependents goes when there are none left.
    pub(crate) fn finish_deletion(&mut self, id: ObjectId) {
        let object = self.object(id);
        let waits = object.deleting == Some(Propagation::Foreground) && !object.gone;
        if waits && object.owned.is_empty() && object.pods.is_empty() {
            self.remove(id);
        }
    }

    /// Takes an object from the lists of those of which the simulation asks for all.
    fn unlist(&mut self, kind: Kind, id: ObjectId) {
        self.budgets.retain(|budget| *budget != id);
        if kind == Kind::PodDisruptionBudget {
            for pod in std::mem::take(&mut self.object_mut(id).pods) {
                self.pods[pod.at()].budgets.retain(|budget| *budget != id);
            }
        }
        self.per_node.retain(|set| *set != id);
        self.autoscalers.retain(|scaler| *scaler != id);
        self.adopters.remove(&id);
    }

    /// Takes an object away, whatever it owns.
    pub(crate) fn remove(&mut self, id: ObjectId) {
        self.object_mut(id).gone = true;
        let (kind, namespace, name, owner) = {
            let object = self.object(id);
            (object.kind, object.namespace.clone(), object.name.clone(), object.owner)
        };
        self.by_name.remove(&(kind, namespace, name));
        self.unlist(kind, id);
        self.record(Subject::Object(id), EventKind::Deleted);
        if let Some(owner) = owner {
            self.object_mut(owner).owned.remove(&id);
            self.wake(owner);
            self.finish_deletion(owner);
        }
    }
}
