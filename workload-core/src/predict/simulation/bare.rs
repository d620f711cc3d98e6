//! Pods that nobody owns: making and changing them, and who takes them in or lets them go.
//!
//! An object of kind Pod without a controller stands for the owner of such a Pod.

use std::sync::Arc;

use k8s_openapi::api::core::v1::{self, PodTemplateSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use serde_json::Value;

use super::ids::{ObjectId, PodId};
use super::kind::{Kind, Propagation};
use super::log::{EventKind, Subject};
use super::pods::NewPod;
use super::template::Template;
use super::world::{Object, World};
use crate::k8s::selector::selects;

/// The template that would make a Pod like this one.
fn template_of(object: &v1::Pod) -> PodTemplateSpec {
    let metadata = k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta {
        labels: object.metadata.labels.clone(),
        annotations: object.metadata.annotations.clone(),
        ..Default::default()
    };
    PodTemplateSpec { metadata: Some(metadata), spec: object.spec.clone().into() }
}

impl World {
    /// Makes a Pod that is not there, or gives one that is its new labels and images.
    pub(crate) fn apply_pod(&mut self, namespace: &str, object: &v1::Pod) -> Result<(), String> {
        let name = object.metadata.name.clone().unwrap_or_default();
        let written = template_of(object);
        if let Some(pod) = self.pods_by_name.get(&(namespace.into(), name.as_str().into())).copied() {
            self.rewrite_pod(pod, &written);
            return Ok(());
        }
        let owner = self.stand_in(namespace, &name);
        let pod = self.create_pod(NewPod::new(name, owner, Template::read(&written))).map_err(|reason| {
            self.object_mut(owner).gone = true;
            format!("Pod/{} is forbidden: {reason}", self.object(owner).name)
        })?;
        self.bare.insert(pod);
        self.offer(pod);
        Ok(())
    }

    /// The object that stands for the owner of a Pod that has none.
    fn stand_in(&mut self, namespace: &str, name: &str) -> ObjectId {
        let id = ObjectId::after(self.objects.len());
        self.objects.push(Object::inert(Kind::Pod, namespace, name));
        id
    }

    /// Forgets a Pod that nobody owned, and that is gone.
    pub(crate) fn forget_bare(&mut self, owner: ObjectId, pod: PodId) {
        self.bare.remove(&pod);
        self.object_mut(owner).gone = true;
    }

    /// Merges a patch into a Pod, as `kubectl patch` and `kubectl label` do.
    pub(crate) fn patch_pod(&mut self, id: PodId, patch: &Value) -> Result<(), String> {
        let fault =
            |error: serde_json::Error| format!("Pod {} cannot be patched: {error}", self.pod(id).name);
        let mut written = serde_json::to_value(&self.pod(id).template.written).map_err(fault)?;
        merge(&mut written, patch);
        let written: PodTemplateSpec = serde_json::from_value(written).map_err(fault)?;
        self.rewrite_pod(id, &written);
        Ok(())
    }

    /// Gives a Pod new labels, images, tolerations or scheduling gates.
    fn rewrite_pod(&mut self, id: PodId, written: &PodTemplateSpec) {
        let before = Arc::clone(&self.pod(id).template);
        self.replace_template(id, written);
        let now = &self.pod(id).template;
        let (opened, relabelled) =
            (!before.gates.is_empty() && now.gates.is_empty(), before.labels != now.labels);
        if opened && self.pod(id).node.is_none() {
            self.want_node(id);
        }
        if relabelled {
            self.rejoin(id);
        }
        self.change(id, |_| {});
    }

    /// Gives a Pod another template; labels that its owner added stay, its neighbours are told.
    fn replace_template(&mut self, id: PodId, written: &PodTemplateSpec) {
        let before = &self.pod(id).template;
        let own = before.written.metadata.as_ref().and_then(|meta| meta.labels.clone()).unwrap_or_default();
        let mut added = before.labels.clone();
        added.retain(|key, _| !own.contains_key(key));
        let node = self.pod(id).node.or(self.scheduler.reserved(id)).filter(|_| !self.pod(id).vacated);
        if let Some(node) = node {
            self.lift(id, node);
        }
        self.pods[id.at()].template = Template::with_labels(written, added);
        if let Some(node) = node {
            self.put_back(id, node);
        }
    }

    /// A Pod's labels changed: budgets and owners look whether it is still theirs.
    fn rejoin(&mut self, id: PodId) {
        self.rejoin_budgets(id);
        let owner = self.pod(id).owner;
        let selector = self.object(owner).controller.as_ref().and_then(|it| it.selector().cloned());
        if self.object(owner).kind == Kind::Pod {
            self.offer(id);
        } else if selector.is_some_and(|selector| !selects(Some(&selector), &self.pod(id).template.labels)) {
            self.release(id);
            self.offer(id);
        }
    }

    /// A Pod loses its owner and goes on.
    pub(crate) fn release(&mut self, id: PodId) {
        let namespace = self.object(self.pod(id).owner).namespace.clone();
        let name = self.pod(id).name.clone();
        let owner = self.stand_in(&namespace, &name);
        self.hand_over(id, owner);
        self.bare.insert(id);
        self.record(Subject::Pod(id), EventKind::Released);
    }

    /// A Pod gets an owner.
    pub(crate) fn take_in(&mut self, id: PodId, owner: ObjectId) {
        let before = self.pod(id).owner;
        self.hand_over(id, owner);
        self.forget_bare(before, id);
        // It stands for nobody any more.
        self.object_mut(before).deleting = Some(Propagation::Orphan);
        let object = self.object(owner);
        let adopted = EventKind::Adopted(format!("{}/{}", object.kind, object.name).into());
        self.record(Subject::Pod(id), adopted);
    }

    fn hand_over(&mut self, id: PodId, owner: ObjectId) {
        let before = std::mem::replace(&mut self.pods[id.at()].owner, owner);
        let counts = self.pod(id).counts();
        let listed = self.object_mut(before);
        listed.pods.remove(&id);
        listed.counts.shift(counts, super::pod::Counts::default());
        self.count_for(owner, before, id);
        for budget in self.pod(id).budgets.clone() {
            self.object_mut(budget).disown(before);
            *self.object_mut(budget).pod_owners.entry(owner).or_default() += 1;
            self.wake(budget);
        }
        self.join(owner, id);
        self.wake(before);
    }

    /// Counts a Pod on its node for its new owner, and no longer for the one before.
    fn count_for(&mut self, owner: ObjectId, before: ObjectId, id: PodId) {
        let pod = self.pod(id);
        if let Some(node) = pod.node.filter(|_| !pod.vacated && pod.deleting.is_none()) {
            self.scheduler.discount(before, node);
            *self.scheduler.spread.entry((owner, node)).or_default() += 1;
            self.move_beside(id, before, owner, node);
        }
    }

    /// Every object that may take a Pod in looks.
    pub(crate) fn offer(&mut self, id: PodId) {
        let namespace = self.object(self.pod(id).owner).namespace.clone();
        let there =
            self.by_name.iter().filter(|((_, own, _), _)| *own == namespace).map(|(_, object)| *object);
        let fits = |object: &ObjectId| {
            let object = self.object(*object);
            let selector = object.controller.as_ref().and_then(|it| it.selector());
            object.kind.owns_pods() && selects(selector, &self.pod(id).template.labels)
        };
        for adopter in there.filter(fits).collect::<Vec<_>>() {
            self.wake(adopter);
        }
    }

    /// The Pods without an owner that a selector fits, in the namespace of an object.
    pub(crate) fn orphans(&self, id: ObjectId, selector: &LabelSelector) -> Vec<PodId> {
        let namespace = &self.object(id).namespace;
        let fits = |pod: &PodId| {
            let pod = self.pod(*pod);
            pod.is_active()
                && self.object(pod.owner).namespace == *namespace
                && selects(Some(selector), &pod.template.labels)
        };
        self.bare.iter().copied().filter(fits).collect()
    }
}

/// Merges a patch into a document (RFC 7386): objects key by key, everything else whole.
fn merge(document: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        document.clone_from(patch);
        return;
    };
    if !document.is_object() {
        *document = Value::Object(serde_json::Map::new());
    }
    let Value::Object(document) = document else { return };
    for (key, value) in patch {
        if value.is_null() {
            document.remove(key);
        } else {
            merge(document.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}
