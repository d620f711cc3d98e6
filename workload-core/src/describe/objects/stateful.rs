//! The objects of a stateful app.

use k8s_openapi::api::apps::v1::{StatefulSet, StatefulSetSpec};
use k8s_openapi::api::core::v1::{PodSpec, Service};

use super::{Assemble, Assembly};
use crate::describe::companions::Companions;
use crate::describe::shape::Stateful;
use crate::k8s::{Object, OptionalField as _};

/// The typed objects of a stateful app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Objects {
    /// The StatefulSet.
    pub stateful_set: StatefulSet,
    /// The headless Service that gives every Pod its address (article §4.3); empty where the app says that it exists
    /// already.
    pub service: Service,
    /// What else belongs to the app.
    pub companions: Companions,
}

impl Objects {
    /// The spec of the StatefulSet, in every version of Kubernetes.
    pub fn stateful_set_spec_mut(&mut self) -> &mut StatefulSetSpec {
        self.stateful_set.spec.get_mut()
    }

    /// The spec of the Pods, in every version of Kubernetes.
    pub fn pod_spec_mut(&mut self) -> &mut PodSpec {
        self.stateful_set_spec_mut().template.spec.get_or_insert_default()
    }
}

impl Assemble for Stateful {
    type Objects = Objects;

    fn assemble(assembly: Assembly<Self>) -> Objects {
        let mut spec = assembly.spec;
        spec.service_name = assembly.service_name.into();
        if !assembly.claim_templates.is_empty() {
            spec.volume_claim_templates = Some(assembly.claim_templates);
        }
        let service = assembly.service.unwrap_or_default();
        let stateful_set =
            StatefulSet { metadata: assembly.meta, spec: spec.into(), ..StatefulSet::default() };
        Objects { stateful_set, service, companions: assembly.companions }
    }
}

impl super::Objects for Objects {
    fn into_objects(self) -> Vec<Object> {
        // A Service that exists already is left empty, and is not made.
        let service = (self.service != Service::default()).then(|| Object::from(self.service));
        service.into_iter().chain([self.stateful_set.into()]).chain(self.companions.into_objects()).collect()
    }
}
