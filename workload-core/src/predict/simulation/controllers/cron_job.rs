//! CronJobs: a Job at each of their times.
//!
//! The arithmetic is that of Kubernetes' `pkg/controller/cronjob`, version 2.

mod history;
pub(crate) mod model;
mod repeat_detector;
mod spec;
mod start;
mod status;
mod times;

use std::sync::Arc;

use k8s_openapi::api::core::v1::PodTemplateSpec;

use self::model::{CronJob, RepeatDetector, Status};
use self::spec::Spec;
use crate::k8s::Object;
use crate::predict::simulation::cause::Cause;
use crate::predict::simulation::ids::ObjectId;
use crate::predict::simulation::kind::Kind;
use crate::predict::simulation::queue::whole_second;
use crate::predict::simulation::template::Template;
use crate::predict::simulation::world::Controller;
use crate::predict::simulation::world::World;
use crate::predict::simulation::world::downcast;

/// A Job is named after its CronJob and the minute, and has at most 63 letters.
const LONGEST_NAME: usize = 52;

/// The controller of a CronJob.
pub(crate) fn read(object: &Object) -> Option<(Kind, Box<dyn Controller>)> {
    let Object::CronJob(object) = object else { return None };
    Some((Kind::CronJob, Box::new(CronJob::read(object))))
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
            rhythm: RepeatDetector::default(),
        }
    }
}

impl Controller for CronJob {
    /// One turn: forget old Jobs, see which have ended, and start one when it is time.
    fn reconcile(&mut self, id: ObjectId, world: &mut World) {
        // Creation times are whole seconds.
        let created = *self.created.get_or_insert(whole_second(world.now));
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

    fn apply(&mut self, new: Box<dyn Controller>, _id: ObjectId, _world: &mut World) -> Result<(), String> {
        let Some(new) = downcast::<Self>(new) else { return Ok(()) };
        let times = |spec: &Spec| (spec.written.clone(), spec.zone.clone());
        self.rescheduled = times(&new.spec) != times(&self.spec);
        self.upcoming = None;
        self.spec = new.spec;
        Ok(())
    }

    fn check(&self, name: &str) -> Result<(), String> {
        if name.len() > LONGEST_NAME {
            return Err(format!(
                "`metadata.name` has {} letters, and at most {LONGEST_NAME} are allowed",
                name.len()
            ));
        }
        if self.spec.written.contains("TZ") {
            return Err("`spec.schedule` must not name a time zone: use `spec.timeZone`".to_owned());
        }
        if self.spec.schedule.is_none() {
            return Err(format!("`spec.schedule` `{}` cannot be read", self.spec.written));
        }
        if self.spec.zone.is_none() {
            return Err("`spec.timeZone` is no known time zone".to_owned());
        }
        Ok(())
    }

    fn template(&self) -> Option<&Arc<Template>> {
        Some(&self.spec.job.template)
    }

    fn set_template(&mut self, written: &PodTemplateSpec) -> Result<(), String> {
        self.spec.set_template(written);
        Ok(())
    }

    fn suspend(&mut self, on: bool) -> Result<(), String> {
        self.spec.suspend = on;
        Ok(())
    }

    fn stuck(&self, id: ObjectId, world: &World) -> Option<Cause> {
        let name = &world.object(id).name;
        (self.spec.starting_deadline == Some(0) && !self.spec.suspend).then(|| {
            Cause::new(format!(
                "CronJob {name} never starts a Job: with `startingDeadlineSeconds: 0` every time is missed already"
            ))
            .way_out("leave `startingDeadlineSeconds` out, or say 100 or more")
        })
    }
}
