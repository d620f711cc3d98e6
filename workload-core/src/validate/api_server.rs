//! What the API server's own validation says of a typed object.
//!
//! One file a kind, one file a part that kinds share. Each check walks the typed object with the
//! path in hand and adds [`FieldError`](crate::validate::field_error::FieldError)s whose reason and path are the
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

use crate::k8s::Object;
use crate::syntax::yaml::PathBuilder;
pub(super) use meta::labels;

use crate::validate::field_error::FieldErrors;

/// Adds everything that the server would refuse in `object`, which stands at `at`.
pub fn validate(object: &Object, at: &PathBuilder<'_>, errors: &mut FieldErrors) {
    match object {
        Object::Pod(pod) => pod::check(pod, at, errors),
        Object::Deployment(deployment) => deployment::check(deployment, at, errors),
        Object::ReplicaSet(replica_set) => replica_set::check(replica_set, at, errors),
        Object::StatefulSet(stateful_set) => stateful_set::check(stateful_set, at, errors),
        Object::DaemonSet(daemon_set) => daemon_set::check(daemon_set, at, errors),
        Object::Job(job) => job::check(job, at, errors),
        Object::CronJob(cron_job) => cron_job::check(cron_job, at, errors),
        Object::Service(service) => service::check(service, at, errors),
        Object::PersistentVolumeClaim(claim) => persistent_volume_claim::check(claim, at, errors),
        Object::HorizontalPodAutoscaler(autoscaler) => autoscaler::check(autoscaler, at, errors),
        Object::PodDisruptionBudget(budget) => budget::check(budget, at, errors),
        Object::ConfigMap(map) => config::config_map(map, at, errors),
        Object::Secret(secret) => config::secret(secret, at, errors),
        Object::ServiceAccount(account) => service_account::check(account, at, errors),
        Object::NetworkPolicy(policy) => network_policy::check(policy, at, errors),
    }
}
