//! The objects of a per-node app.

use k8s_openapi::api::apps::v1::{DaemonSet, DaemonSetSpec};
use k8s_openapi::api::core::v1::{PodSpec, Service};

use super::{Assemble, Assembly};
use crate::describe::companions::Companions;
use crate::describe::shape::PerNode;
use crate::k8s::{Object, OptionalField as _};

/// The typed objects of a per-node app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Objects {
    /// The DaemonSet.
    pub daemon_set: DaemonSet,
    /// A Service, when the app asked for one.
    pub service: Option<Service>,
    /// What else belongs to the app.
    pub companions: Companions,
}

impl Objects {
    /// The spec of the DaemonSet, in every version of Kubernetes.
    pub fn daemon_set_spec_mut(&mut self) -> &mut DaemonSetSpec {
        self.daemon_set.spec.get_mut()
    }

    /// The spec of the Pods, in every version of Kubernetes.
    pub fn pod_spec_mut(&mut self) -> &mut PodSpec {
        self.daemon_set_spec_mut().template.spec.get_or_insert_default()
    }
}

impl Assemble for PerNode {
    type Objects = Objects;

    fn assemble(assembly: Assembly<Self>) -> Objects {
        let daemon_set =
            DaemonSet { metadata: assembly.meta, spec: assembly.spec.into(), ..DaemonSet::default() };
        Objects { daemon_set, service: assembly.service, companions: assembly.companions }
    }
}

impl super::Objects for Objects {
    fn into_objects(self) -> Vec<Object> {
        let service = self.service.map(Object::from);
        service.into_iter().chain([self.daemon_set.into()]).chain(self.companions.into_objects()).collect()
    }
}
