//! Runs to its end, again and again on a schedule: a CronJob (article §6).

use k8s_openapi::api::batch::v1::{CronJobSpec, JobSpec};
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::can;
use super::kind::{Sealed, Shape};

/// Runs on a schedule, each time to its end: a CronJob (article §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheduled;

impl Sealed for Scheduled {}

impl Shape for Scheduled {
    const KIND: &'static str = "CronJob";
    // A Job's name is the CronJob's with eleven characters more.
    const LONGEST_NAME: usize = 52;
    const TEMPLATE: &'static str = "spec.jobTemplate.spec.template";
    // A job that Kubernetes' default restarted for ever would never end (article §6.3).
    const RESTART_POLICY: Option<&'static str> = Some("OnFailure");
    type Spec = CronJobSpec;

    fn set_template(spec: &mut CronJobSpec, template: PodTemplateSpec, _: LabelSelector) {
        <Self as can::RunsToCompletion>::job(spec).template = template;
    }
}

impl can::SharedClaims for Scheduled {}

impl can::RunsToCompletion for Scheduled {
    const JOB: &'static str = "spec.jobTemplate.spec";

    fn job(spec: &mut CronJobSpec) -> &mut JobSpec {
        spec.job_template.spec.get_or_insert_default()
    }
}

impl can::CronScheduled for Scheduled {
    fn cron_job(spec: &mut CronJobSpec) -> &mut CronJobSpec {
        spec
    }
}

impl can::Suspendable for Scheduled {
    fn suspend(spec: &mut CronJobSpec) -> &mut Option<bool> {
        &mut spec.suspend
    }
}
