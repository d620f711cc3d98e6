//! CronJobs.

use k8s_openapi::api::batch::v1::CronJob;

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a CronJob.
pub(super) fn check(object: &CronJob, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
