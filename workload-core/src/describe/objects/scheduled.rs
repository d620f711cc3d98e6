//! The objects of a scheduled app.

use k8s_openapi::api::batch::v1::{CronJob, CronJobSpec};
use k8s_openapi::api::core::v1::{PodSpec, Service};

use super::{Assemble, Assembly};
use crate::describe::companions::Companions;
use crate::describe::shape::Scheduled;
use crate::k8s::{Object, OptionalField as _};

/// The typed objects of a scheduled app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Objects {
    /// The CronJob.
    pub cron_job: CronJob,
    /// A Service, when the app asked for one.
    pub service: Option<Service>,
    /// What else belongs to the app.
    pub companions: Companions,
}

impl Objects {
    /// The spec of the CronJob, in every version of Kubernetes.
    pub fn cron_job_spec_mut(&mut self) -> &mut CronJobSpec {
        self.cron_job.spec.get_mut()
    }

    /// The spec of the Pods, in every version of Kubernetes.
    pub fn pod_spec_mut(&mut self) -> &mut PodSpec {
        self.cron_job_spec_mut()
            .job_template
            .spec
            .get_or_insert_default()
            .template
            .spec
            .get_or_insert_default()
    }
}

impl Assemble for Scheduled {
    type Objects = Objects;

    fn assemble(assembly: Assembly<Self>) -> Objects {
        let cron_job = CronJob { metadata: assembly.meta, spec: assembly.spec.into(), ..CronJob::default() };
        Objects { cron_job, service: assembly.service, companions: assembly.companions }
    }
}

impl super::Objects for Objects {
    fn into_objects(self) -> Vec<Object> {
        let service = self.service.map(Object::from);
        service.into_iter().chain([self.cron_job.into()]).chain(self.companions.into_objects()).collect()
    }
}
