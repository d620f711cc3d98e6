//! The part of a CronJob's spec that decides how it runs.

use jiff::tz::TimeZone;
use k8s_openapi::api::batch::v1::{CronJobSpec, JobSpec};

use crate::k8s::defaults::values::{FAILED_JOBS_HISTORY_LIMIT, SUCCESSFUL_JOBS_HISTORY_LIMIT};
use crate::k8s::values;
use crate::predict::simulation::controllers::job::spec as job;
use crate::predict::simulation::queue::Millis;

/// What becomes of a Job that still runs when the next is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Concurrency {
    Allow,
    Forbid,
    Replace,
}

/// A CronJob's spec with the server's defaults.
#[derive(Clone, Debug)]
pub(crate) struct Spec {
    /// As written, and read; `None` when it cannot be read.
    pub(super) written: String,
    pub(super) schedule: Option<values::Schedule>,
    /// `None` when nobody knows the zone.
    pub(super) zone: Option<TimeZone>,
    pub(super) concurrency: Concurrency,
    pub(super) starting_deadline: Option<Millis>,
    pub(super) successes: usize,
    pub(super) failures: usize,
    pub(crate) suspend: bool,
    pub(super) template: JobSpec,
    /// The template, read once for all Jobs.
    pub(crate) job: job::Spec,
}

impl Spec {
    /// Reads a spec and fills in the defaults.
    pub(crate) fn read(object: &k8s_openapi::api::batch::v1::CronJob) -> Self {
        let spec: Option<CronJobSpec> = object.spec.clone().into();
        let spec = spec.unwrap_or_default();
        let template: Option<JobSpec> = spec.job_template.spec.into();
        let template = template.unwrap_or_default();
        let limit = |limit: Option<i32>, default| usize::try_from(limit.unwrap_or(default)).unwrap_or(0);
        Self {
            schedule: values::Schedule::parse(spec.schedule.clone()).ok(),
            written: spec.schedule,
            zone: zone(spec.time_zone),
            concurrency: match spec.concurrency_policy.as_deref() {
                Some("Forbid") => Concurrency::Forbid,
                Some("Replace") => Concurrency::Replace,
                _ => Concurrency::Allow,
            },
            starting_deadline: spec
                .starting_deadline_seconds
                .map(|seconds| u64::try_from(seconds).unwrap_or(0).saturating_mul(1000)),
            successes: limit(spec.successful_jobs_history_limit, SUCCESSFUL_JOBS_HISTORY_LIMIT),
            failures: limit(spec.failed_jobs_history_limit, FAILED_JOBS_HISTORY_LIMIT),
            suspend: spec.suspend.unwrap_or(false),
            job: job::Spec::read(template.clone()),
            template,
        }
    }

    /// Replaces the Pod template of the Jobs to come.
    pub(crate) fn set_template(&mut self, written: &k8s_openapi::api::core::v1::PodTemplateSpec) {
        self.template.template = written.clone();
        self.job = job::Spec::read(self.template.clone());
    }
}

/// The zone in which the schedule is meant: that of the controller, here UTC, unless it is named.
fn zone(name: Option<String>) -> Option<TimeZone> {
    let Some(name) = name else { return Some(TimeZone::UTC) };
    values::TimeZone::parse(name).ok()?.rules().ok()
}
