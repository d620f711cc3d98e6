//! Making PersistentVolumeClaims, binding and deleting them, and attaching their volumes.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use k8s_openapi::api::core::v1::PersistentVolumeClaimSpec;
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::claims::{Claim, ClaimOwner};
use super::ids::{ClaimId, NodeId, ObjectId, PodId};
use super::log::{EventKind, Subject};
use super::queue::{Millis, Task};
use super::world::World;
use crate::k8s::values;

/// How long it takes to see that a claim is used no more.
const PROTECTED: Millis = 50;

/// How long it takes to detach a volume from a node, and to attach it to one.
const DETACHES: Millis = 200;
const ATTACHES: Millis = 600;

impl World {
    /// Makes a claim, unbound.
    pub(crate) fn create_claim(
        &mut self,
        namespace: &Arc<str>,
        name: &str,
        spec: &PersistentVolumeClaimSpec,
        set: Option<ObjectId>,
    ) -> ClaimId {
        let id = ClaimId::after(self.claims.list.len());
        let modes = spec.access_modes.as_deref().unwrap_or_default();
        let claim = Claim {
            namespace: namespace.clone(),
            name: name.into(),
            one_node: modes.iter().all(|mode| mode == "ReadWriteOnce" || mode == "ReadWriteOncePod"),
            one_pod: modes.iter().any(|mode| mode == "ReadWriteOncePod"),
            selected: None,
            zone: None,
            class: spec.storage_class_name.clone(),
            storage: storage(spec),
            bound: false,
            owners: Vec::new(),
            set,
            users: BTreeSet::new(),
            attached: None,
            deleting: false,
            gone: false,
        };
        self.claims.by_name.insert((claim.namespace.clone(), claim.name.clone()), id);
        self.claims.list.push(claim);
        self.record(Subject::Claim(id), EventKind::Created);
        id
    }

    /// Asks for more storage than a claim asked for before.
    ///
    /// # Errors
    ///
    /// When its class does not allow it, or it is less.
    pub(crate) fn resize_claim(
        &mut self,
        id: ClaimId,
        spec: &PersistentVolumeClaimSpec,
    ) -> Result<(), String> {
        let claim = self.claims.get(id);
        let wanted = storage(spec);
        let (Some(old), Some(new)) = (claim.storage.as_ref().map(nanos), wanted.as_ref().map(nanos)) else {
            return Ok(());
        };
        let name = &claim.name;
        let class = claim.class.as_deref().unwrap_or("standard");
        match new.cmp(&old) {
            Ordering::Equal => Ok(()),
            Ordering::Less => {
                Err(format!("PersistentVolumeClaim/{name} cannot ask for less storage than before"))
            }
            Ordering::Greater if !claim.bound || !self.policies.expands(class) => Err(format!(
                "PersistentVolumeClaim/{name}: the StorageClass `{class}` does not allow to expand it"
            )),
            Ordering::Greater => {
                self.request_storage(id, wanted);
                Ok(())
            }
        }
    }

    fn request_storage(&mut self, id: ClaimId, wanted: Option<Quantity>) {
        let amount = wanted.as_ref().map_or("", |Quantity(text)| text).into();
        self.claims.list[id.at()].storage = wanted;
        self.record(Subject::Claim(id), EventKind::Requested(amount));
    }

    /// A claim gets its volume.
    pub(crate) fn bind_claim(&mut self, id: ClaimId) {
        let claim = &mut self.claims.list[id.at()];
        if !claim.bound && !claim.gone {
            claim.bound = true;
            self.record(Subject::Claim(id), EventKind::Bound);
        }
    }

    /// Gives a claim these owners.
    pub(crate) fn own_claim(&mut self, id: ClaimId, owners: Vec<ClaimOwner>) {
        if self.claims.get(id).owners == owners {
            return;
        }
        let names = owners.iter().map(|owner| self.owner_name(*owner)).collect();
        self.claims.list[id.at()].owners = owners;
        self.record(Subject::Claim(id), EventKind::Owners(names));
    }

    fn owner_name(&self, owner: ClaimOwner) -> Box<str> {
        match owner {
            ClaimOwner::Set(set) => format!("StatefulSet/{}", self.object(set).name).into(),
            ClaimOwner::Pod(pod) => format!("Pod/{}", self.pod(pod).name).into(),
        }
    }

    /// Asks for a claim's deletion; it goes when no Pod uses it.
    pub(crate) fn delete_claim(&mut self, id: ClaimId) {
        let claim = &mut self.claims.list[id.at()];
        if !claim.deleting && !claim.gone {
            claim.deleting = true;
            self.record(Subject::Claim(id), EventKind::Deleting);
            self.collect_claim(id);
        }
    }

    /// A claim that is being deleted goes when no Pod uses it.
    pub(crate) fn collect_claim(&mut self, id: ClaimId) {
        let claim = &mut self.claims.list[id.at()];
        if claim.deleting && !claim.gone && claim.users.is_empty() {
            claim.gone = true;
            let key = (claim.namespace.clone(), claim.name.clone());
            let set = claim.set;
            self.claims.by_name.remove(&key);
            self.record(Subject::Claim(id), EventKind::Deleted);
            self.room_was_freed();
            if let Some(set) = set {
                self.wake(set);
            }
        }
    }

    /// Deletes the claims that go with an object.
    pub(crate) fn release_claims(&mut self, object: ObjectId) {
        self.drop_owner(ClaimOwner::Set(object));
    }

    /// Gives back the volumes of a Pod that runs no more; it still holds its claims.
    pub(crate) fn detach_volumes(&mut self, pod: PodId) {
        for id in self.pod(pod).claims.clone() {
            self.detach(id, pod);
        }
    }

