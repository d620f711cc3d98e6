//! The selector by which a workload knows its own Pods.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::{DaemonSetSpec, DeploymentSpec, ReplicaSetSpec, StatefulSetSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;

use k8s_openapi::api::core::v1::{PodTemplateSpec, ReplicationControllerSpec};

use crate::k8s::{Object, OptionalField as _};

/// The labels that a workload selects its Pods by, of any kind.
pub(crate) fn selected_labels(object: &Object) -> Option<&BTreeMap<String, String>> {
    match object {
        Object::ReplicationController(object) => {
            let spec: &ReplicationControllerSpec = object.spec.get()?;
            let labels = || object_labels(spec.template.get()?);
            spec.selector.as_ref().filter(|selector| !selector.is_empty()).or_else(labels)
        }
        object => own_selector(object)?.match_labels.as_ref(),
    }
}

/// The labels of the Pods of a template: the default of a `ReplicationController`'s selector.
fn object_labels(template: &PodTemplateSpec) -> Option<&BTreeMap<String, String>> {
    template.metadata.as_ref()?.labels.as_ref()
}

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
