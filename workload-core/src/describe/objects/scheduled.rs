//! The objects of a scheduled app.

use k8s_openapi::api::batch::v1::CronJob;
use k8s_openapi::api::core::v1::Service;

use super::{Assemble, Assembly};
use crate::describe::companions::Companions;
use crate::describe::shape::Scheduled;
use crate::k8s::Object;

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
