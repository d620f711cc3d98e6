//! Keys of scheduled apps: when, in which zone, and what happens when runs overlap.

use crate::describe::description::{Anchor, Description};
use crate::describe::parts::{Annotations, Concurrency, History, Labels};
use crate::describe::shape::{Shape, can};
use crate::k8s::values::{Schedule, TimeZone};

impl<S: Shape> Description<S> {
    /// `schedule = "0 3 * * *"`: when the app runs; this makes it a scheduled one (article §6.3).
    #[doc(alias("cron"))]
    #[track_caller]
    pub fn schedule(&mut self, schedule: Schedule) -> &mut Self
    where
        S: can::CronScheduled,
    {
        S::cron_job(&mut self.spec).schedule = schedule.into();
        self.note(Anchor::Object, "spec.schedule")
    }

    /// `time_zone = "Europe/Berlin"`: whose clock the schedule means; the controller's own unless said.
    #[track_caller]
    pub fn time_zone(&mut self, zone: TimeZone) -> &mut Self
    where
        S: can::CronScheduled,
    {
        S::cron_job(&mut self.spec).time_zone = Some(zone.into());
        self.note(Anchor::Object, "spec.timeZone")
    }

    /// `concurrency = Forbid`: what happens when the last run still goes on: `Allow` runs beside it,
    /// `Forbid` waits for it, `Replace` ends it (article §6.3).
    #[doc(alias("concurrencyPolicy", "concurrency_policy"))]
    #[track_caller]
    pub fn concurrency(&mut self, policy: Concurrency) -> &mut Self
    where
        S: can::CronScheduled,
    {
        S::cron_job(&mut self.spec).concurrency_policy = Some(policy.into());
        self.note(Anchor::Object, "spec.concurrencyPolicy")
    }

    /// `starting_deadline = 300`: seconds after which a missed run is not made up for.
    #[doc(alias("startingDeadlineSeconds", "starting_deadline_seconds"))]
    #[track_caller]
    pub fn starting_deadline(&mut self, seconds: i64) -> &mut Self
    where
        S: can::CronScheduled,
    {
        S::cron_job(&mut self.spec).starting_deadline_seconds = Some(seconds);
        self.note(Anchor::Object, "spec.startingDeadlineSeconds")
    }

    /// `history(successful = 3, failed = 1)`: how many finished runs are kept for their logs (article §6.3).
    #[doc(alias = "successfulJobsHistoryLimit")]
    #[doc(alias = "successful_jobs_history_limit")]
    #[doc(alias = "failedJobsHistoryLimit")]
    #[doc(alias = "failed_jobs_history_limit")]
    #[track_caller]
    pub fn history(&mut self, history: History) -> &mut Self
    where
        S: can::CronScheduled,
    {
        let spec = S::cron_job(&mut self.spec);
        spec.successful_jobs_history_limit = history.successful;
        spec.failed_jobs_history_limit = history.failed;
        self.note(Anchor::Object, "spec.successfulJobsHistoryLimit")
    }

    /// `job_labels("team" = "shop")`: labels of each Job that the schedule makes.
    #[track_caller]
    pub fn job_labels(&mut self, labels: Labels) -> &mut Self
    where
        S: can::CronScheduled,
    {
        let meta = S::cron_job(&mut self.spec).job_template.metadata.get_or_insert_default();
        meta.labels.get_or_insert_default().extend(labels.0);
        self.note(Anchor::Object, "spec.jobTemplate.metadata.labels")
    }

    /// `job_annotations("example.com/owner" = "shop")`: annotations of each Job that the schedule makes.
    #[track_caller]
    pub fn job_annotations(&mut self, annotations: Annotations) -> &mut Self
    where
        S: can::CronScheduled,
    {
        let meta = S::cron_job(&mut self.spec).job_template.metadata.get_or_insert_default();
        meta.annotations.get_or_insert_default().extend(annotations.0);
        self.note(Anchor::Object, "spec.jobTemplate.metadata.annotations")
    }
}
