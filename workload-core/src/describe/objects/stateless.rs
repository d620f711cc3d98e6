//! The objects of a stateless app.

use k8s_openapi::api::apps::v1::{Deployment, DeploymentSpec};
use k8s_openapi::api::core::v1::{PodSpec, Service};

use super::{Assemble, Assembly};
use crate::describe::companions::Companions;
use crate::describe::shape::Stateless;
use crate::k8s::{Object, OptionalField as _};

/// The typed objects of a stateless app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Objects {
    /// The Deployment.
    pub deployment: Deployment,
    /// The load-balancing Service, when the app has ports.
    pub service: Option<Service>,
    /// What else belongs to the app.
    pub companions: Companions,
}

impl Objects {
    /// The spec of the Deployment, in every version of Kubernetes.
    pub fn deployment_spec_mut(&mut self) -> &mut DeploymentSpec {
        self.deployment.spec.get_mut()
    }

    /// The spec of the Pods, in every version of Kubernetes.
    pub fn pod_spec_mut(&mut self) -> &mut PodSpec {
        self.deployment_spec_mut().template.spec.get_or_insert_default()
    }
}

impl Assemble for Stateless {
    type Objects = Objects;

    fn assemble(assembly: Assembly<Self>) -> Objects {
        let deployment =
            Deployment { metadata: assembly.meta, spec: assembly.spec.into(), ..Deployment::default() };
        Objects { deployment, service: assembly.service, companions: assembly.companions }
    }
}

impl super::Objects for Objects {
    fn into_objects(self) -> Vec<Object> {
        let service = self.service.map(Object::from);
        service.into_iter().chain([self.deployment.into()]).chain(self.companions.into_objects()).collect()
    }
}
