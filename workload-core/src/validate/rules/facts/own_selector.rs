//! The selector by which a workload knows its own Pods.

use k8s_openapi::api::apps::v1::{DaemonSetSpec, DeploymentSpec, ReplicaSetSpec, StatefulSetSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use crate::k8s::{Object, OptionalField as _};

/// The selector of a workload; none of a kind that makes its own.
pub(crate) fn own_selector(object: &Object) -> Option<&LabelSelector> {
    match object {
        Object::Deployment(object) => {
            let spec: &DeploymentSpec = object.spec.get()?;
            Some(&spec.selector)
        }
        Object::StatefulSet(object) => {
            let spec: &StatefulSetSpec = object.spec.get()?;
            Some(&spec.selector)
        }
        Object::DaemonSet(object) => {
            let spec: &DaemonSetSpec = object.spec.get()?;
            Some(&spec.selector)
        }
        Object::ReplicaSet(object) => {
            let spec: &ReplicaSetSpec = object.spec.get()?;
            Some(&spec.selector)
        }
        _ => None,
    }
}
