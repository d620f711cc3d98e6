//! Runs to its end, once: a Job (article §6).

use k8s_openapi::api::batch::v1::JobSpec;
use k8s_openapi::api::core::v1::PodTemplateSpec;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use super::can;
use super::kind::{Sealed, Shape};

/// Runs now, to its end, once: a Job (article §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunOnce;

impl Sealed for RunOnce {}

impl Shape for RunOnce {
    const KIND: &'static str = "Job";
    // A job that Kubernetes' default restarted for ever would never end (article §6.3).
    const RESTART_POLICY: Option<&'static str> = Some("OnFailure");
    type Spec = JobSpec;

    // The Job controller makes the selector: nothing to set.
    fn set_template(spec: &mut JobSpec, template: PodTemplateSpec, _: LabelSelector) {
        spec.template = template;
    }
}

impl can::SharedClaims for RunOnce {}

impl can::RunsToCompletion for RunOnce {
    const JOB: &'static str = "spec";

    fn job(spec: &mut JobSpec) -> &mut JobSpec {
        spec
    }
}

impl can::Suspendable for RunOnce {
    fn suspend(spec: &mut JobSpec) -> &mut Option<bool> {
        &mut spec.suspend
    }
}
