//! DaemonSets: one Pod on each node that fits, and how they are rolled.
//!
//! The arithmetic is that of Kubernetes' `pkg/controller/daemon`. The real controller looks at
//! all nodes each turn; this one remembers what it saw of each ([`view`]) and looks again only at
//! nodes that changed, so that a roll over thousands of nodes takes no longer than it must.

mod manage;
mod rolling;
mod spec;
mod standing;
mod status;
mod view;

use self::spec::Spec;
use self::status::Status;
use self::view::View;
use crate::predict::simulation::controllers::backoff::Backoff;
use crate::predict::simulation::controllers::history::History;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::world::World;

/// A DaemonSet's spec and status.
#[derive(Debug)]
pub(crate) struct DaemonSet {
    pub(crate) spec: Spec,
    history: History,
    /// The number of the current template among those there have been, from 1.
    revision: u32,
    view: View,
    status: Status,
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
            status: Status::default(),
            backoff: Backoff::default(),
        }
    }

    /// Takes over a newer spec.
    pub(crate) fn apply(&mut self, new: Self) {
        if new.spec != self.spec {
            self.spec = new.spec;
            self.view.forget();
        }
    }

    /// Takes over another Pod template.
    pub(crate) fn set_template(&mut self, written: &k8s_openapi::api::core::v1::PodTemplateSpec) {
        self.spec.set_template(written);
        self.view.forget();
    }

    /// Goes back to the template of a revision, or of the one before.
    pub(crate) fn undo(&mut self, to: Option<i64>) -> Result<(), String> {
        self.spec.template = self.history.before(to).ok_or("has no revision to go back to")?;
        self.view.forget();
        Ok(())
    }

    /// One turn. A turn that made or deleted Pods to have one on each node does not roll: it is
    /// woken by them and rolls in the next.
    pub(crate) fn reconcile(&mut self, id: ObjectId, world: &mut World) {
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
}
