//! DaemonSets: one Pod on each node that fits, and how they are rolled.
//!
//! The arithmetic is that of Kubernetes' `pkg/controller/daemon`. The real controller looks at
//! all nodes each turn; this one remembers what it saw of each ([`view`]) and looks again only at
//! nodes that changed, so that a roll over thousands of nodes takes no longer than it must.

mod look;
mod manage;
mod rolling;
mod spec;
mod standing;
mod status;
mod stuck;
mod view;

use std::sync::Arc;

use k8s_openapi::api::core::v1::PodTemplateSpec;

use self::spec::Spec;
use self::standing::COUNTS;
use self::view::View;
use crate::k8s::Object;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::controllers::backoff::Backoff;
use crate::predict::simulation::controllers::history::{History, no_revision};
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::downcast;

/// The controller of a DaemonSet.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::DaemonSet(object) = object else { return None };
    Some((Kind::DaemonSet, Box::new(DaemonSet::read(object))))
}

/// A DaemonSet's spec and status.
#[derive(Debug)]
pub(crate) struct DaemonSet {
    pub(crate) spec: Spec,
    history: History,
    /// The number of the current template among those there have been, from 1.
    revision: u32,
    view: View,
    /// The counts of the status.
    status: [usize; COUNTS],
    /// After Pods that could not be made.
    backoff: Backoff,
}

impl DaemonSet {
    /// Reads a DaemonSet.
    pub(crate) fn read(object: &k8s_openapi::api::apps::v1::DaemonSet) -> Self {
        Self {
            spec: Spec::read(object),
            history: History::default(),
            revision: 0,
            view: View::default(),
            status: [0; COUNTS],
            backoff: Backoff::default(),
        }
    }
}

impl Controller for DaemonSet {
    /// One turn. A turn that made or deleted Pods to have one on each node does not roll: it is
    /// woken by them and rolls in the next.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        if world.object(id).deleting.is_some() {
            return;
        }
        self.revision = self.history.revision_of(&self.spec.template, id, world).name;
        self.look(id, world);
        if !self.manage(id, world) && !self.spec.on_delete {
            self.roll(id, world);
        }
        let View { live, .. } = &self.view;
        self.history.truncate_all(self.spec.history_limit, |name| live.contains_key(&name), world);
        self.write_status(id, world);
    }

    fn apply(&mut self, new: Box<dyn Controller>, _id: ObjectId, _world: &mut World) -> Result<(), String> {
        if let Some(new) = downcast::<Self>(new).filter(|new| new.spec != self.spec) {
            self.spec = new.spec;
            self.view.forget();
        }
        Ok(())
    }

    fn template(&self) -> Option<&Arc<Template>> {
        Some(&self.spec.template)
    }

    fn set_template(&mut self, written: &PodTemplateSpec) -> Result<(), String> {
        self.spec.set_template(written);
        self.view.forget();
        Ok(())
    }

    fn stuck(&self, id: ObjectId, world: &World) -> Option<Cause> {
        self.cause(id, world)
    }

    fn undo(&mut self, _id: ObjectId, to: Option<i64>, _world: &mut World) -> Result<(), String> {
        self.spec.template = self.history.before(to).ok_or_else(|| no_revision(to))?;
        self.view.forget();
        Ok(())
    }
}
