//! CronJobs: there is nothing to wait for.

use serde_json::Value;

use crate::readiness::progress::Readiness;

/// How far a CronJob is.
pub(crate) fn readiness(object: &Value) -> Readiness {
    if object["spec"]["suspend"] == true {
        return Readiness::ready_but("is suspended: `spec.suspend` is true");
    }
    Readiness::ready()
}
