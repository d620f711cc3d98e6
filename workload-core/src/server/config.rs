//! ConfigMaps and Secrets.

use k8s_openapi::api::core::v1::{ConfigMap, Secret};

use crate::faults::Faults;
use crate::yaml::At;

/// Checks a ConfigMap.
pub(super) fn config_map(object: &ConfigMap, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}

/// Checks a Secret.
pub(super) fn secret(object: &Secret, at: &At<'_>, faults: &mut Faults) {
    let (_, _, _) = (object, at, faults);
}
