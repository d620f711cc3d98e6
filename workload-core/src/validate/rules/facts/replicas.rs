//! The number of replicas that an object asks for.

use k8s_openapi::api::apps::v1::{DeploymentSpec, ReplicaSetSpec, StatefulSetSpec};
use k8s_openapi::api::core::v1::ReplicationControllerSpec;

use crate::k8s::{Object, OptionalField as _};

/// The `replicas` of an object, where it is set.
pub(crate) fn written(object: &Object) -> Option<i32> {
    match object {
        Object::Deployment(object) => {
            let spec: &DeploymentSpec = object.spec.get()?;
            spec.replicas
        }
        Object::StatefulSet(object) => {
            let spec: &StatefulSetSpec = object.spec.get()?;
            spec.replicas
        }
        Object::ReplicaSet(object) => {
            let spec: &ReplicaSetSpec = object.spec.get()?;
            spec.replicas
        }
        Object::ReplicationController(object) => {
            let spec: &ReplicationControllerSpec = object.spec.get()?;
            spec.replicas
        }
        _ => None,
    }
}
