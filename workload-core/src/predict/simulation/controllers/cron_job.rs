//! CronJobs: a Job at each of their times.
//!
//! The arithmetic is that of Kubernetes' `pkg/controller/cronjob`, version 2.

mod history;
mod rhythm;
mod spec;
mod start;
mod status;
mod times;

use self::rhythm::Rhythm;
use self::spec::Spec;
use self::status::Status;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::queue::Millis;
use crate::predict::simulation::world::World;

/// The controller looks a little after the time, lest its clock be ahead of the server's.
const AFTER_THE_TIME: Millis = 100;

/// A CronJob's spec and status.
#[derive(Debug)]
pub(crate) struct CronJob {
    pub(crate) spec: Spec,
    /// When it was made, which is when its first interval begins.
    created: Option<Millis>,
    status: Status,
    /// Whether the schedule changed since the last turn: the next is at its next time, not now.
    rescheduled: bool,
    /// The first time after the last one, while both are known.
    upcoming: Option<Millis>,
    rhythm: Rhythm,
}

impl CronJob {
    /// Reads a CronJob.
    pub(crate) fn read(object: &k8s_openapi::api::batch::v1::CronJob) -> Self {
        Self {
            spec: Spec::read(object),
            created: None,
            status: Status::default(),
            rescheduled: false,
            upcoming: None,
            rhythm: Rhythm::default(),
        }
    }

    /// Takes over a newer spec.
    pub(crate) fn apply(&mut self, new: Self) {
        let times = |spec: &Spec| (spec.written.clone(), spec.zone.clone());
        self.rescheduled = times(&new.spec) != times(&self.spec);
        self.upcoming = None;
        self.spec = new.spec;
    }

    /// One turn: forget old Jobs, see which have ended, and start one when it is time.
    pub(crate) fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        // Creation times are whole seconds.
        let created = *self.created.get_or_insert(world.now / 1000 * 1000);
        if std::mem::take(&mut self.rescheduled) {
            return self.look_again(created, id, world);
        }
        self.clean_up(id, world);
        self.see_jobs(id, world);
        if world.object(id).deleting.is_none() && !self.spec.suspend {
            self.start_due(created, id, world);
        }
        self.write_status(id, world);
    }
}