    /// Takes a Pod that is gone off its claims, and deletes those that go with it.
    pub(crate) fn release_pod_claims(&mut self, pod: PodId) {
        for id in self.pod(pod).claims.clone() {
            self.claims.list[id.at()].users.remove(&pod);
            if self.claims.get(id).deleting {
                self.queue.push(self.now + PROTECTED, Task::CollectClaim(id));
            }
            let claim = self.claims.get(id);
            if claim.owners == [ClaimOwner::Pod(pod)] {
                self.delete_claim(id);
            }
        }
    }

    fn drop_owner(&mut self, owner: ClaimOwner) {
        for at in 0..self.claims.list.len() {
            let claim = &self.claims.list[at];
            if !claim.gone && claim.owners.contains(&owner) {
                self.delete_claim(ClaimId::after(at));
            }
        }
    }

    fn wait_for_volume(&mut self, pod: PodId, claim: ClaimId, holder: NodeId) {
        let event = EventKind::WaitsForVolume { claim: claim.at(), node: holder.at() };
        self.record(Subject::Pod(pod), event);
        if self.claims.get(claim).attached.is_some_and(|(_, users)| users > 0) {
            self.say_multi_attach(pod, claim);
        }
    }

    /// Attaches a Pod's volumes to its node; false when it has to wait for them.
    pub(crate) fn attach_claims(&mut self, pod: PodId) -> bool {
        let Some(node) = self.pod(pod).node else { return false };
        if !self.nodes.get(node).attaches || self.pod(pod).claims.is_empty() || self.pod(pod).attached {
            return true;
        }
        if let Some((claim, holder)) = self.volume_held_elsewhere(pod) {
            self.wait_for_volume(pod, claim, holder);
            return false;
        }
        for id in self.pod(pod).claims.clone() {
            let attached = &mut self.claims.list[id.at()].attached;
            let users = attached.map_or(0, |(_, users)| users);
            *attached = Some((node, users + 1));
        }
        self.pods[pod.at()].attached = true;
        self.queue.push(self.now + ATTACHES, Task::VolumesReady(pod));
        false
    }

    fn say_multi_attach(&mut self, pod: PodId, claim: ClaimId) {
        let claim = self.claims.get(claim);
        let others = claim.users.iter().filter(|other| **other != pod && self.pod(**other).attached);
        let names: Vec<_> = others.map(|other| self.pod(*other).name.to_string()).collect();
        let message = format!(
            "Multi-Attach error for volume \"{}\" Volume is already used by pod(s) {}",
            claim.name,
            names.join(", ")
        );
        let event = EventKind::Event { reason: "FailedAttachVolume", message: message.into() };
        self.record(Subject::Pod(pod), event);
    }

    /// The volumes of a Pod are attached to its node: its containers start.
    pub(crate) fn volumes_ready(&mut self, pod: PodId) {
        let Some(node) = self.pod(pod).node.filter(|_| !self.pod(pod).vacated) else { return };
        for claim in self.pod(pod).claims.clone() {
            self.record(Subject::Claim(claim), EventKind::VolumeAttached { node: node.at() });
            let message =
                format!("AttachVolume.Attach succeeded for volume \"{}\"", self.claims.get(claim).name);
            let event = EventKind::Event { reason: "SuccessfulAttachVolume", message: message.into() };
            self.record(Subject::Pod(pod), event);
        }
        if self.pod(pod).deleting.is_none() {
            self.start_containers(pod);
        }
    }

    /// The first claim of a Pod whose volume is attached to another node, and that node.
    pub(crate) fn volume_held_elsewhere(&self, pod: PodId) -> Option<(ClaimId, NodeId)> {
        let node = self.pod(pod).node.filter(|node| self.nodes.get(*node).attaches)?;
        self.pod(pod).claims.iter().find_map(|id| {
            let claim = self.claims.get(*id);
            let (holder, users) = claim.attached?;
            let elsewhere = holder != node || users == 0;
            (claim.one_node && elsewhere && !self.pod(pod).attached).then_some((*id, holder))
        })
    }

    /// Gives a volume back; it is detached when nobody on its node uses it any more.
    fn detach(&mut self, id: ClaimId, pod: PodId) {
        if !self.pod(pod).attached {
            return;
        }
        let Some((node, users)) = self.claims.get(id).attached else { return };
        self.claims.list[id.at()].attached = Some((node, users.saturating_sub(1)));
        if users <= 1 {
            self.record(Subject::Claim(id), EventKind::VolumeDetaching { node: node.at() });
            self.queue.push(self.now + DETACHES, Task::FreeVolume(id));
        }
    }

    /// A volume is detached; the Pods that wait for it may start.
    pub(crate) fn volume_freed(&mut self, id: ClaimId) {
        let Some((node, 0)) = self.claims.get(id).attached else { return };
        self.claims.list[id.at()].attached = None;
        self.record(Subject::Claim(id), EventKind::VolumeDetached { node: node.at() });
        let waiting: Vec<_> = self.claims.get(id).users.iter().copied().collect();
        for other in waiting {
            let pod = self.pod(other);
            if pod.node.is_some() && !pod.attached && !pod.is_over() {
                self.record(Subject::Pod(other), EventKind::Attached);
                self.start_pod(other);
            }
        }
    }
}

/// The storage that a claim asks for.
fn storage(spec: &PersistentVolumeClaimSpec) -> Option<Quantity> {
    spec.resources.as_ref()?.requests.as_ref()?.get("storage").cloned()
}

fn nanos(Quantity(text): &Quantity) -> i128 {
    values::Quantity::parse(text.clone()).map_or(0, |quantity| quantity.nanos())
}
