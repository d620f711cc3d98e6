//! The objects of a run-once app.

use k8s_openapi::api::batch::v1::{Job, JobSpec};
use k8s_openapi::api::core::v1::{PodSpec, Service};

use super::{Assemble, Assembly};
use crate::describe::companions::Companions;
use crate::describe::shape::RunOnce;
use crate::k8s::{Object, OptionalField as _};

/// The typed objects of a run-once app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Objects {
    /// The Job.
    pub job: Job,
    /// A Service, when the app asked for one.
    pub service: Option<Service>,
    /// What else belongs to the app.
    pub companions: Companions,
}

impl Objects {
    /// The spec of the Job, in every version of Kubernetes.
    pub fn job_spec_mut(&mut self) -> &mut JobSpec {
        self.job.spec.get_mut()
    }

    /// The spec of the Pods, in every version of Kubernetes.
    pub fn pod_spec_mut(&mut self) -> &mut PodSpec {
        self.job_spec_mut().template.spec.get_or_insert_default()
    }
}

impl Assemble for RunOnce {
    type Objects = Objects;

    fn assemble(assembly: Assembly<Self>) -> Objects {
        let job = Job { metadata: assembly.meta, spec: assembly.spec.into(), ..Job::default() };
        Objects { job, service: assembly.service, companions: assembly.companions }
    }
}

impl super::Objects for Objects {
    fn into_objects(self) -> Vec<Object> {
        let service = self.service.map(Object::from);
        service.into_iter().chain([self.job.into()]).chain(self.companions.into_objects()).collect()
    }
}
