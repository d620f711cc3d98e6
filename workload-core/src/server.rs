//! What the API server's own validation says of a typed object.
//!
//! One file a kind, one file a part that kinds share. Each check walks the typed object with the
//! path in hand and adds [`Fault`](crate::faults::Fault)s whose reason and path are the
//! server's; the sentence is ours. The facts are those of kube-apiserver 1.36: defaults are
//! filled in before it looks, so a field that has one may be left out.
//!
//! To add a kind, write its file and add it to [`validate`].

mod autoscaler;
mod budget;
mod checks;
mod config;
mod cron_job;
mod daemon_set;
mod deployment;
mod job;
mod meta;
mod name;
mod network_policy;
mod persistent_volume_claim;
mod pod;
mod pod_template;
mod pods;
mod replica_set;
mod selection;
mod service;
mod service_account;
mod stateful_set;
mod value;

use crate::faults::Faults;
use crate::objects::Object;
use crate::yaml::At;

/// Adds everything that the server would refuse in `object`, which stands at `at`.
pub fn validate(object: &Object, at: &At<'_>, faults: &mut Faults) {
    match object {
        Object::Pod(pod) => pod::check(pod, at, faults),
        Object::Deployment(deployment) => deployment::check(deployment, at, faults),
        Object::ReplicaSet(replica_set) => replica_set::check(replica_set, at, faults),
        Object::StatefulSet(stateful_set) => stateful_set::check(stateful_set, at, faults),
        Object::DaemonSet(daemon_set) => daemon_set::check(daemon_set, at, faults),
        Object::Job(job) => job::check(job, at, faults),
        Object::CronJob(cron_job) => cron_job::check(cron_job, at, faults),
        Object::Service(service) => service::check(service, at, faults),
        Object::PersistentVolumeClaim(claim) => persistent_volume_claim::check(claim, at, faults),
        Object::HorizontalPodAutoscaler(autoscaler) => autoscaler::check(autoscaler, at, faults),
        Object::PodDisruptionBudget(budget) => budget::check(budget, at, faults),
        Object::ConfigMap(map) => config::config_map(map, at, faults),
        Object::Secret(secret) => config::secret(secret, at, faults),
        Object::ServiceAccount(account) => service_account::check(account, at, faults),
        Object::NetworkPolicy(policy) => network_policy::check(policy, at, faults),
    }
}
